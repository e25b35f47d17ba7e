"""The smallest pack that holds one of everything, as files, to spoil and to open."""

from pathlib import Path

FILES = {
    "pack.yaml": """\
id: tiny
title: {zh: 小规范包, en: Tiny pack}
reaches: 2020-01-01
within: leads
ranks:
  - {id: rule, order: party, level: 1, zh: 规则, en: Rules}
""",
    "vocabulary/kinds.yaml": """\
- {id: organ, zh: 机构, en: organ, parents: []}
- {id: office, zh: 派驻机构, en: office, parents: [organ], zh_also: [派驻组]}
- {id: host, zh: 驻在单位, en: host, parents: [organ]}
""",
    "vocabulary/acts/acts.yaml": """\
- {id: supervise, zh: 监督, en: supervise}
- {id: supervise.talk, zh: 谈话提醒, en: remind by a talk}
- {id: report, zh: 报告, en: report}
""",
    "vocabulary/relations.yaml": """\
- {id: leads, zh: 领导, en: leads}
- {id: stationed_at, zh: 驻在, en: is stationed at}
- {id: supervises, zh: 监督, en: supervises, path: "stationed_at"}
""",
    "world.yaml": """\
parties: []
relations:
  - office stationed_at host
""",
    "regulations/rules_2020.yaml": """\
regulation: rules
title: {zh: 工作规则, en: Work rules}
short: {zh: 规则, en: Rules}
rank: rule
issuer: {zh: 发布机关, en: Issuer}
version: "2020"
since: 2020-01-01
articles: 2
encoded: complete
verified: memory
provisions:
  - article: "1"
    none: {zh: 目的, en: purpose}
  - article: "2"
    norms:
      - id: rules.2020.2.supervise
        modality: duty
        bearer: [office]
        act: supervise
        toward: [host]
        when: [bearer supervises toward]
        quote: 应当加强监督
        gist: {zh: 派驻机构应当监督驻在单位。, en: The office shall supervise the host.}
        deadline:
          length: 1
          unit: month
          wording: {zh: 1个月内, en: within one month}
""",
    "interpretations.yaml": """\
- id: reading
  act: report
  bearer: [office]
  stance: supports
  author: 惯例
  since: 2020-01-01
  gist: {zh: 可以约定。, en: They may agree.}
""",
    "phrasings/rules.yaml": """\
- norm: rules.2020.2.supervise
  asks: [派驻机构要监督驻在单位吗, must the office supervise the host]
""",
    "procedures/letter.yaml": """\
- id: letter.2020
  matter: letter
  zh: 函件
  en: letter
  since: 2020-01-01
  sides:
    - {id: sender, zh: 发函方, en: sender}
    - {id: receiver, zh: 收函方, en: receiver}
  states:
    - {id: drafted, zh: 拟稿, en: drafted, awaits: [letter.send]}
    - {id: sent, zh: 已发, en: sent, awaits: [letter.answer]}
    - {id: answered, zh: 已复, en: answered, final: true}
  limits:
    - id: reply
      zh: 回复期限
      en: time to reply
      owed_by: receiver
      event: {zh: 收函之日, en: receipt}
      norm: rules.2020.2.supervise
  acts:
    - {id: letter.draft, zh: 拟稿, en: draft, class: duty, from: [], to: drafted, by: [sender], power: any}
    - id: letter.send
      zh: 签发
      en: send
      class: step
      from: [drafted]
      to: sent
      by: [sender]
      power: head
      apart_from: [letter.draft]
      starts: [reply]
      tells: [receiver]
    - {id: letter.note, zh: 记录, en: note, class: step, from: [drafted, sent], to: null, by: [sender, receiver], power: any}
    - id: letter.answer
      zh: 回复
      en: answer
      class: step
      from: [sent]
      to: answered
      by: [receiver]
      power: any
      stops: [reply]
      tells: [sender]
""",
}


def write(root: Path) -> Path:
    """Write the pack into `root` and return it."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace one place of one file; a file that is not there yet is made."""
    path = root / name
    text = path.read_text("utf-8") if path.exists() else old
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8")
