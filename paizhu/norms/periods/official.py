"""The official calendar that comes with the product, made from the package chinesecalendar when it is first needed."""

from collections import defaultdict
from functools import cache

from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import Calendar, NamedDay, Year

_DECEMBER = 12


@cache
def official() -> Calendar:
    """Return the calendar of the State Council's yearly notices, as far as the package knows them (from 2004 on).

    Importing takes some hundredths of a second, which only those who count working days shall wait for.
    """
    from chinese_calendar import Holiday, holidays, workdays

    names = {holiday.value: Text(holiday.chinese, holiday.value) for holiday in Holiday}
    off, working = defaultdict[int, list[NamedDay]](list), defaultdict[int, list[NamedDay]](list)
    for days, found in ((holidays, off), (workdays, working)):
        for day, name in sorted(days.items()):
            # No holiday lies in December: its days are named by the notice of the next year, for New Year.
            found[day.year + (day.month == _DECEMBER)].append(NamedDay(day, names[name]))
    source = "国务院办公厅关于{}年部分节假日安排的通知"
    return Calendar(
        Year(year, tuple(off[year]), tuple(working[year]), source.format(year)) for year in sorted(off)
    )
