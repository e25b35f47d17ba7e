"""Personal data as a Django application; it has no tables of its own."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "paizhu.door.personal"
    label = "personal"

    def ready(self) -> None:
        """Name its act, and the parts that the door itself holds."""
        from paizhu.door.acts import acts  # noqa: PLC0415  models cannot be imported before Django is ready
        from paizhu.door.personal.disclosing import ACT  # noqa: PLC0415
        from paizhu.door.personal.gathering import OF_ALL  # noqa: PLC0415
        from paizhu.door.personal.parts import parts  # noqa: PLC0415

        acts.add(ACT)
        parts.extend(OF_ALL)
