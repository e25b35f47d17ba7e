"""Acts on no matter, by their id: here kinship, which each declares for themselves."""

from collections.abc import Callable

from paizhu.api.tests.conftest import Program
from paizhu.door.attachments.tests.conftest import home

__all__ = ["home"]


def test_what_is_on_no_matter_is_listed_and_done(program: Callable[[str], Program]) -> None:
    deputy = program("deputy")
    listed = {act["id"]: act for act in deputy.get("/acts").said["acts"]}
    assert [i["name"] for i in listed["kinship.declare"]["inputs"]] == ["person", "organ"]
    assert listed["kinship.withdraw"]["inputs"][0]["choices"] == []
    assert deputy.post("/acts/kinship.declare", {}).status == 422
    assert deputy.post("/acts/kinship.declare", {"organ": "H1"}).status == 201
    listed = {act["id"]: act for act in deputy.get("/acts").said["acts"]}
    [number] = listed["kinship.withdraw"]["inputs"][0]["choices"]
    assert program("head").post("/acts/kinship.withdraw", {"kinship": number}).status == 422
    assert deputy.post("/acts/kinship.withdraw", {"kinship": number}).status == 201
