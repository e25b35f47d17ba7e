"""What is put around a question and says nothing of what it asks: politeness, who asks and why, and examinations' forms.

An examination has one judge a sentence, fill in a blank, or choose among lettered answers.
"""

import re

from paizhu.norms.ask.patterns import compiled

_KIND = (
    r"(?:考考(?:大家|你们?|各位)|(?:单项|多项|单|多|不定项)?选择?题?|判断(?:正误|对错|题)?|(?:正误|对错|是非)判断"
    r"|是非题?|对错题?|填空题?)"
)
_OPENING = rf"^(?:{_KIND}[:,。 —\-]+)+"
_TRUE_OR_FALSE = r"^(?:true or false|decide whether (?:this|it) is true)[:,. —-]+"
# How a sentence to be judged ends; an empty bracket is the place for the mark.
_JUDGED = (
    r"[,。 —\-]*(?:(?:请|试)(?:大家)?(?:判断(?:对错|正误)?|对错|正误)|判断(?:对错|正误)"
    r"|(?:是)?对还是(?:不对|错)|是对是错)[。?]*$"
)
_BLANK = r"[。 ]*[(\[_](?:判断)?[ _]*[)\]_]"
_CHOICES = r"(?<=[^A-Za-z])A *[.、:,)].+B *[.、:,)].+$"
# Clauses of courtesy, and those that only say who asks.
_COURTESY = (
    r"(?:特来?此?|谨此?|现就此?)(?:请示|请教|咨询|求教)(?:如下|一下|各位|贵[方处])?[:,。]|[,。](?:敬请|恳请|烦请|望|请)(?:贵[方处])?(?:予以|给予)?"
    r"(?:明示|示下|赐教|指教|指正|指点|确认|答复|解答)(?:为盼)?(?=[:,。?]|$)[:,]?|[,。?](?:谨候|静候|恭候|盼)(?:指示|回复|答复|复)[。]?"
    r"|(?<=[,。])(?:机关党委|我们?|我[方处]|本人)(?:想|欲|拟|希望|打算)?先?(?:整理|梳理|汇编|弄清|理清|厘清|搞清楚?)[^,。:?]{0,8}[,:。]"
)
# Who owes it? I guess it is the office: the guess is not what is asked.
_GUESS = r"(?<=[?])(?:我(?:猜|想|估计|以为))是?[^,。?\d]{1,14}[。,]?(?:对不对|对吗|对吧|是不是|是吗)?[?。]*$"
_COURTESY_EN = (
    r"(?<=[.?]) *(?:kindly|please) (?:confirm|advise|clarify)\W*$"
    r"|\bwe (?:are|were|have been) asked (?=whether)"
)
_MARKED = re.compile(rf"{_BLANK}[。. ]*$")


def plainly(text: str) -> str:
    """Return a (normalised) question as one asks it of a colleague.

    >>> plainly("判断题:派驻机构可以分管业务。( )"), plainly("领导派驻机构的是( )。A.党组 B.派出机关")
    ('派驻机构可以分管业务,对吗?', '领导派驻机构的是谁?')
    """
    text = compiled(_COURTESY).sub(_closing, text).strip()
    text = compiled(_GUESS).sub("", text)
    text = compiled(_COURTESY_EN, re.IGNORECASE).sub("", text).strip()
    opened = compiled(_OPENING).sub("", text)
    stem = compiled(_CHOICES).sub("", opened).strip()
    if stem != opened:
        return _chosen(stem) or opened
    judged = compiled(_JUDGED).sub("", opened)
    stated = _MARKED.sub("", judged).strip(",。. ")
    english = compiled(_TRUE_OR_FALSE, re.IGNORECASE).sub("", stated)
    if english != stated:
        return f"{english}, right?"
    if stated == text.strip("。. ") or stated.endswith("?"):
        return opened or text
    return f"{stated},对吗?"


def _closing(courtesy: re.Match[str]) -> str:
    """The end of the sentence before it stays."""
    return courtesy[0][0] if courtesy[0][0] in ",。?" else ""


def _chosen(stem: str) -> str | None:
    """A stem without its choices, which name parties that nobody says it is; None where one of them says what is done."""
    stated = _MARKED.sub("", stem).rstrip("。. ")
    if stated.endswith(("是", "由", "为")):
        return f"{stated}谁?"
    return f"{stated}可以吗?" if stated.endswith(",") else None
