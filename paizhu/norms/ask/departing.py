"""Whether a question describes a deed that departs from a duty: it is left undone, half done, late, or done another way.

Whoever asks so is told no where the duty stands, though no word of the question denies it: 派驻组能推掉吗, 一个人去取证没事吧.
"""

import re

from paizhu.norms.ask.patterns import compiled

# Left undone.
_UNDONE = (
    r"推(?:[得不]?掉|了|脱|出去)|撒手|甩手|(?:甩|丢|推|扔)给|退回去|打回去|(?:往抽屉|一边)[^,。?]{0,4}(?:扔|放|搁)"
    r"|压(?:着|一压|压|下来?)|(?:先|就|给)?(?:搁着|放着|放一边|搁一边|搁下)|装(?:作)?(?:没|不)|当(?:作)?耳(?:旁|边)风|两手一摊"
    r"|拒(?:绝|不)|一概不|完全不|从来?不"
    r"|(?:不|别)(?:管(?!大小|是|谁|什|怎|多|哪)|理|搭理|掺和|插手|接|办|查|报|提|问|说|谈|听|写|记|立|审|核|给|配合|公开"
    r"|公布|通报|告知|反馈|登记|备案|签字?)(?:了|它|他|她|的)?(?=[^,。?]{0,4}[,。?]|吗|吧|也)"
    r"|(?:免|省|略)(?:掉|了|去|得)|可([\u4e00-\u9fff])可不\1|([\u4e00-\u9fff])不\2都(?:行|可以|一样|没事)"
    r"|不给[^,。?]{1,8}(?:回|说|送|看|发)|(?:先|暂)不(?!说|论|管)|不逐|黄了|作罢|全看[^,。?]{1,10}(?:高兴|心情|意思|愿意)|插不上手|管不着|不归[^,。?]{1,6}管|没资格|谈不上|算(?:交差|完事|到头)|就算了"
    r"|(?:跟|与|和|同|关)(?:我|他|她|它|你|咱|自己|本人|派驻|党组)[^,。?]{0,4}(?:没关系|无关|不相干|没干系|什么事)"
    r"|少(?:管|查|报|记)|一年[^,。?]{0,8}没[^,。?]{0,8}过"
)
# Done with too little, by too few, too seldom, or too late.
_LACKING = (
    r"一个人(?:单独|自己|就|去|来|办|谈|签|批|说|定)|独自|单独(?:一人|去|找|谈|问|取证|接触|见)|(?:自己|我)一人|单枪匹马|一名[^,。?]{0,6}单独|(?:来|到)了?(?:一半|半数)"
    r"|一个?人(?:的名字|的签名|签名|署名)|(?:一个?人|一名)署名"
    r"|只(?:来|到)了|没(?:过|到|够)(?:半|三分|人)|够(?:一)?半(?:数)?就|一半(?:成员|人)|(?:只|才|仅)(?:来|到|出席)[^,。?]{0,4}(?:名|人|个)"
    r"|(?:只|就|才)(?:正经)?(?:开|搞|谈|报|听|研究)(?:了|过)?一[次回]|口头(?:说|提|讲|打)"
    r"|(?:拖|过)(?:上|了|到|个)?[^,。?]{0,6}(?:再|也来得及|也行|半年|一年)|(?:留|攒|拖|压|搁|放)到|等(?!部门|单位|机关)[^,。?]{1,10}(?:再|一块|一起)|回头再|以后再说"
    r"|刚(?:刚|好)?(?:过|到)(?:一)?半|(?:事后|回来|过后|之后)[^,。?]{0,4}补|补(?:打|签|报)[个一]?|继续(?:办|审|参与)"
    r"|一直[^,。?]{0,10}(?:待|挂|干|当)(?!事)|一口气|不挪窝|没挪(?:过)?窝|十来年|到退休"
)
# Done another way.
_OTHERWISE = (
    r"私人(?:手机|电脑|邮箱|微信|车)|自己的(?:私人)?(?:手机|电脑|邮箱|微信)|微信(?:群|上)?(?:说|发|传|聊)|图[^,。?]{0,4}(?:方便|省事|快)|带回家"
    r"|直接(?:把|就|甩|扔|递|交给)[^,。?]{0,12}(?:甩|扔|了事|了结|给党组)|绕过|绕开|跳过|越过|走(?:个)?过场|照样|照旧|我只|只管"
    r"|只(?:是)?指导|自己的?名(?:号|义|头)|先(?:呈|送|拿|交)[^,。?]{0,8}(?:过目|看|阅)"
)
_ENGLISH = (
    r"\b(?:leave out|leaves? .{1,20} out|stay out|stays out|keep out|bin it|drop it|let (?:it|the matter) drop|look away"
    r"|turn a blind eye|ignore|skip|omit|refuse|decline|disregard|brush (?:it )?aside|put (?:it )?off|sit on|rather not"
    r"|have a choice|not (?:to )?(?:listen|bother|report|register|inform|tell)|only once|alone"
    r"|by (?:himself|herself|itself|oneself)|single[- ]handed|enough to)\b"
)
# What is done where a duty is a silence.
_TOLD = r"泄露|泄漏|走漏|外传|让人[^,。?]{0,4}(?:看出|知道)|夸大|捏造"
# Short clauses behind the deed that only ask, and words for parties: a deed is told from the clause that names who does it.
_TAIL = re.compile(
    r"[^,。?;:]{0,7}(?:吗|吧|么|没有|不[^,。?;:])|[^,。?;:]{0,6}(?:能行|能这样|这样|可以不|算不算数)|真的假的"
    r"|right|true|is it|is that so",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"组(?!织)|党委|纪委|监委|工委|单位|机关|委员会|书记|\b(?:offices?|teams?|organs?|commissions?|committees?|groups?|units?)\b",
    re.IGNORECASE,
)
# 组员这么理解对吗: who says so does nothing.
_REPORTS = re.compile(r".{0,8}(?:这么|这样|如此)(?:理解|说|讲|认为|想).{0,8}")
# Whether it is a violation is asked: then what departs is one.
_VIOLATES = (
    r"(?<!不)(?<!没)(?:违规|违纪|违法|失职|违反[^,。?]{0,8}(?:规定|纪律|规则|条例))(?:行为|操作|了)*(?:吗|吧|么|没有)?[?。]*$"
    r"|\b(?:breach|violat\w+|against the rules)\b"
)
_DENIED_VIOLATION = (
    r"(?:不|没|算不上|谈不上|不见得|不至于)(?:算|是|构成|有)?(?:什么)?(?:违规|违纪|违法|违反|失职)"
)
_ALONE = r"自己|一个人|一支笔|单凭|独自"


def alone(text: str) -> bool:
    """Return whether a (normalised) question has somebody do a thing by themselves."""
    return bool(compiled(_ALONE).search(text))


def departs(text: str) -> bool:
    """Return whether the deed that a (normalised) question asks about departs from what is owed.

    >>> departs("派驻组能推掉不管吗?"), departs("派驻组能监督党组吗?"), departs("驻在单位拒不整改,派驻组可以报告吗?")
    (True, False, False)
    """
    return _falls_short(_deed(text))


def _falls_short(deed: str) -> bool:
    patterns = (_UNDONE, _LACKING, _OTHERWISE, _ENGLISH)
    return any(compiled(pattern, re.IGNORECASE).search(deed) for pattern in patterns)


def tells(text: str) -> bool:
    """Return whether a question describes what breaks a silence that is owed."""
    return bool(compiled(_TOLD).search(text))


def asks_of_violation(text: str) -> bool:
    """Return whether a question asks if something is a violation, and not if it is none."""
    plain = re.sub(r"(.)[不没]\1", r"\1", text)  # 算不算, 是不是
    return bool(compiled(_VIOLATES).search(plain)) and not compiled(_DENIED_VIOLATION).search(plain)


def _deed(text: str) -> str:
    """The clauses that are asked about: from the last one that names a party, before those that only ask."""
    clauses = [clause for clause in re.split(r"[,。?;:]", text) if clause.strip()]
    while len(clauses) > 1 and _only_asks(clauses[-1]):
        clauses.pop()
    deed = ""
    for clause in reversed(clauses):
        deed = f"{clause},{deed}"
        if _PARTY.search(clause):
            break
    return deed


def _only_asks(clause: str) -> bool:
    if _REPORTS.fullmatch(clause.strip()):
        return True
    return not _PARTY.search(clause) and not _falls_short(clause) and bool(_TAIL.fullmatch(clause.strip()))
