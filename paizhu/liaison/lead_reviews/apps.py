"""Joint reviews of leads as a Django application."""

from django.apps import AppConfig


class LeadReviewsConfig(AppConfig):
    name = "paizhu.liaison.lead_reviews"
    label = "lead_reviews"

    def ready(self) -> None:
        """Name the kind with its acts and days; a review that was held is on record as done by both."""
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.counting import counted  # noqa: PLC0415
        from paizhu.liaison.lead_reviews.acts import ACTS, REVIEW  # noqa: PLC0415
        from paizhu.liaison.lead_reviews.queries import days, told  # noqa: PLC0415
        from paizhu.liaison.lead_reviews.rows import ROWS  # noqa: PLC0415

        held = counted(
            "lead_review.hold",
            "lead_review",
            acts=(REVIEW,),
            act=lambda _held: REVIEW,
            other="group",
            day="held_on",
            both=True,
        )
        kinds.add(Kind("lead_review", ACTS, told, held, days, rows=ROWS, sealed=True))
