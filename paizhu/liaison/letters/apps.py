"""Letters as a Django application."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "paizhu.liaison.letters"
    label = "letters"

    def ready(self) -> None:
        """Name the kind with its acts, and what of them is done of a duty."""
        from paizhu.door.agreement import only_by_agreement  # noqa: PLC0415
        from paizhu.door.kinds import Kind, Rows, kinds  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.liaison.letters.acts import ACTS  # noqa: PLC0415
        from paizhu.liaison.letters.models import Letter  # noqa: PLC0415
        from paizhu.liaison.letters.performances import issued  # noqa: PLC0415
        from paizhu.liaison.letters.queries import told  # noqa: PLC0415

        kinds.add(
            Kind(
                "letter", ACTS, told, issued, unfit=only_by_agreement("letter.decline"), rows=(Rows(Letter),)
            )
        )
