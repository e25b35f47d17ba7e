"""The language of a reply: `?lang=en` or Chinese."""

from django.utils.translation import get_language


def language() -> str:
    """Return the language of this reply as the pack calls it: `zh` or `en`."""
    return "en" if get_language() == "en" else "zh"
