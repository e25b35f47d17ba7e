"""A sum in words, step by step, Chinese and English: whole sentences, so that page, command and record say the same."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from paizhu.norms.model import Rolls, Text, Unit
from paizhu.norms.periods.calendar import NamedDay
from paizhu.norms.periods.sums import Stretch, Sum, Suspension

UNITS = {
    Unit.HOUR: (Text("小时", "hour"), Text("小时", "hours")),
    Unit.DAY: (Text("日", "day"), Text("日", "days")),
    Unit.WORKING_DAY: (Text("个工作日", "working day"), Text("个工作日", "working days")),
    Unit.MONTH: (Text("个月", "month"), Text("个月", "months")),
    Unit.YEAR: (Text("年", "year"), Text("年", "years")),
}
RULES = {
    Rolls.STATED: Text("规定顺延", "moves, as provided"),
    Rolls.BY_ANALOGY: Text("没有规定，比照顺延", "moves by analogy"),
    Rolls.NEVER: Text("从不顺延", "never moves"),
}
_WEEKDAYS = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_OVERNIGHT = timedelta(days=1)
_LISTED = 12  # names of days in one sentence; all of them are in the sum


def moment(at: date | datetime) -> Text:
    """Return a day with its weekday, or an instant to the minute.

    >>> moment(date(2025, 3, 5)).en
    '2025-03-05 (Wed)'
    """
    weekday = _WEEKDAYS[at.weekday()]
    if not isinstance(at, datetime):
        return Text(f"{at.isoformat()}（{weekday.zh}）", f"{at.isoformat()} ({weekday.en})")
    day, time = at.date().isoformat(), at.strftime("%H:%M:%S" if at.second else "%H:%M")
    return Text(f"{day}（{weekday.zh}）{time}", f"{day} ({weekday.en}) {time}")


def span(length: int, unit: Unit) -> Text:
    """Return a length with its unit.

    >>> span(15, Unit.WORKING_DAY).zh, span(1, Unit.MONTH).en
    ('15个工作日', '1 month')
    """
    one, many = UNITS[unit]
    return Text(f"{length}{one.zh}", f"{length} {(one if length == 1 else many).en}")


def steps(total: Sum) -> tuple[Text, ...]:
    """Return the sum in sentences, in the order in which it was made."""
    return tuple(_steps(total))


def _steps(total: Sum) -> Iterator[Text]:
    yield from _beginning(total)
    for suspension in total.suspensions:
        yield _suspended(suspension)
    first, *extensions = total.stretches
    yield _counted(first, broken=bool(total.suspensions))
    for stretch in extensions:
        yield _extended(stretch)
    yield from _off_days(total)
    if not isinstance(total.nominal, datetime):
        yield _end(total, total.nominal)
    yield from _provisional(total)


def _beginning(total: Sum) -> Iterator[Text]:
    event, first = moment(total.event), moment(total.first)
    if total.unit is Unit.HOUR:
        yield Text(f"自{event.zh}起算。", f"Counting begins at {event.en}.")
    else:
        yield Text(
            f"{event.zh}为事件当日，不计入；自{first.zh}开始计算。",
            f"{event.en} is the day of the event and does not count; {first.en} is the first that does.",
        )


def _suspended(suspension: Suspension) -> Text:
    since, until = suspension.since, suspension.until
    if isinstance(until, datetime):
        began, ended = moment(since), moment(until)
        return Text(
            f"{began.zh}至{ended.zh}中止，不计入。",
            f"From {began.en} to {ended.en} it is suspended and does not count.",
        )
    began, ended = moment(since), moment(until - _OVERNIGHT)
    return Text(
        f"{began.zh}至{ended.zh}（含当日）中止，不计入。",
        f"From {began.en} to {ended.en}, both included, it is suspended and does not count.",
    )


def _counted(stretch: Stretch, *, broken: bool) -> Text:
    length, last = span(stretch.length, stretch.unit), moment(stretch.last)
    if stretch.unit is Unit.HOUR:
        return Text(f"{length.zh}至{last.zh}届满。", f"{length.en} end at {last.en}.")
    if stretch.unit not in {Unit.MONTH, Unit.YEAR} or broken:
        return Text(
            f"{length.zh}：最后一日为{last.zh}。", f"{length.en}: {last.en} is the last of the period."
        )
    if stretch.clipped:
        return Text(
            f"{length.zh}：到期月没有对应日，月末日{last.zh}为最后一日。",
            f"{length.en}: the month has no such day, so its last day, {last.en}, is the last of the period.",
        )
    return Text(
        f"{length.zh}：到期月的对应日{last.zh}为最后一日。",
        f"{length.en}: the day of that number, {last.en}, is the last of the period.",
    )


def _extended(stretch: Stretch) -> Text:
    length, began, last = span(stretch.length, stretch.unit), moment(stretch.event), moment(stretch.last)
    return Text(
        f"自{began.zh}名义届满起延长{length.zh}，至{last.zh}。",
        f"It is extended by {length.en} from its nominal end, {began.en}: to {last.en}.",
    )


def _off_days(total: Sum) -> Iterator[Text]:
    between = [named for named in total.skipped if named.day < total.nominal]
    if between:
        listed = _listed(between)
        yield Text(
            f"其中{len(between)}个休息日不计入：{listed.zh}。",
            f"Days off among them, not counted: {len(between)} ({listed.en}).",
        )
    if total.made_up:
        listed = _listed(total.made_up)
        yield Text(
            f"调休上班，按工作日计：{listed.zh}。", f"Worked to make up, so working days: {listed.en}."
        )


def _listed(days: Iterable[NamedDay]) -> Text:
    """The days in runs of one name."""
    runs: list[tuple[date, date, Text]] = []
    for named in days:
        if runs and runs[-1][2] == named.name and runs[-1][1] + _OVERNIGHT == named.day:
            runs[-1] = runs[-1][0], named.day, named.name
        else:
            runs.append((named.day, named.day, named.name))
    zh = [f"{_run(*run[:2])}{run[2].zh}" for run in runs[:_LISTED]]
    en = [f"{_run(*run[:2])} {run[2].en}" for run in runs[:_LISTED]]
    more = len(runs) > _LISTED
    return Text("、".join(zh) + ("等" if more else ""), ", ".join(en) + (" and more" if more else ""))


def _run(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()[5:]}"


def _end(total: Sum, nominal: date) -> Text:
    day, due = moment(nominal), moment(total.due)
    off = next((named for named in total.skipped if named.day == nominal), None)
    if off is None and total.rolls is Rolls.NEVER:
        return Text(
            f"{day.zh}届满，不因休息日顺延。", f"It ends on {day.en}, whether or not that is a day off."
        )
    if off is None:
        return Text(f"{day.zh}是工作日，当日届满。", f"{day.en} is a working day: the period ends on it.")
    name = off.name
    if total.rolls is Rolls.STATED:
        return Text(
            f"{day.zh}是休息日（{name.zh}），依规定顺延至{due.zh}。",
            f"{day.en} is a day off ({name.en}): as provided, the end moves to {due.en}.",
        )
    return Text(
        f"{day.zh}是休息日（{name.zh}）。该期限没有规定是否顺延；比照民法典第二百零三条顺延至{due.zh}。最稳妥的是不晚于{day.zh}完成。",
        f"{day.en} is a day off ({name.en}). Nothing provides for that here; by analogy with the Civil Code, art. 203, "
        f"the end moves to {due.en}. To be safe, be done by {day.en}.",
    )


def _provisional(total: Sum) -> Iterator[Text]:
    if total.lacking:
        years = [str(year) for year in total.lacking]
        yield Text(
            f"暂定：没有{'、'.join(years)}年的官方放假安排，只排除了星期六、星期日；公布后可能改变。",
            f"Provisional: there is no official calendar for {', '.join(years)} yet, so only weekends were taken as days "
            "off; this may change when it is announced.",
        )
