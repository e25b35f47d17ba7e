"""How a question is put: what it asks for (must, may, …), whether it is negated, and which value it wants."""

import re
from dataclasses import dataclass
from functools import lru_cache

from paizhu.norms.ask.patterns import compiled

_AT_ONCE = 32  # texts: the guesses and the answer both ask how one is put


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question is put.

    modality: must, may, must_not, exists or what.  wants: the kinds of value asked for, most wanted first.
    leave: asks leave for a deed that it describes (……，行吗？).
    """

    modality: str
    negated: bool
    wants: tuple[str, ...]
    is_question: bool
    leave: bool = False

    @property
    def way(self) -> str:
        """The way of asking: leave (asked for a deed), denied (any negation), else the modality."""
        return "leave" if self.leave else "denied" if self.negated else self.modality

    @property
    def asks_for_duty(self) -> bool:
        """Whether a duty may be what is asked for, and is not denied."""
        return self.modality in ("must", "exists", "what") and not self.negated


# 能不能, 有没有, 是否 ask openly; left standing, their 不 would read as a negation.
_OPEN = (
    (r"有没有这(?:条路|个口子|种做法)", "可以吗"), (r"可以不可以(?=[?。]|$)", "可以吗"), (r"可以不可以", "可以"), (r"许可不许可|许不许", "允许"),
    (r"(允许|可以|能|行|准)还是不\1", r"\1吗"), (r"([投办报查立批])还是不\1", r"\1"),
    (r"能不能够?|能否|能不能够", "能"), (r"可不可以|可否|可不可", "可以"), (r"行不行|成不成|中不中|要得不", "行吗"),
    (r"得不得", "得"), (r"应不应当|应不应该|应不应|应否|应当不应当", "应当"), (r"该不该", "该"), (r"要不要", "要"), (r"用不用|使唔使", "要"),
    (r"需不需要|须不须", "需要"), (r"有没有|有无", "有"), (r"是不是|是否|係唔係", "是"), (r"允不允许|允许不允许", "允许"), (r"([批办管查做])得了\1不了", r"可以\1"),
    (r"(?:能|可以)行不(?=[?。]|$)", "行吗"), (r"能([^,。?]{2,24})不能(?=[?。]|$)", r"能\1吗"), (r"[背担负欠]没[背担负欠]", "有责任,"), (r"(要求|规定|义务|职责|责任)不(?=[?。]|$)", r"是\1吗"),
    (r"有(依据|根据|规定|条文)没有?(?=[?。]|$)", r"有\1吗"), (r"应该没(?:什么|啥)?(?:问题|不妥|事|关系|毛病)", "行"), (r"算不算", "算"), (r"负不负", "负"),
    (r"归不归", "归"), (r"给不给", "给"), (r"让不让", "让"), (r"必须不", "必须"), (r"会不会", "会"), (r"准不准", "准"),
    (r"(可以|能|行)不(?=[?。]|$)", r"\1吗"), (r"吃不准|说不准|拿不准", "不确定"), (r"不同意|不服|不一致|不一样|不符|不论|不管(?=谁|是|怎|什|哪|多|大|有|在|查)|不仅|不光|不过(?!问)|不满|不到", ""),
)  # fmt: skip
_COMPILED_OPEN = tuple((re.compile(p), to) for p, to in _OPEN)
_RULES: tuple[tuple[str, str, bool], ...] = (
    # The last of two sides is what is asked; what must be so may be said as what must not.
    (r"还要不要|还用不用|(?:是|也)必须[^,。?]{0,6}吗|还是(?:得|要|该|应)[^?]{0,20}[?]", "must", False),
    (r"(?:必须|应当|应该|得)[^,。?]{1,16}、(?:不能|不得|不可|不许)", "must", False),
    (r"没有不[^,。?]{1,16}的?(?:道理|理)", "must", False),
    (r"不[^,。?]{1,20}也(?:不要紧|没关系|没事|无妨|不打紧)", "must", True),
    (r"(?:不能|不|算不上|谈不上|不见得|不至于)算?(?:是)?(?:违规|违纪|违法|失职)", "may", False),
    (r"难道不是非[^,。?]{1,14}不可", "must", False),
    (
        r"不是非[^,。?]{1,14}不可|(?<!正)可(?:以)?[^,。?]{1,8}也可(?:以)?不|(.)不\1[^,。?]{0,18}都(?:可以|行|成|一样|没事|无妨)",
        "must",
        True,
    ),
    (
        r"(.)不\1[^?]{0,14}(?:(?:自己|自行|自主|酌情)(?:斟酌|决定|看着办|掌握|定)|自愿|随意|看心情)|可(?:以)?自己斟酌",
        "must",
        True,
    ),
    (
        r"(?:批准|签字|签个字|同意|审批|拍板|点头)[^,。?]{0,3}(?:就够|够了|够不够|就作数|就算数|符合要求)|签个?字[^?]{0,12}就算",
        "must",
        True,
    ),
    (r"不在[^,。?]{0,12}(?:义务|职责|责任)", "exists", True),
    (r"(?:绝对|一律|一概|肯定)不(?:行|能|可以|允许)", "must_not", False),
    (r"直接[^,。?]{1,16},[^,。?]{0,3}(?:不用|不必|无需|不走|不需要)", "must", False),
    (r"并非不(?:能|可以|可)", "may", False),
    (r"不归[^,。?]{1,10}(?:领导|管|管理)", "exists", True),
    # Two negations make a duty, and what may be left undone is no duty.
    (r"不能不|不得不|不可不|不应不|不能不算|非[^,。?]{1,14}不可|免不了|少不了|绕不开", "must", False),
    (r"并非不得|没有[^,。?]{0,8}(?:规定|条文)[^,。?]{0,4}(?:禁止|不准|不得)", "must_not", True),
    (r"(?:并不|并没有|没有|未|并未|不|不至于被?)禁止", "must_not", True),
    (r"不[^,。?]{1,14},?(?:这|那)?是(?:规定|纪律|条文|硬性)的?(?:要求|规定)", "must_not", False),
    (r"(?:不是|并非)没有", "exists", False),
    (r"不是不(?:可以|能|行)", "must", True),
    (r"难道[^?]*不(?:应当|应该|该|要|必须|用)", "must", False),
    (r"难道[^?]*不(?:可以|能)", "may", False),
    (
        r"(?:光|只|仅|单|自己|一个人|一支笔|内部)[^?]{0,24}(?:就够了?|就行|即可|就成|就可以|就能|就算|够了|可以一批了之)|即可$|都行$|就算数|算数",
        "must",
        True,
    ),
    (
        r"(?:能|可以)(?:[^,。?]{0,14}为由)?不(?!能|可以|得|止|行|同|服|了)|(?:可以|能)(?:省|免|捂|拖|撒手)|可以[^,。?]{0,10}(?:从不|一直不)",
        "must",
        True,
    ),
    (r"不(?:要紧|算违规|违规|碍事|打紧|算(?:什么)?大?(?:事|问题))|没关系|无妨", "may", False),
    (
        r"(?<![能得可以应])(?:不|从不|跳过|拒不|撒手不)(?!能|可以|得|应|准|许|符|服|该|必|用|需|允|行|是)[^?]{1,24}[,、]?(?:可以|行|成|妥当|合规矩?|允许|合适|行得通|说得通)(?:吗|么)",
        "must",
        True,
    ),
    (
        r"(?:可以|能|行|可)(?:一点|一[^,?]{0,3}都|完全|干脆)?[^,。?]{0,12}(?:(?<!要)不(?!行|可以|能|同|服)[^,。?]{1,}|都不[^,。?]+|撒手不[^,。?]*)(?:吗|么|吧)",
        "must",
        True,
    ),
    (r"不必|不用|无需|无须|没必要|没有必要|不需要|用不着|不须|毋须|不再需要", "must", True),
    (
        r"(?:没有|无|不具有|不具备|不负有?|不承担|谈不上|未被赋予|不存在)[^,。?]{0,24}(?:职责|义务|责任|职权|权限|权力|权利|资格)",
        "exists",
        True,
    ),
    (r"无权|没有权|没权", "may", True),
    (r"(?<!可)不能|不可以|不允许", "may", True),
    (r"不应当|不应该|不应|不该", "must", True),
    (r"不得|不准|不许|禁止|严禁|切忌|不被允许", "must_not", False),
    (r"有[^,。?]{0,8}权(?!限)|权限|有资格", "may", False),
    (
        r"是[^,。?]{0,30}(?:职责|义务|责任)|(?:有|负|具有|承担|算)[^,。?]{0,30}(?:职责|义务|责任|职权|的事|的活)",
        "exists",
        False,
    ),
    (r"必须|应当|应该|务必", "must", False),
    (
        r"可以|能(?!力|够)|(?<![执进实施举推流发履运])行吗|使得|合规|合法|妥当|合适|行得通|允许|(?<![执进实施举推流发履运])行$|准(?=许|予|将|其|他|我)",
        "may",
        False,
    ),
    (
        r"须|需要|得(?=向|把|先|再|要|经|报|给|照|往|在|由|找|留|另)|(?<!重)要(?!求|情|害|件|领|点|么)|该|应(?!邀|用|对)",
        "must",
        False,
    ),
)
_RULES_EN: tuple[tuple[str, str, bool], ...] = (
    (
        (
            r"\b(?:mustn't|must not|may not|not allowed|not permitted|forbidden|prohibited|banned|barred)\b"
            r"|\b(?:refrain|abstain) from\b|\bmust (?:he|she|it|they) not\b"
        ),
        "must_not",
        False,
    ),
    (
        r"\b(?:no (?:general |such )?duty|not obliged|not required|need not|needn't|not have to|doesn't have to|no obligation|under no)\b",
        "must",
        True,
    ),
    (
        (
            r"\b(?:free|at liberty|entitled|allowed|permitted) not to\b|\b(?:may|can|could)\b[^?]{0,60}\b(?:skip|omit|ignore)\b"
            r"|\b(?:acceptable|all right|may|can|could|allowed|permitted)\b[^?]{0,90}\bwithout (?:\w+ ){0,2}?"
            r"(?:approv|consent|consult|seek|inform|ask|notif|report|regist|submit)"
            r"|\bfree to (?:keep|withhold|hold back)\b|\b(?:all right|fine|ok|okay|acceptable)\b[^?]{0,60}\bnot to\b|\b(?:may|can|could)\b[^?]{0,60}\bwithout [^?]{0,40}\bapproval"
        ),
        "must",
        True,
    ),
    (r"\b(?:duty|obligation|owe|owes|owed|responsib\w+)\b", "exists", False),
    (
        r"\b(?:must|shall|should|has to|have to|had to|obliged|required|bound|need|needs|supposed)\b",
        "must",
        False,
    ),
    (
        r"\b(?:may|can|could|allowed|permitted|entitled|power|authority|authori[sz]ed|acceptable|free to|right)\b",
        "may",
        False,
    ),
)
_WANTS = (
    ("frequency", r"多久[^,。?]{0,16}[一几][次回遍趟]|多长时间[^,。?]{0,16}[一几][次回]|多久[^,?]{0,14}一[次回遍]|频次|频率|几次|多少次|多久(?:开|搞|坐|召开|报|交|汇总|碰)|隔多[久长]|几年[^?]{0,4}一次|每隔|how often|how many times|how frequently"),
    ("duration", r"多久|多长时间|几天|几日|几个(?:工作日|月|小时|钟头)|多少(?:天|日|个工作日|个月|小时|个钟头|年)|几年|期限|时限|最迟|最晚|何时|什么时候|什么时间|多快|几时|几个月|最长|时间要求|how long|how much time|how soon|how quickly|by when|when must|within what|what period|time limit|deadline|how many (?:working )?(?:days|months|years|hours)"),
    ("party", r"谁|哪[一两二三几]?[个家级]?(?:部门|单位|机关|机构|组织|方|家|级)|何人|哪里|何处|哪儿|什么机关|哪一个|是哪个|哪家|向什么|who\b|whom|which (?:body|organ|department|authority|organisation|organization|one)"),
    ("list", r"哪些|哪几|(?:要|得|有|占)多少(?=[人个,才票])|几[种类项条招样]|包括什么|什么条件|哪[一]?[种类]|列出|逐项|都包括|有什么|多少[种类项]|什么情形|which (?:kinds|ways|measures|sanctions|matters|persons)|what (?:are|kinds|ways|measures|sanctions)"),
    ("effective", r"生效|从何时起|自何时|何时(?:起|开始)|take effect|takes effect|effective"),
    ("article", r"哪一?条|第几条|什么依据|依据是什么|哪个条款|which article|what provision"),
)  # fmt: skip
_COMPILED_WANTS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WANTS)
_TAIL = re.compile(
    r"(?:对吗|对不对|是吗|是不是|是否正确|正确吗|对吧|成立吗|成立|站得住脚吗|属实|没错吧|是这样吗|算不算数|是否属实|是否准确|妥否)[?？。!]*$"
    r"|,?\s*(?:right|correct|true|is it|isn't it|is that so)\?*$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"(?:(?<![执进实施举推流发履运])行吗|行不行|,好不好|行么|能行吗|成吗|成不成|可以吗|可以吧|可不可以|没问题吧|没问题吗|问题不大吧|合规矩?吗|合适吗|合适不合适|"
    r"允许吗|准吗|妥当吗|妥不妥|说得过去吗|没毛病吧|(?<!不)行吧|不要紧吧|没关系吧)[?？]?$"
)
_ASKS_FOR = r"什么|怎|如何|何|哪|谁|几|多少|多久|多长|啥|咋|还是|为啥"
_CLOSED_EN = re.compile(
    r"(?:.*, ?)?(?:and |but |so )?(?:does|do|did|is|are|was|were|must|may|can|shall|should|has|have|had|could|would)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]|吗|么$|呢|吧|不$|没有$|是否|能否|可否|有无|谁|什么|哪|多久|几|如何|怎么|怎样|"
    r"(.)不\1|有没有|\b(?:does|do|did|is|are|was|were|must|may|can|shall|should|who|what|which|when|how|has|have|will|would|could)\b",
    re.IGNORECASE,
)


_OF_ANOTHER = (
    rf"{_ASKS_FOR}|说法|讲法|观点|理解|主张|判断|这话|这句"  # whether what was said before holds, or by whom
)
_SENTENCE = 8  # characters of a sentence that says what is done, and not only: may that be?


@lru_cache(_AT_ONCE)
def manner(text: str, lang: str) -> Manner:
    """Return how a (normalised) question is put.

    >>> manner("派驻机构可以不协助吗?", "zh").negated, manner("派驻机构不能不征求意见吗?", "zh").modality
    (True, 'must')
    """
    if lang == "en":
        return _manner_en(text)
    wants = _wants(text)
    body = _TAIL.sub("", text).rstrip(", ")
    closed = body != text or bool(
        re.search(
            r"[吗吧]|(?<!什)么[?。]*$|(.)[不没]\1|是否|有没有|可否|能否|有无|使唔使|真的?假的?|(?:依据|根据|规定|条文|要求|行)[不没]有?[?。]*$|"
            r"没有[?。]*$|可(.)可不\2",
            text,
        )
    )
    # 部门的机关党建由机关工委领导? A sentence that asks for nothing asks whether it holds.
    closed = closed or bool(text.endswith("?") and not wants and not compiled(_ASKS_FOR).search(text))
    for pattern, plain in _COMPILED_OPEN:
        body = pattern.sub(plain, body)
    modality, negated = _asked(body)
    if modality == "what" and closed:
        modality = "exists"
    if (wants or "还是" in body) and not closed:
        modality = "what"
    return Manner(
        modality, negated and modality != "what", wants, bool(_ASKS.search(text)), bool(_LEAVE.search(text))
    )


def _asked(body: str) -> tuple[str, bool]:
    """The way of asking of the last sentence, where it says one; of a story before it no word counts."""
    *before, last = [part for part in re.split(r"[。?;]", body) if part.strip()] or [body]
    if before and len(last.strip()) >= _SENTENCE and not compiled(_OF_ANOTHER).search(last):
        modality, negated = _first(_RULES, last)
        if modality != "what":
            return modality, negated
    return _first(_RULES, body)


def _manner_en(text: str) -> Manner:
    wants = _wants(text)
    modality, negated = _first(_RULES_EN, text, re.IGNORECASE)
    asked = re.split(r"(?<=[.!;]) ", text)[-1]
    open_ended = re.match(r"(?:how|who|what|when|which|whom|whose|where|within)\b", asked, re.IGNORECASE)
    closed = bool(_TAIL.search(text)) or bool(_CLOSED_EN.match(asked) and not open_ended)
    if modality == "what" and closed:
        modality = "exists"
    if wants and not closed:
        modality = "what"
    return Manner(modality, negated and modality != "what", wants, bool(_ASKS.search(text)))


def _first(
    rules: tuple[tuple[str, str, bool], ...], text: str, flags: re.RegexFlag = re.NOFLAG
) -> tuple[str, bool]:
    found = ((kind, negation) for rule, kind, negation in rules if compiled(rule, flags).search(text))
    return next(found, ("what", False))


def _wants(text: str) -> tuple[str, ...]:
    return tuple(kind for kind, pattern in _COMPILED_WANTS if pattern.search(text))
