"""Questions that no ruling can answer, whatever they resemble: each with the reason that is shown."""

import re

from paizhu.norms.model import Text

REASONS: dict[str, Text] = {
    "empty": Text("没有看到问题。", "There is no question."),
    "too_long": Text("问题太长：请用一两句话（600字以内）说明谁、对谁、做什么。", "The question is too long: say in a sentence or two (600 characters) who, toward whom, does what."),
    "language": Text("只能识别中文和英文的问题。", "Only questions in Chinese or English are understood."),
    "instruction": Text("这是一条指令，不是关于职责的问题；答案只由规范得出。", "This is an instruction, not a question about duties; answers come from norms alone."),
    "facts": Text("这是关于具体人、事或者统计数字的问题，规范库只答谁对谁有什么职责。", "This asks about persons, events or figures; the base only says who owes what to whom."),
    "judgement": Text("这是评价性的问题，不能由规范得出答案。", "This asks for a judgement that no norm gives."),
    "future": Text("这是关于将来或者假设的规定的问题，规范库只答现行和过去有效的规范。", "This asks about future or supposed rules; the base knows only those in force now or before."),
    "incomplete": Text("问题不完整：没有说明是谁、对谁或者做什么。", "The question is incomplete: it does not say who, toward whom, or what."),
    "no_such_article": Text("{regulation}只有{articles}条，没有{article}。", "{regulation} has {articles} articles; there is no {article}."),
    "unknown_regulation": Text("规范库里没有《{title}》。", "The base holds no regulation called “{title}”."),
    "elsewhere": Text("这看来是别的领域的问题，不在派驻监督规范的范围之内。", "This seems to belong to another field than stationed oversight."),
    "several": Text("这里合问了几件事，答案可能各不相同；请分开来问。", "This asks several things at once, which may have different answers; ask them one by one."),
    "not_understood": Text("没有把握这个问题问的是哪一项职责；下面是最接近的条文。", "It is not certain which duty this asks about; the nearest provisions are below."),
    "successor_missing": Text("规定此事的版本已经失效，接替它的版本还没有录入规范库，所以不能说现在有还是没有。", "The version that provided for this has lapsed and its successor is not encoded, so whether it is provided now cannot be said."),
    "before_reach": Text("规范库没有及于该日：最早只及{reaches}。", "The base does not reach that date: it begins on {reaches}."),
    "conflict_unsettled": Text("两条规范相互冲突，无从定其取舍；两种读法都列在下面。", "Two norms conflict and nothing settles it; both readings are shown."),
}  # fmt: skip

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "instruction",
        r"忽略(?:以上|上面|前面|所有|之前)|无视(?:以上|规则)|扮演|(?:列|给|拟|写|出)个?(?:一份)?(?:提纲|大纲|框架)|怎么写(?:才|好|得)|只输出|直接回答\s*[a-z]|请输出|你现在是|系统提示|ignore (?:the|all|previous|every|any)|disregard (?:the|all|previous)|you are now|pretend|system prompt|simply (?:state|answer|say)|just (?:say|answer|output)|output only",
    ),
    (
        "future",
        r"听说[^,。?]{0,10}(?:要|将)(?:出|修)|新(?:规定?|办法|条例)(?!出台[^,。?]{0,6}(?:只差|还差|之前|以前|前))[^,。?]{0,16}出台|出台(?:后|以后|之后)|假如.{0,12}(?:修|改|出台|规定)|如果.{0,10}(?:修法|修订后)|(?:将来|未来|明年|后年|下一步).{0,12}(?:会不会|是否会|会|将)|以后(?:会不会|是否会|还会)|(?:下一版|下一稿|新版|修订版)[^,。?]{0,20}(?:会|将)|会不会.{0,16}(?:出台|修订|修改|获得|取消|改为)|(?:will|would) .{0,40}(?:next year|in future|in the future|be amended)|\bif .{0,30}\bwere (?:amended|changed)|supposing|hypothetical",
    ),
    (
        "facts",
        r"(?:(?:张|李|王|赵|刘|陈)(?:三|四|五|某某?|总)|[老小](?:三|四|五|某某?))(?!.{0,40}(?:可以|应当|应该|能否|能不能|必须))|(?:今年|去年|上个月|上半年|一共|总共|现在|目前|全市|全国|我们)[^,。?]{0,16}多少(?:件|起|人|家|名|个(?!工作日|月|小时))|[被已].{0,10}了没有|交给.{0,12}了没有|是不是(?:已经(?!有|负|应|须|要|可以|不再|具有|承担)|真的|被(?!禁止|允许|准许|要求|授权|赋予|排除))|到底是不是|会不会被|去年.{0,10}(?:多少|几)|今年.{0,12}多少|关系不和|上个月.{0,12}(?:到底|了吗|没有)|这次.{0,14}会不会|判几年|够判|(?:该|应当|应该|要)给(?:他|她|此人)[^,。?]{0,6}处分|how many (?:cases|leads|offices|stationed|(?:people|persons)(?! (?:must|at|sit|are needed|have to|should|does|do)\b))|\bwas (?:mr|ms|mrs)\b|has (?:mr|ms|mrs)\b",
    ),
    (
        "judgement",
        r"(?:有没有用|(?<![,])好不好[?。]*$|更重要(?!的)|谁更|哪个更|哪家更|效果(?:到底|如何|怎么样)|权力更大|比[^,。?]{1,12}(?:高|大|好|厉害|管用)(?:吗|么|不[高大好])|人情味|值不值|重要吗|公平吗|(?:立法上|写得|定得)[^,。?]{0,6}(?:高明|合理|科学|妥当)|为什么[^?。]{0,20}[,，]?(?:而不是|而不定|而不写)|是不是太|合理不合理|合不合理|(?:管不管|顶不顶)用|(?:毛病|症结|根子|问题)(?:到底)?出在(?:哪|什么)|你(?:觉得|认为|怎么看)|which is (?:better|more important)|why .{3,60}(?:instead of|rather than|and not)|do you think|is it fair|worth it)",
    ),
)
_COMPILED = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _PATTERNS)


_STUTTER = re.compile(r"(\w)\1\1")
_GARBLED = 3  # characters written three times over: a cat on the keys


def outside(text: str) -> str | None:
    """Return the reason code why a (normalised) question cannot be ruled on its face; None when it may be."""
    if not re.search(r"\w", text) or len(_STUTTER.findall(text)) >= _GARBLED:
        return "empty"
    return next((code for code, pattern in _COMPILED if pattern.search(text)), None)


_FILLER = re.compile(
    r"应当|应该|必须|可以|能够?|可否|能否|是否|是不是|有没有|有无|要不要|该不该|行不行|行吗|需要|不得|职责|义务|责任|权限|权力|权利|"
    r"这种|这个|这样|这|那个?|情况|事情?|什么|多久|多长时间|几天|最迟|最晚|之内|以内|时候|由谁|谁|怎么办|怎么|到底|究竟|对吗|对不对|"
    r"它们?|他们?|她们?|我们?|你们?|本人|自己|呢|吗|吧|么|的|了|得|呀|啊|那|向|对|给|被|把|在|就|还|也|都|做|办|不|要|该|应|会|有|没|是|人|"
    r"\b(?:does|do|did|is|are|was|must|may|can|shall|should|it|they|he|she|this|that|the|a|an|to|of|in|what|when|how|long|who|"
    r"have|has|duty|obliged|required|allowed|be|so|then|them|him|her|one|there|any)\b|[^\w]|\d",
    re.IGNORECASE,
)


def content(text: str, spans: list[tuple[int, int]]) -> str:
    """Return what is left of a question without the parties at `spans`, the manner of asking, and filler."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return _FILLER.sub("", "".join(kept))
