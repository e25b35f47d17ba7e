"""What the model reads of a question: its time grows with the length, and the meaning seldom does."""

import re

READ = 18  # Chinese characters, or four times as many others: an English word is a token or two, a character is one
_NARROW, _WIDE = 1, 4
_SIGNS = re.compile(r"[\s,.?!;:，。？！；：、“”‘’\"'《》()…]+")
# Words that ask, and days: what is asked about is not in them.
_ASKING = re.compile(
    r"请问一下|请问|想问一下|想问问|想问|我想知道|问一下|是不是|能不能|可不可以|会不会|有没有|该不该|应不应该|要不要|是否|"
    r"怎么办|怎么样|怎么|为什么|什么时候|多长时间|多久|是吗|对吗|行吗|可以吗|行不行|对不对|没问题吧|这种情况|的话|一下|"
    r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|[吗呢啊吧呀嘛么]"
)


def gist(question: str) -> str:
    """Return a short question whole; of a longer one the beginning of what is left without words that only ask.

    >>> gist("老板不发工资怎么办")
    '老板不发工资怎么办'
    >>> gist("请问一下，2022年6月1日，单位一把手让我做假账的话，我是不是可以拒绝，会不会被处分呢？")
    '单位一把手让我做假账我可以拒绝被处分'
    """
    if _size(question) <= READ * _WIDE:
        return question
    # Spaces part Latin words; between Chinese characters they are only more to read.
    told = re.sub(
        r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])", "", _SIGNS.sub(" ", _ASKING.sub("", question))
    ).strip()
    left, end = READ * _WIDE, 0
    while end < len(told) and left >= _width(told[end]):
        left -= _width(told[end])
        end += 1
    # A question of nothing but such words is read as it stands.
    return told[:end].rstrip() or question[:READ]


def _size(text: str) -> int:
    return sum(map(_width, text))


def _width(character: str) -> int:
    return _NARROW if character.isascii() else _WIDE
