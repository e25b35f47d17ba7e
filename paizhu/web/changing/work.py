"""What is done with an upload: looked at, or recorded."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError
from django.utils.translation import override

from paizhu.door.refusals import Refused
from paizhu.registry import queries, said
from paizhu.registry.changes import Verdict, counted
from paizhu.registry.faults import BadFile
from paizhu.registry.held import Conflict
from paizhu.registry.importing import Moved, Report, Seen, import_file
from paizhu.registry.reading import mapping
from paizhu.web.administration import noting_from
from paizhu.web.changing import pages, words
from paizhu.web.changing.jobs import Job, Stage, State, Task

FAULTS = "faults"
_log = logging.getLogger(__name__)


def do(of: Job, task: str) -> None:
    """Do it, and note in the folder what has come of it; whatever goes wrong is noted there too."""
    state = of.state()
    with override(state.lang):
        try:
            _done(of, Task(task), state)
        except BadFile as bad:
            _refused(of, state, bad)
        except (Conflict, Refused) as conflict:
            state.stage, state.why = Stage.FAILED, str(conflict)
        except OperationalError:
            state.stage = Stage.BUSY
        except DatabaseError:
            _log.exception("an import could not be carried out")
            state.stage = Stage.FAILED
    state.task = None
    of.put(state)


def _done(of: Job, task: Task, state: State) -> None:
    if task is Task.LOOK:
        _look(of, state, Stage.LOOKED)
        return
    seen = Seen(datetime.fromisoformat(state.seen) if state.seen else None)
    try:
        report = import_file(
            of.given,
            _map(of),
            seen=seen,
            told=of.tell,
            noting=lambda: noting_from(state.seat, "registry.import"),
        )
    except Moved:
        _look(of, state, Stage.MOVED)
        return
    state.counts = counted(report.found)
    state.change = report.change
    state.stage = Stage.RECORDED
    of.drop_files()


def _look(of: Job, state: State, stage: Stage) -> None:
    change = queries.last_change()
    report = import_file(of.given, _map(of), dry_run=True, told=of.tell)
    state.seen = change.isoformat() if change else ""
    state.counts = counted(report.found)
    state.parts = pages.write(of.rows, _rows(report), lambda row: str(row["verdict"]))
    state.asks, state.faults, state.stage = [], 0, stage


def _map(of: Job) -> mapping.Map | None:
    return mapping.read(of.map) if of.map.exists() else None


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    """The rows of a preview; of a new record everything that it says."""
    names = {list_: queries.names(list_) for list_ in ("organs", "posts")}
    names["organs"] |= {id_: organ.name for id_, organ in report.chart.organs.items()}
    names["posts"] |= {id_: post.title for id_, post in report.chart.posts.items()}
    for outcome in report.found:
        row = said.row(report, outcome)
        record = report.chart.of(outcome.list_)[outcome.id_]
        whole = said.record(record)
        row["name"] = whole.get("name") or whole.get("title") or ""
        if outcome.verdict is Verdict.NEW:
            row["facts"] = {key: value for key, value in whole.items() if value is not None and key != "id"}
        row["names"] = dict(_called(row, names))
        yield row


def _called(row: dict[str, Any], names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """The ids of other records in a row, each with what it is called; a person has no name here."""
    changes = ((column, each) for column, both in row["changes"].items() for each in both)
    for column, id_ in (*row.get("facts", {}).items(), *changes):
        if (name := names.get(words.REFERS.get(column, ""), {}).get(id_)) is not None:
            yield id_, name


def _refused(of: Job, state: State, bad: BadFile) -> None:
    rows = [{**fault.as_json(), "file": Path(fault.file).name} for fault in bad.faults]
    state.parts = pages.write(of.rows, rows, lambda _row: FAULTS)
    state.faults, state.stage = len(rows), Stage.REFUSED
    state.asks = [
        {"section": ask.section, "word": ask.word, "list": ask.list_, "field": ask.field, "count": count}
        for ask, count in bad.asks.items()
    ]
