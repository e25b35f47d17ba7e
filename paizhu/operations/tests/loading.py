"""People at work over the network, who try an act again under the same key until it is acknowledged."""

import http.client
import json
import time
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

TASK = {
    "assignee": "Z1",
    "act": "carry_out_assigned",
    "request": "请核查驻在单位公务用车管理情况。",
    "length": 10,
    "unit": "working_day",
}
# From proposing to accepting: who does which act, and with what.
WAY = (("superior_deputy", "task.propose"), ("superior", "task.approve"), ("clerk", "task.accept"))
_PAUSE_S, _TIMEOUT_S, _PATIENCE_S = 0.05, 30, 600


@dataclass(slots=True)
class Acknowledged:
    """An act that somebody was told is done."""

    act: str
    matter: str
    log: str
    entry: int
    again: bool


@dataclass(slots=True)
class Load:
    """tokens: by who.  tries: requests that were sent, answered or not."""

    port: int
    tokens: dict[str, str]
    people: int = 3
    acknowledged: list[Acknowledged] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    tries: int = 0
    _ending: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to work."""
        self._threads = [Thread(target=self._work, args=(n,), daemon=True) for n in range(self.people)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """End when everybody has an answer to what they sent last."""
        self._ending.set()
        for thread in self._threads:
            thread.join(timeout=_PATIENCE_S)
            assert not thread.is_alive(), "somebody never got an answer"

    def goes_on(self, more: int = 3) -> None:
        """Wait until so many further acts are acknowledged."""
        wanted, deadline = len(self.acknowledged) + more, time.monotonic() + _PATIENCE_S
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, f"nothing is acknowledged any more: {self.faults[-3:]}"
            time.sleep(0.01)

    def _work(self, person: int) -> None:
        number = 0
        while not self._ending.is_set():
            number += 1
            matter = ""
            for who, act in WAY:
                done = self._act(who, act, matter, f"{person}-{number}")
                self.acknowledged.append(done)
                matter = done.matter

    def _act(self, who: str, act: str, matter: str, key: str) -> Acknowledged:
        path = f"/api/matters/{matter}/acts/{act}" if matter else f"/api/acts/{act}"
        given = {**TASK, "title": f"核查 {key}"} if act == "task.propose" else {}
        while True:
            self.tries += 1
            try:
                status, said = self._post(path, self.tokens[who], given, key)
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(_PAUSE_S)
                continue
            if status in {200, 201}:
                return Acknowledged(act, said["matter"], said["log"], said["entry"], said["again"])
            if status < 500:
                self.faults.append(f"{act} {status} {said.get('code')}")
            time.sleep(_PAUSE_S)

    def _post(self, path: str, token: str, given: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT_S)
        try:
            headers = {
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": key,
                "Content-Type": "application/json",
            }
            connection.request("POST", path, json.dumps(given).encode(), headers)
            reply = connection.getresponse()
            said: dict[str, Any] = json.loads(reply.read())
            return reply.status, said
        finally:
            connection.close()
