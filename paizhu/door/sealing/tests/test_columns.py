"""No column that holds what somebody typed is forgotten: each text column of content is sealed, or lies open for a reason."""

from django.db import models

from paizhu.door.models import Matter
from paizhu.door.retention.content import rows
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow

# Words of ours, ids and codes: nothing in them was typed as text.
_RULING = ("bearer", "toward", "answer", "basis", "norms", "said")
_CLOCK = ("limit", "norm", "version", "rolls", "breaks", "extended", "sum")
_WORDS = {"id", "kind", "act", "seat", "state", "side", "sort", "unit", "stage", "head", "leader", "item"}
OPEN = {
    **{f"door_matter.{name}": "asked for by lists, clocks and policies" for name in ("reference", "procedure", "secrecy")},
    **{f"attachments_attachment.{name}": "facts of a file" for name in ("media_type", "sha256", "file", "key")},
    **{f"door_ground.{name}": "the ruling: norms and relations" for name in _RULING},
    **{f"door_clock.{name}": "how a limit is reckoned" for name in _CLOCK},
    **{f"door_recusal.{name}": "who, and of which sort" for name in ("basis", "declared_by", "decided_by")},
    "door_grant.reason": "the security administrator reads it, and sees no matter",
    "door_grant.approved_by": "a seat",
    "sealing_matterkey.wrapping": "the id of a key",
    "attendance_attendance.meeting": "one of the words for meetings",
    "attendance_attendance.capacity": "a word",
    "attendance_attendance.verdict": "a word",
    "attendance_attendance.adoption": "a word",
    "business_invitations_businessinvitation.role": "an id of the vocabulary",
    "business_invitations_businessinvitation.came_by": "a word",
    "business_invitations_businessinvitation.their_number": "the number of their own letter",
    "consultations_minutes.digest": "of what is sealed beside it, in whole sentences",
    "lead_reviews_broughtlead.outcome": "a word",
    "rectification_rectification.origin": "a word",
    "rectification_cause.label": "compared across units",
    "rectification_cause.same": "compared across units",
    "rectification_measure.post": "the title of a post of the registry",
    "rectification_measure.standing": "a word",
    "rectification_measure.reported_by": "a person's code",
    "rectification_measure.verified_by": "a person's code",
    "tasks_task.about": "an id",
}  # fmt: skip


def test_every_text_of_content_is_sealed_or_open_for_a_reason() -> None:
    found = set[str]()
    tables: set[type[models.Model]] = {Matter, *(table.model for table in rows())}
    for model in tables:
        of = model._meta
        texts = [
            f
            for f in of.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for field in texts:
            if isinstance(field, SealedField):
                assert issubclass(model, SealedRow), model
            elif field.name not in _WORDS:
                found.add(f"{of.db_table}.{field.name}")
    assert found == set(OPEN)


def test_every_row_that_can_be_sealed_leads_to_its_matter() -> None:
    for model in (table.model for table in rows()):
        if issubclass(model, SealedRow):
            names = {field.name for field in model._meta.concrete_fields}
            assert "matter" in names or model.sealing_matter is not SealedRow.sealing_matter, model
