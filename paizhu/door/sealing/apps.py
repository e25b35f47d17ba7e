"""Sealing as a Django application."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "paizhu.door.sealing"
    label = "sealing"

    def ready(self) -> None:
        """Let the journal read what its entries about sealed matters commit to."""
        from paizhu.door.sealing.commitments import opened  # noqa: PLC0415  models come first
        from paizhu.journal import sealed  # noqa: PLC0415

        sealed.opens_with(opened)
