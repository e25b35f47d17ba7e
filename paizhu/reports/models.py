"""How an organ's documents look, where it has a layout of its own."""

from typing import ClassVar

from django.db import models

from paizhu.journal.models import Entry
from paizhu.registry.models import OrganId

WORD_LENGTH = 20


class Layout(models.Model):
    """An organ's layout from a day on; the latest holds, and earlier ones stay.

    word: 机关代字, before year and number.  recommendation_word: that of recommendations, which are numbered by themselves.
    typst, docx: its templates of letters and recommendations.  minutes_typst, minutes_docx: those of minutes.  Empty, the
    built-in one.
    """

    organ = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    word = models.CharField(max_length=WORD_LENGTH, blank=True)
    recommendation_word = models.CharField(max_length=WORD_LENGTH, blank=True, default="")
    typst = models.TextField(blank=True)
    docx = models.BinaryField(blank=True, default=bytes)
    minutes_typst = models.TextField(blank=True, default="")
    minutes_docx = models.BinaryField(blank=True, default=bytes)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "entry"], name="layout_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.since}"
