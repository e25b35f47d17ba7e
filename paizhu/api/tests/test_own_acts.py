"""Acts on no matter, by their id: here kinship, which each declares for themselves."""

import json
import zipfile
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO

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


def test_a_persons_data_are_in_the_reply(program: Callable[[str], Program]) -> None:
    head, clerk = program("head"), program("clerk")
    given = {"person": "X-clerk", "asked_by": "本人", "asked_on": "2025-08-30", "identity": "当面核对"}
    for who, status in ((head, 201), (head, 200), (clerk, 201)):
        done = who.post("/acts/person.disclose", given, key="k")
        assert (done.status, done.said["file"]["media_type"]) == (status, "application/zip")
        with zipfile.ZipFile(BytesIO(b64decode(done.said["file"]["content"]))) as archive:
            held = json.loads(archive.read("data.json"))
        assert held["person"] == "X-clerk"
        # What only the person may read is in what they ask for themselves alone.
        assert ("kinship" in held["parts"]) == (who is clerk)
    refused = clerk.post("/acts/person.disclose", given | {"person": "X-head"})
    assert (refused.status, refused.said["gate"]) == (403, "power")
    assert head.post("/acts/kinship.declare", {"organ": "H1"}).said["file"] is None
