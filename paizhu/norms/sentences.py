"""Sentences one after another."""

_FULL_WIDTH = "。！？；：，、）》”"


def sentences(*said: str) -> str:
    """Return the sentences as one text: a space parts them, but not after Chinese punctuation, which is wide itself.

    >>> sentences("没有这一事项。", "请从第一页开始。"), sentences("Not done.", "", "Try again.")
    ('没有这一事项。请从第一页开始。', 'Not done. Try again.')
    """
    whole = ""
    for one in filter(None, said):
        whole += one if not whole or whole[-1] in _FULL_WIDTH else f" {one}"
    return whole
