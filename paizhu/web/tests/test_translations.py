"""Both languages are complete: nothing untranslated in the catalogue, nothing unmarked in a template."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from paizhu.web.tests.visible_text import unmarked
from tools import translations

CatalogueText = str | list[str] | tuple[str, ...] | None
TEMPLATES = sorted((translations.ROOT / "paizhu").rglob("templates/**/*.html"))
HAN = re.compile(r"[\u4e00-\u9fff]")


def forms(text: CatalogueText) -> tuple[str, ...]:
    """Return the singular and plural forms; most messages have one form only."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("path", translations.CATALOGUES, ids=lambda path: str(path.parents[1].name))
def test_catalogue_is_complete(path: Path) -> None:
    left = [message.id for message in translations.missing(translations.read(path))]
    assert left == [], "run tools/translations.py and fill these in"


@pytest.mark.parametrize("path", translations.CATALOGUES, ids=lambda path: str(path.parents[1].name))
def test_catalogue_keeps_the_placeholders(path: Path) -> None:
    names = re.compile(r"\{\w*\}|%\(\w+\)s|%[sd]")
    for message in translations.read(path):
        wanted = set(names.findall(forms(message.id)[-1]))
        assert all(set(names.findall(text)) == wanted for text in forms(message.string) if text), message.id


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_unmarked_text(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>职责</p>", ["职责"]),
        ('<img alt="A picture">', ["A picture"]),
        ('{% translate "Hello" %} {{ name }} · 3', []),
        ("{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}", []),
        ("{# a note #}<script src='x.js'></script><code lang='en'>", []),
    ],
    ids=["text", "Chinese text", "attribute", "marked", "marked block", "not visible"],
)
def test_unmarked_text_is_found(template: str, found: list[str]) -> None:
    assert unmarked(template) == found


def test_chinese_is_compiled_and_english_has_no_chinese() -> None:
    with translation.override("zh-hans"):
        assert translation.gettext("Ask") == "问职责"
    with translation.override("en"):
        assert not HAN.search(translation.gettext("Ask"))
