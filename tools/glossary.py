"""Writes docs/glossary.md: the words of the code by hand, those of the pack from the pack.

Run it after a change of the vocabulary; a test compares.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from paizhu.norms.model import Text
from paizhu.norms.pack import Pack
from paizhu.norms.reader import read_pack
from paizhu.norms.source import Faults

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "glossary.md"

HEAD = """# Glossary 术语

One term, one identifier, one English word, one Chinese word. The first table holds the words of the code; the others
are made from the pack by `tools/glossary.py`.

## Words of the code

| identifier | English | 中文 | meaning |
|---|---|---|---|
| `acceptance` | acceptance | 验收 | every measure was verified; holds until a day, by which somebody else closes the matter |
| `account` | account | 账户 | who signs in: a person of the registry, or an administrator, never both |
| `act` | act | 行为 | something a party may owe; acts form a tree |
| `administers` | administrator | 管理员 | system 系统, security 安全 or audit 审计: three powers that no account joins |
| `administration` | administration | 管理 | on organs, accounts, calendars: an administrator's power, no ruling, on record |
| `agreement` | by agreement | 双方约定 | no norm gives it, none forbids it, a reading supports it: both parties must consent |
| `appendix` | appendix | 附件 | what follows the last article of a text under a heading of its own |
| `appraisal` | appraisal | 鉴定 | why a matter whose term is over is of no further value; it stays with the stub |
| `archetype` | archetype | 原型 | the one party that stands for its kind in a question about kinds |
| `article` | article | 条 | a numbered article of a text; `paragraph` 款, `item` 项 (a sub-item, 目, is an item in an item) |
| `as known` | as known | 当时所知 | what the registry said at an instant, whatever was corrected later |
| `attachment` | attachment | 所附材料 | a file on a matter, looked into before it is taken and kept encrypted |
| `base` | norm base | 规范库 | a pack made ready to be asked |
| `bearer` | bearer | 主体 | who owes, may, or must not |
| `branch` | branch | 分支 | a matter that grew out of another one; it shows there and never moves it |
| `business_invitation` | invitation for important business | 邀请参加重要工作 | ruled on by what the office is asked to do |
| `calendar` | working-day calendar | 工作日历 | the official days off of each year, and the weekends worked to make up |
| `cause` | cause | 原因 | what was found under a head: education 教育, system 制度, management 管理, supervision 监督 |
| `caveat` | caveat | 但不得 | a prohibition on a sub-act of what is otherwise given |
| `change` | change | 变更 | one import or edit of the registry; what it recorded carries its instant |
| `checkpoint` | checkpoint | 检查点 | the signed head of a log: its name, how many entries, the root over them |
| `circumstance` | circumstance | 情形 | a fact the base cannot see: shown, never decided |
| `clock` | clock | 期限 | a deadline that runs on a matter, with its sum |
| `commitment` | commitment | 承诺值 | a salted digest that stands in an entry in place of content |
| `condition` | condition | 条件 | a relation that must (or must not) hold for a norm to apply |
| `conflict` | conflict | 冲突 | a prohibition and a duty or power on the same act |
| `content` | content | 内容 | what an act is about; kept beside its entry, never in it, and deletable |
| `countersign` | countersign | 会签 | to sign another's checkpoint, having verified the log up to it |
| `counting`, `rolls` | counting rule | 顺延规则 | may an end on a day off move: stated 规定, by analogy 比照, never 从不 |
| `destroy` | destroy | 销毁 | the content of a matter goes for good, proposed by one seat and approved by another |
| `digest` | digest | 每日摘要 | one mail a day about everything that was done |
| `disclose` | give personal data | 提供个人信息 | what is held on a person, given on request and on record |
| `door` | the door | 门 | the one function by which everything is written; its gates are passed in order |
| `doubt` | doubt | 存疑 | why an expected act that is missing reads *to confirm* and not *missed* |
| `due` | due day | 届满日 | the last day on which a period is still kept |
| `duty` | duty | 职责（应当） | the bearer must |
| `entry` | entry | 条目 | one act in a log, done or refused |
| `escalate` | escalate | 上报 | to tell whoever leads that a hard limit is over; an act of the product itself |
| `evidence` | evidence | 佐证材料 | an attachment that shows that a measure was carried out |
| `exception` | exception | 例外 | a duty or power on a sub-act of what is forbidden |
| `expected` | expected act | 应履行事项 | what a norm's frequency asks of a party in a period |
| `extension` | extension | 延长 | a length by which a period is lengthened, from its nominal end |
| `finding` | finding | 请留意 | a place of a file that a person should look at; nothing is repaired in silence |
| `form file` | form file | 表单文件 | a workbook for one act, filled in offline, brought back once; its lines are sealed |
| `four eyes` | four eyes | 经办分离 | an act must be done by somebody else than who did an earlier one |
| `gate` | gate | 关口 | one of the seven checks of the door |
| `gist` | gist | 要旨 | a norm in the encoder's own words |
| `grant` | grant | 授权查看 | a person may see one matter: reason, approver, end |
| `ground` | ground | 依据 | a norm that gives the answer |
| `handover` | handover | 移交 | a matter goes to the office that took a host over |
| `head` | head | 日志头 | the root over all entries of a log |
| `heading` | heading | 标题 | 编, 分编, 章 or 节 of a text |
| `hold` | hold | 保全（暂停销毁） | nothing that it reaches is destroyed while it stands; of a matter, a person or an organ |
| `host's space` | host's space | 驻在单位专区 | the page of a host's organ: what is asked of it, what it owes, what it did |
| `inbox` | inbox | 收件箱 | what the organ of the seat was told, with each person's own marks |
| `instead` | instead | 另有之责 | what the bearer does owe, of the acts taken for this one |
| `interpretation` | interpretation | 解读 | a reading that no article states; beside the norms, never among them |
| `invitation` | invitation | 邀请 | a one-time code with which the holder of an account sets password and second factor |
| `item` | item | 项 | which of several like things on a matter a clock or a remark is about |
| `joint_activity` | joint education, publicity, inspection | 联合教育宣传检查 | by agreement only |
| `joint_supervision` | joint supervision and enforcement | 联合监督执纪 | checking together by an agreed plan; problems, report |
| `kind` | kind | 类型 | kind of party; a norm about a kind holds for its sub-kinds |
| `lead_review` | joint review of leads | 线索联合排查 | what a Party group brings; it is told an outcome in set words |
| `letter` | letter | 提醒督促指导函 | numbered, of an office to a body of its host: received, answered, verified, closed |
| `library` | library | 法规全文 | the imported texts with their versions |
| `limit` | limit | 期限 | a clock that a procedure runs: who owes what by when |
| `log` | log | 日志 | the entries of one organ, numbered without a gap |
| `look_back` | look-back | 回头看 | after closing it is seen on site whether a rectification held; it falls due by itself |
| `made_up` | make-up working day | 调休上班 | a Saturday or Sunday that is worked for a day off elsewhere |
| `matter` | matter | 事项 | what acts are done on: of a kind, numbered, in a state |
| `matter key` | key of a matter | 事项密钥 | encrypts the content of one sealed matter; kept wrapped, and destroyed with it |
| `measure` | measure | 整改措施 | what the rectifying unit does by a day; the issuer verifies it |
| `missed` | missed | 缺位 | an act that was owed for certain, and not done by the day it was due |
| `near miss` | near miss | 差一点的规范 | a norm on the act whose bearer, counterpart or condition fails |
| `nominal` | nominal end | 名义届满日 | the last day of a period by counting alone, before it moves off a day off |
| `norm` | norm | 规范 | a duty, power or prohibition read from one provision |
| `notice` | notice | 通知 | an organ is told of an act: a reference and the act, never content |
| `notification` | notice of important information | 重要情况通报 | from a host to its office, or the other way |
| `organ` | organ | 机构 | an organ, unit or body with a name of its own |
| `outbox` | outbox | 待发邮件 | mail that was written with its act and waits for the worker |
| `owed by` | owed by | 谁有此责 | who does owe the act toward that party |
| `pack` | norm pack | 规范包 | the norms and their vocabulary as data |
| `party` | party | 主体 | an organ, a body within an organ, a post, or a person |
| `performance` | performance | 履行 | an act on record, held against what is expected |
| `period` | period | 周期 | a year, half-year, quarter or month of the calendar |
| `phrasing` | phrasing | 问法 | a way people ask about a norm |
| `plan` | plan of rectification | 整改方案 | the measures of a rectification; submitted, then accepted or returned |
| `power` | power | 权力（可以） | the bearer may |
| `principal` | principal responsibility | 主体责任 | what a host and its Party bodies owe: the right column of the record |
| `problem` | problem found | 发现的问题 | written down once; put right, or taken up by a recommendation or letter |
| `procedure` | procedure | 程序 | states of a kind of matter and the acts between them; versioned pack data |
| `prohibition` | prohibition | 禁止（不得） | the bearer must not |
| `proof` | proof of inclusion | 收录证明 | how an entry leads over its neighbours to the signed head of its log |
| `provision` | provision | 条文 | an article of a version, with its norms or the reason why it carries none |
| `provisional` | provisional | 暂定 | counted over a year without an official calendar; may change when it is loaded |
| `quote` | quote | 原文短语 | the short operative phrase of an article |
| `reach` | reach | 知悉范围 | how far somebody sees into a matter: nothing, overview, past, content |
| `reaches` | reach | 所及 | the first day for which the base can speak |
| `recommendation` | recommendation | 纪检监察建议 | what an issuer asks a unit to put right; approved, numbered |
| `record` | record | 履责记实 | both responsibilities side by side, read off the matters and logs |
| `rectification` | rectification | 整改 | a recommendation carried through: plan, measures, verification, closing, look-back |
| `relay` | passed-down matter | 层层传导事项 | what a host carries out, passed to a unit right below it, which answers |
| `recusal` | recusal | 回避 | a person keeps out of a matter; declared or derived, decided by somebody else |
| `refusal` | refusal | 拒收 | one reason why a file was not imported |
| `regulation` | regulation | 法规 | a Party regulation or statute, in one or more versions |
| `relation` | relation | 关系 | holds between two parties at a date; stored or derived |
| `remark` | remark | 所述 | what a side said of a matter by an act |
| `reminder` | reminder | 提醒 | a stage of a clock that was told of: near, the nominal day, over |
| `ruling` | ruling | 裁断 | an answer with everything it rests on |
| `sealed` | sealed | 加密保存 | of a matter above `internal` or for named persons only: encrypted, each reading on record |
| `seat` | seat | 任职（席位） | a person in a post, from a first to a last day |
| `second factor` | second factor | 第二验证方式 | a device that shows codes, or a recovery code, beside the password |
| `secrecy` | secrecy | 密级 | not secret 不涉密, internal 内部, secret 秘密, confidential 机密, top secret 绝密 |
| `side` | side | 一方 | a party to a matter as its procedure calls it |
| `sitting` | sitting | 就座 | a person in a seat on a day: who acts |
| `state` | state | 状态 | where a matter stands in its procedure |
| `step` | step | 步骤 | an act that inherits the ground of its matter |
| `stub` | stub | 存根 | what is left of a destroyed matter, proven by the log |
| `sum` | sum | 算式 | a counted period with everything that it is made of |
| `supervision` | responsibility for supervision | 监督责任 | what an office owes toward a host: the left column of the record |
| `support` | request for support | 提请支持 | people, means or information asked of the host; lent until a day |
| `suspension` | suspension | 中止 | a span that does not count |
| `task` | general task | 交办督办事项 | one party asks another for what it owes or may do |
| `term` | term of retention | 保管期限 | how long an organ keeps closed matters of a kind, in full years from closing |
| `text` | full text | 全文 | a regulation as a file prints it |
| `tile` | tile | 瓦片 | hashes of the subtrees within 64 entries of a log (or 64 such stretches) side by side, for proofs |
| `to_confirm` | to confirm | 待确认 | an act that was not done and that may not have been owed: a person says |
| `token` | token | 令牌 | what a program shows to speak for one seat; `scope`: read 只读, act 办理 |
| `toward` | counterpart | 对象 | the party toward which an act is owed |
| `valid` | valid | 有效 | the days on which a fact holds |
| `verdict` | verdict | 结果 | what became of a file in an import |
| `version` | version | 版本 | a regulation as it stood between two days |
| `visit` | front-line visit | 一线走访 | an office on the spot at its host, told beforehand or not |
| `withheld` | withheld | 不予显示 | a figure below 3 about matters that the viewer may not see |
| `witness` | witness | 会签者 | who countersigns checkpoints |
| `worker` | worker | 后台任务 | `paizhu work`: sends mail, warns, escalates, sweeps up |
| `world` | world | 世界 | parties with their kinds, and relations in time |
| `wrapping key` | wrapping key | 包装密钥 | encrypts the keys of sealed matters; never in the database |
"""


def page(pack: Pack) -> str:
    """Return the whole glossary."""
    parts = [
        HEAD,
        _table("Kinds of party 主体类型", pack.kinds),
        _table("Relations 关系", pack.relations),
        _table("Acts, top of the tree 行为（顶层）", [a for a in pack.acts if a.parent is None]),
    ]
    return "\n".join(parts)


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Text: ...


def _table(title: str, things: Iterable[_Named]) -> str:
    rows = [f"| `{t.id}` | {t.name.en} | {t.name.zh} |" for t in sorted(things, key=lambda t: t.id)]
    return "\n".join([f"## {title}", "", "| identifier | English | 中文 |", "|---|---|---|", *rows, ""])


def main() -> None:
    """Write the page from the pack."""
    PAGE.write_text(page(read_pack(ROOT / "packs" / "discipline", Faults())), encoding="utf-8")


if __name__ == "__main__":
    main()
