"""The demonstration's city: fictional, the same each time. ./run loads it into .demo/ when nothing is recorded there.

`tools/demonstration.py FILE` only writes it as an exchange file.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SEED = 20260101
CITY = "云栖市"  # no city of this name exists
BASIS = "云编办〔2019〕5号"
SET_UP, OFFICES_FROM = "2001-01-01", "2019-03-01"
FIELDS = [
    "财政",
    "教育",
    "卫生健康",
    "农业农村",
    "水利",
    "交通运输",
    "住房和城乡建设",
    "自然资源",
    "生态环境",
    "人力资源和社会保障",
    "民政",
    "司法",
    "文化和旅游",
    "应急管理",
    "市场监督管理",
    "工业和信息化",
    "商务",
    "科技",
    "体育",
    "统计",
    "审计",
    "林业",
    "医疗保障",
    "国有资产监督管理",
    "行政审批服务",
]
FURTHER = [
    "粮食和物资储备",
    "机关事务",
    "退役军人事务",
    "乡村振兴",
    "城市管理",
    "大数据",
    "地方金融",
    "供销合作",
    "档案",
    "地震",
    "气象服务",
    "公共资源交易",
    "残疾人服务",
    "妇女儿童",
    "青少年",
    "科学技术普及",
    "文学艺术",
    "工商联合",
    "侨务",
    "红十字",
    "社会保险",
    "住房公积金",
    "投资促进",
    "口岸",
    "人民防空",
    "信访",
    "民族宗教",
    "外事",
    "老干部",
    "党史",
    "接待",
    "保密",
    "密码",
    "机要",
    "编制",
    "台港澳事务",
    "网络安全",
    "广播电视",
    "文物",
    "园林",
    "地方志",
    "招商",
    "盐业",
    "烟草",
    "邮政",
    "通信",
    "电力",
    "水务",
    "燃气",
    "热力",
    "港航",
    "铁路",
    "航空",
    "地名",
]
SUBORDINATES = ["信息中心", "培训中心", "事务中心", "监测站", "服务中心", "研究所", "执法支队", "档案馆"]
# Who can be tried: name to sign in with, name shown, organ and title of the seat; all of them invented.
CAST = [
    ("chen", "陈启明", "Z01", "组长"),
    ("lin", "林若安", "Z01", "副组长"),
    ("he", "何思远", "Z01", "纪检监察员"),
    ("zhao", "赵文川", "D01", "党组书记"),
    ("zhou", "周慎行", "D01", "党组成员"),
    ("sun", "孙晓棠", "H01", "办公室科员"),
    ("zheng", "郑守谦", "K01", "机关纪委书记"),
    ("qian", "钱立新", "U001", "主任"),
    ("han", "韩正平", "W2", "副书记"),
    ("wu", "吴清和", "W2", "第一监督检查室干部"),
]
ADMINISTRATORS = [("system", "系统管理员"), ("security", "安全管理员"), ("audit", "审计管理员")]
CHANGE = "2025-07-01"  # the day on which some of it changed hands, and its eve
EVE = "2025-06-30"


@dataclass
class City:
    """The lists of the exchange file."""

    draw: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  nothing is secret here
    organs: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)
    seats: list[dict[str, Any]] = field(default_factory=list)

    def organ(self, id_: str, kind: str, name: str, short: str = "", since: str = SET_UP) -> str:
        self.organs.append(
            {
                "id": id_,
                "name": name,
                "short": short or None,
                "kind": kind,
                "valid_from": since,
                "valid_to": None,
            }
        )
        return id_

    def relation(
        self, type_: str, source: str, target: str, since: str = SET_UP, until: str | None = None
    ) -> None:
        basis = BASIS if type_ in {"dispatches", "stationed_at", "covers"} else None
        self.relations.append(
            {"id": f"R{len(self.relations) + 1:04}", "type": type_, "from": source, "to": target,
             "since": since, "until": until, "basis": basis}
        )  # fmt: skip

    def post(
        self,
        organ: str,
        title: str,
        level: str,
        managed_by: str,
        *,
        key: bool = False,
        changes: bool = False,
        also: str = "",
    ) -> None:
        """A post and who sits in it. changes: somebody else since the day of change; also: a person with another seat."""
        id_ = f"P{len(self.posts) + 1:04}"
        self.posts.append(
            {"id": id_, "organ": organ, "title": title, "level": level, "managed_by": managed_by, "key": key}
        )
        since = f"20{self.draw.randint(20, 24)}-0{self.draw.randint(1, 9)}-01"
        if changes:
            self._seat(id_, since, EVE)
            self._seat(id_, CHANGE, None)
        else:
            self._seat(id_, since, None, also)

    def _seat(self, post: str, since: str, until: str | None, also: str = "") -> None:
        person = also or f"X{len(self.seats) + 1:04}"
        if not also:
            self.persons.append(
                {"id": person, "party_member": True, "party_member_since": "2000-07-01", "supervised": True}
            )
        self.seats.append(
            {
                "id": f"S{len(self.seats) + 1:04}",
                "post": post,
                "person": person,
                "since": since,
                "until": until,
            }
        )

    def host(self, n: int, word: str, office: str, relation: str) -> str:
        """One unit with its Party group, organ Party committee and organ discipline committee."""
        name, short = f"{CITY}{word}局", f"市{word}局"
        host = self.organ(f"H{n:02}", "驻在单位", name, short)
        group = self.organ(f"D{n:02}", "党组", f"{name}党组")
        committee = self.organ(f"J{n:02}", "机关党委", f"{name}机关党委")
        discipline = self.organ(f"K{n:02}", "机关纪委", f"{name}机关纪委")
        self.relation("party_body_of", group, host)
        self.relation("leads", group, committee)
        self.relation("leads", committee, discipline)
        self.relation("guides", "W3", discipline, OFFICES_FROM)
        self.post(group, "党组书记", "正职", "W1", key=True, changes=n % 9 == 0)
        self.post(host, "副局长", "副职", "W1")
        self.post(host, "财务科科长", "中层", group, key=True)
        self.post(committee, "机关党委书记", "中层", group)
        self.post(discipline, "机关纪委书记", "中层", group)
        self._over(n, host, office, relation)
        return host

    def _over(self, n: int, host: str, office: str, relation: str) -> None:
        """Every eleventh further unit came under the next office in mid-year."""
        if relation == "covers" and n % 11 == 0:
            following = f"Z{int(office[1:]) % len(FIELDS) + 1:02}"
            self.relation(relation, office, host, OFFICES_FROM, EVE)
            self.relation(relation, following, host, CHANGE)
        else:
            self.relation(relation, office, host, OFFICES_FROM)


def city() -> dict[str, Any]:
    """Return the exchange file: 25 offices, 79 hosts with their Party bodies, about 300 subordinate units."""
    made = City()
    made.organ("W1", "地方党委", f"{CITY}委", "市委")
    made.organ("W2", "纪委监委", f"{CITY}纪委监委", "市纪委监委", "2018-01-01")
    made.organ("W3", "纪检监察工委", f"{CITY}直机关纪检监察工委", since=OFFICES_FROM)
    made.relation("leads", "W1", "W2", "2018-01-01")
    made.relation("dispatches", "W2", "W3", OFFICES_FROM)
    for n, word in enumerate(FIELDS, start=1):
        short = f"驻市{word}局纪检监察组"
        office = made.organ(f"Z{n:02}", "派驻机构", f"{CITY}纪委监委{short}", short, OFFICES_FROM)
        made.relation("dispatches", "W2", office, OFFICES_FROM)
        made.post(office, "组长", "正职", "W1", changes=n % 6 == 0)
        made.post(office, "副组长", "副职", "W2")
        made.post(office, "纪检监察员", "其他", "W2")
    hosts = [made.host(n, word, f"Z{n:02}", "stationed_at") for n, word in enumerate(FIELDS, start=1)]
    for n, word in enumerate(FURTHER, start=len(FIELDS) + 1):
        hosts.append(made.host(n, word, f"Z{n % len(FIELDS) + 1:02}", "covers"))
    for n, (host, name) in enumerate(_units(made, hosts), start=1):
        unit = made.organ(f"U{n:03}", "下属单位", CITY + name, "市" + name)
        made.relation("subordinate_of", unit, host)
        made.post(unit, "主任", "正职", f"D{host[1:]}", key=n % 7 == 0)
        if n % 10 == 0:
            made.relation(
                "discipline_body_of", made.organ(f"Q{n:03}", "直属单位纪委", f"{CITY}{name}纪委"), unit
            )
    made.organ("U900", "下属单位", f"{CITY}国库支付中心", "市国库支付中心")
    made.relation("subordinate_of", "U900", "H01")
    # Last, so that whatever stands before keeps its ids.
    made.post("W2", "副书记", "副职", "W1")
    made.post("W2", "第一监督检查室干部", "其他", "W2")
    made.post("H01", "办公室科员", "其他", "D01")
    # Whoever heads the organ discipline commission sits in the organ Party committee as well.
    made.post("J01", "机关党委副书记", "副职", "D01", also=holder(made, "K01", "机关纪委书记"))
    # A Party group is more than its secretary: what one proposes another approves.
    for n in range(1, len(hosts) + 1):
        made.post(f"D{n:02}", "党组成员", "班子成员", "W1")
    meta = {"format": "paizhu-world/1", "title": f"{CITY}（虚构）", "fictional": True}
    lists = ("organs", "relations", "posts", "persons", "seats")
    return {"meta": meta, **{name: getattr(made, name) for name in lists}}


def holder(made: City, organ: str, title: str) -> str:
    """Return the person who sits in that post now."""
    post = next(p["id"] for p in made.posts if (p["organ"], p["title"]) == (organ, title))
    return next(str(s["person"]) for s in made.seats if s["post"] == post and s["until"] is None)


def _units(made: City, hosts: list[str]) -> Iterator[tuple[str, str]]:
    """Subordinate units with their hosts: three to five under each."""
    words = dict(zip(hosts, (*FIELDS, *FURTHER), strict=True))
    for host in hosts:
        for end in made.draw.sample(SUBORDINATES, made.draw.randint(3, 5)):
            yield host, words[host] + end


def accounts(lists: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return the accounts to try: name to sign in with, name shown, person ("" for an administrator), administers."""
    posts = {(post["organ"], post["title"]): post["id"] for post in lists["posts"]}
    persons = {seat["post"]: seat["person"] for seat in lists["seats"] if seat["until"] is None}
    seated = [(name, shown, persons[posts[organ, title]], "") for name, shown, organ, title in CAST]
    return seated + [(kind, shown, "", kind) for kind, shown in ADMINISTRATORS]


def _make_accounts(lists: dict[str, Any]) -> None:
    """Make the accounts, without passwords, and the list that puts them on the sign-in page."""
    from django.utils import timezone

    from paizhu import places
    from paizhu.accounts.models import Account, State

    made = accounts(lists)
    for name, shown, person, administers in made:
        account = Account(
            username=name, display_name=shown, person_id=person or None, administers=administers
        )
        account.state, account.made_at = State.ACTIVE, timezone.now()
        account.set_unusable_password()
        account.full_clean()
        account.save()
    names = json.dumps([name for name, *_ in made])
    places.demonstration().write_text(names, encoding="utf-8")


def main() -> None:
    """Load the city where nothing is recorded yet, or write it into the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file", nargs="?", type=Path, help="where to write the city instead, as an exchange file"
    )
    file = parser.parse_args().file
    lists = city()
    text = json.dumps(lists, ensure_ascii=False, indent=1)
    if file is not None:
        file.write_text(text, encoding="utf-8")
        return
    from paizhu import places

    if os.environ.get("DATABASE_URL") or places.database().exists():
        return
    print(f"{CITY}: making the demonstration's fictional city and half a year of its work", file=sys.stderr)
    home = places.home()
    part = home.with_name(f"{home.name}.part")
    # Of a start that did not come to its end.
    shutil.rmtree(part, ignore_errors=True)
    os.environ["PAIZHU_HOME"] = str(part)
    load(lists, text)
    move(part, home)


def move(part: Path, home: Path) -> None:
    """Move what was made into the home. The database comes last: where it is, all is."""
    from paizhu import places

    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for made in sorted(part.iterdir(), key=lambda path: path == places.database()):
        made.replace(home / made.name)
    part.rmdir()


def load(lists: dict[str, Any], text: str) -> None:
    """Load the city into a home in which nothing is recorded. text: its exchange file."""
    from paizhu import places
    from paizhu.cli.django_ready import registry_ready

    file = places.home() / "demonstration.json"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.write_text(text, encoding="utf-8")
    with registry_ready():
        from paizhu.registry.importing import import_file

        import_file(file)
        _make_accounts(lists)
        # Run as a script, this folder is on the path and not the one above it.
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        from tools import demonstration_matters

        for kind in _with_progress(demonstration_matters.KINDS):
            kind.make(lists)


def _with_progress(kinds: Collection[Any]) -> Iterable[Any]:
    from rich.console import Console
    from rich.progress import track

    screen = Console(stderr=True)
    return track(kinds, "", console=screen, disable=not screen.is_terminal, transient=True)


if __name__ == "__main__":
    main()
