"""The lists of an exchange file: their columns, how people head them, and what stands in them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from paizhu.registry.reading import cells
from paizhu.registry.reading.cells import Parse


@dataclass(frozen=True, slots=True)
class Field:
    """One column. name: in JSON; word: its heading in a sheet; also: other headings; attribute: of the record."""

    name: str
    word: str
    parse: Parse
    attribute: str = ""
    also: tuple[str, ...] = ()
    needed: bool = False

    @property
    def of(self) -> str:
        return self.attribute or self.name


def _days(
    since: str, until: str, words: tuple[str, str], also: tuple[str, str] | None = None
) -> tuple[Field, Field]:
    first, last = also or ("", "")
    return (
        Field(since, words[0], cells.first_day, "since", tuple(filter(None, [first]))),
        Field(until, words[1], cells.last_day, "until", tuple(filter(None, [last]))),
    )


_SPAN = _days("since", "until", ("起始日期", "终止日期"), ("开始日期", "结束日期"))


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "organs": (
        Field("id", "编号", cells.id_, also=("机构编号", "单位编号"), needed=True),
        Field("name", "名称", cells.name, also=("机构名称", "单位名称", "全称"), needed=True),
        Field("short", "简称", cells.optional_name, also=("机构简称", "单位简称")),
        Field("kind", "类型", cells.kind, also=("机构类型", "单位类型", "类别"), needed=True),
        *_days("valid_from", "valid_to", ("设立日期", "撤销日期"), ("成立日期", "撤并日期")),
    ),
    "relations": (
        Field("id", "编号", cells.id_, also=("关系编号",), needed=True),
        Field("type", "类型", cells.type_, also=("关系类型", "关系"), needed=True),
        Field("from", "起点", cells.id_, "source", needed=True),
        Field("to", "终点", cells.id_, "target", needed=True),
        *_SPAN,
        Field("basis", "依据", cells.basis, also=("文件依据", "设立依据")),
    ),
    "posts": (
        Field("id", "编号", cells.id_, also=("职务编号",), needed=True),
        Field("organ", "机构", cells.id_, also=("机构编号", "单位"), needed=True),
        Field("title", "名称", cells.name, also=("职务名称", "职务"), needed=True),
        Field("level", "层级", cells.level),
        Field("managed_by", "管理机关", cells.optional_id),
        Field("key", "重点岗位", cells.yes_no),
    ),
    "persons": (
        Field("id", "人员代号", cells.id_, also=("编号", "代号"), needed=True),
        Field("party_member", "党员", cells.yes_no, also=("是否党员",)),
        Field("party_member_since", "党员起始日期", cells.first_day),
        Field("party_member_until", "党员终止日期", cells.last_day),
        Field("supervised", "监察对象", cells.yes_no, also=("是否监察对象",)),
        Field("supervised_since", "监察对象起始日期", cells.first_day),
        Field("supervised_until", "监察对象终止日期", cells.last_day),
        # Of both facts, where one of them has no days of its own.
        *_SPAN,
    ),
    "seats": (
        Field("id", "编号", cells.id_, also=("任职编号",), needed=True),
        Field("post", "职务", cells.id_, also=("职务编号",), needed=True),
        Field("person", "人员代号", cells.id_, also=("人员", "代号"), needed=True),
        *_SPAN,
    ),
}

SHEETS: Mapping[str, str] = {
    "organs": "机构",
    "relations": "关系",
    "posts": "职务",
    "persons": "人员",
    "seats": "任职",
}
_EXTRA = re.compile(r"[\s*＊:：]+")


def plain_heading(text: object) -> str:
    """Return a heading as it is compared: one width, no spaces, no marks.

    >>> plain_heading(" 类 型＊")
    '类型'
    """
    return _EXTRA.sub("", unicodedata.normalize("NFKC", str(text)[:200])).casefold()


def headings(list_: str) -> dict[str, Field]:
    """Return the fields of a list by every heading that stands for one."""
    return {plain_heading(w): f for f in FIELDS[list_] for w in (*f.also, f.word, f.name)}


def list_of_sheet(title: str) -> str | None:
    """Return the list that a sheet of that title holds, None when the title does not tell."""
    wanted = plain_heading(title)
    return next((list_ for list_, word in SHEETS.items() if wanted in {list_, word, f"{word}表"}), None)
