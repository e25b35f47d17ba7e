"""The city of the cast with levels below the host: two subordinate units, of one of which a discipline body.

unit: heads U1, and the Party group manages that post.  lower: heads U2, managed by somebody else, so that passing to it rests on
agreement.  below: of the discipline body Q1 of U1.
"""

from typing import Any

from paizhu.door.tests import world
from paizhu.registry.tests.charts import Lists, organ, relation

SEATS = {
    "unit": ("U1", "主任", "正职", "D1"),
    "unit_clerk": ("U1", "干事", "其他", "D1"),
    "lower": ("U2", "主任", "正职", "W1"),
    "below": ("Q1", "纪委书记", "正职", "D1"),
}


def lists() -> Lists:
    """Return the exchange file."""
    found = world.lists()
    found["organs"] += [
        organ("U2", "下属单位", "安澜市会计培训中心"),
        organ("Q1", "直属单位纪委", "安澜市国库支付中心纪委"),
    ]
    found["relations"] += [
        relation("R20", "subordinate_of", "U2", "H1"),
        relation("R21", "discipline_body_of", "Q1", "U1"),
    ]
    for name, (at, title, level, manager) in SEATS.items():
        found["posts"].append(
            {"id": f"P-{name}", "organ": at, "title": title, "level": level, "managed_by": manager}
        )
        found["seats"].append(
            {
                "id": f"S-{name}",
                "post": f"P-{name}",
                "person": f"X-{name}",
                "since": "2020-01-01",
                "until": None,
            }
        )
    return found


TASK: dict[str, Any] = {
    "assignee": "D1",
    "act": "cooperate.provide_materials",
    "title": "提供公务用车台账",
    "request": "请提供本单位和直属单位公务用车台账。",
    "length": "30",
    "unit": "working_day",
}
# Thursday, before the task's own day.
PASS: dict[str, Any] = {
    "title": "报送公务用车台账",
    "request": "请报送本单位公务用车台账。",
    "due_on": "2025-09-18",
}
