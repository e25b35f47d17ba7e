"""A small city to start from, as an exchange file has it."""

from typing import Any

Lists = dict[str, list[dict[str, Any]]]


def organ(id_: str, kind: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": name or f"{kind}{id_}", "kind": kind, "valid_from": "2018-01-01", **more}


def relation(id_: str, type_: str, source: str, target: str, **more: Any) -> dict[str, Any]:
    days = {"since": "2018-01-01", "until": None}
    return {"id": id_, "type": type_, "from": source, "to": target, **days, **more}


def city() -> Lists:
    """A committee, its commission, two offices, two hosts (each under one of them), a subordinate unit."""
    return {
        "organs": [
            organ("W1", "地方党委", "安澜市委"),
            organ("W2", "纪委监委", "安澜市纪委监委"),
            organ("Z1", "派驻机构", "安澜市纪委监委驻市财政局纪检监察组", short="驻市财政局纪检监察组"),
            organ("Z2", "派驻机构", "安澜市纪委监委驻市水利局纪检监察组", short="驻市水利局纪检监察组"),
            organ("H1", "驻在单位", "安澜市财政局", short="市财政局"),
            organ("H2", "驻在单位", "安澜市水利局", short="市水利局"),
            organ("D1", "党组", "安澜市财政局党组"),
            organ("J1", "机关党委", "安澜市财政局机关党委"),
            organ("K1", "机关纪委", "安澜市财政局机关纪委"),
            organ("U1", "下属单位", "安澜市国库支付中心", short="市国库支付中心"),
        ],
        "relations": [
            relation("R1", "leads", "W1", "W2"),
            relation("R2", "dispatches", "W2", "Z1"),
            relation("R3", "dispatches", "W2", "Z2"),
            relation("R4", "stationed_at", "Z1", "H1", basis="安编办〔2018〕1号"),
            relation("R5", "stationed_at", "Z2", "H2"),
            relation("R6", "party_body_of", "D1", "H1"),
            relation("R7", "leads", "D1", "J1"),
            relation("R8", "leads", "J1", "K1"),
            relation("R9", "subordinate_of", "U1", "H1"),
        ],
        "posts": [
            {"id": "P1", "organ": "Z1", "title": "组长"},
            {"id": "P2", "organ": "Z1", "title": "纪检监察员"},
            {
                "id": "P3",
                "organ": "D1",
                "title": "党组书记",
                "level": "正职",
                "managed_by": "W1",
                "key": True,
            },
        ],
        "persons": [{"id": "X1", "party_member": True, "supervised": True, "since": "2010-01-01"}],
        "seats": [
            {"id": "S1", "post": "P1", "person": "X1", "since": "2020-01-01", "until": "2025-06-30"},
            {"id": "S2", "post": "P1", "person": "X2", "since": "2025-07-01", "until": None},
        ],
    }


def changed(list_: str, id_: str, **values: Any) -> Lists:
    """The city with one record changed."""
    lists = city()
    for row in lists[list_]:
        if row["id"] == id_:
            row.update(values)
    return lists


def with_(list_: str, *rows: dict[str, Any]) -> Lists:
    """The city with records added."""
    lists = city()
    lists[list_] += rows
    return lists
