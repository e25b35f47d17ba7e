"""Words that mean the same in a question: those of the regulations, and those that people say instead."""

import random
import re

_LEFT_ALONE = 0.8  # of the words that could be said otherwise

# Of each row any may stand for another; a text keeps its sense, if not its style.
_SAME = (
    "批准/同意/点头/审批", "报批/走审批手续/先报上去批/报请批准", "应当/应该/得/该/必须/要", "可以/能/有权/可/准许",
    "不得/不能/不准/不许/不可以", "无需/不用/不必/用不着", "通报/告知/通个气/打个招呼/说一声/知会",
    "征求意见/问问意见/听听意见/听取意见", "报告/汇报/往上报/上报", "移送/转给/移交/交给/送到", "问题线索/线索/反映的问题",
    "处置/处理/办理", "集体研究/上会研究/开会商量/集体讨论", "主要负责人/一把手/主要领导/当家的", "立案/立案查/正式立案",
    "初步核实/初核/先摸摸底", "谈话函询/找人谈话或者发函", "函询/发函问/书面询问", "留置/采取留置措施/把人留置",
    "延长/延期/往后延/顺延", "期限/时限/时间限制", "备案/报备/报上去备案", "回避/避嫌/退出来不办",
    "泄露/透露/说出去/外传", "打击报复/报复/穿小鞋/整人", "复查/重新查", "申诉/不服再申诉/提出申诉",
    "扣押/扣下/扣起来", "查封/封存/封起来", "冻结/冻住", "涉案财物/涉案的钱和东西/赃款赃物", "家属/家里人/亲属",
    "举报人/写举报信的人/检举人/反映问题的人", "举报/检举/告状/检举控告", "举报信/检举材料/信访件",
    "被举报人/被反映的人/被告到的人",
    "督促/催促/盯着", "监督/看着/监督着", "整改/改正/改到位", "督促整改/盯着整改/催着改", "协助/帮助/配合着做/搭把手",
    "支持配合/支持和配合/帮衬", "会同/和…一起/联合/拉上", "指定/点名指定/定下", "管辖/归谁管", "每年/一年", "每半年/半年",
    "定期/隔一段时间/按时", "及时/赶紧/马上/尽快", "最迟/最晚/顶多到", "多长时间/多久/几天/多少日子", "由谁/归谁/该谁/谁来",
    "负责/牵头/管/承担", "不服/有意见/不认", "作出/做出/给出/下", "处分决定/处分的决定", "宣布/公布/当面宣读",
    "开除党籍/清除出党", "处分期/影响期", "从重/加重/处理得更重", "从轻/减轻/轻一点", "免予/不给/免了",
    "建议书/书面建议", "采纳/接受/照办", "说情干预/打招呼说情/递条子", "登记/登记在案/记下来", "录音录像/全程录像/录像",
    "证人/知情人/作证的人", "讯问/审问", "询问/问话/了解情况", "搜查/搜家", "出境/出国", "看护/看管/守着",
    "安全/人身安全", "非法证据/违法取来的证据/刑讯得来的口供", "伪造/造假/编造", "隐瞒/瞒报/瞒着不说", "拖延/拖着不办/压着",
    "一般/通常/平常", "特殊情况/遇到特殊情形/情况特殊", "经批准/批下来之后/领导同意后", "重大复杂/又大又复杂/特别复杂",
    "职责/本职/分内的事/职能", "义务/责任/本分", "权限/权力/职权", "班子成员/领导班子里的人/副职领导", "一岗双责/管业务也管廉政",
    "民主生活会/班子民主生活会", "述责述廉/述职述廉", "问责/追责/追究责任", "谈话提醒/提醒谈话/打招呼提醒",
    "日常监督/平时的监督", "巡察/内部巡察", "考核/考评/打分", "任免/任命和免职", "提名/推荐人选", "培训/轮训/业务培训",
    "保密/守口如瓶/不外传", "公开/公之于众/对外公布", "查阅/翻看/调阅", "复制/复印/抄录", "材料/有关材料/资料",
)  # fmt: skip


class Synonyms:
    """Says some words of a text otherwise."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._rows: dict[str, list[list[str]]] = {}
        for row in _SAME:
            words = row.split("/")
            for word in words:
                if len(word) > 1:
                    self._rows.setdefault(word, []).append(words)
        self._pattern = re.compile("|".join(sorted(map(re.escape, self._rows), key=len, reverse=True)))

    def __call__(self, text: str) -> str:
        """Return the text with some words said otherwise."""
        return self._pattern.sub(lambda match: self._other(match[0]), text)

    def _other(self, word: str) -> str:
        if self._draw.random() < _LEFT_ALONE:
            return word
        said = self._draw.choice(self._draw.choice(self._rows[word]))
        return word if "…" in said else said
