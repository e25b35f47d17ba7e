"""Level by level as a Django application."""

from django.apps import AppConfig


class LevelsConfig(AppConfig):
    name = "paizhu.levels"
    label = "levels"

    def ready(self) -> None:
        """Name the kind with its acts, and what any matter shows of what was passed down from it."""
        from paizhu.door.agreement import only_by_agreement  # noqa: PLC0415
        from paizhu.door.branches import branchings  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.kinds import Kind, kinds  # noqa: PLC0415
        from paizhu.levels.acts import ACTS  # noqa: PLC0415
        from paizhu.levels.below import branches  # noqa: PLC0415
        from paizhu.levels.queries import told  # noqa: PLC0415
        from paizhu.levels.rows import ROWS  # noqa: PLC0415

        kinds.add(Kind("relay", ACTS, told, unfit=only_by_agreement("relay.decline"), rows=ROWS))
        branchings.append(branches)
