"""A recurrence rule in words."""

from bot.core.text import Code, Inline, Msg, joined, n, t
from bot.domain.hours import WEEKDAYS
from bot.domain.labs import recurrence
from bot.domain.labs.recurrence import Every, Rule, Weekday


def in_words(rule: Rule) -> Inline:
    """Say a rule in words; what is rare, as people write it."""
    named = [_weekday(one) for one in rule.weekdays]
    if None in named:
        return Code(recurrence.written(rule))
    return joined([_often(rule.every, rule.interval), *([joined(filter(None, named))] if named else [])], " · ")


def _often(every: Every, interval: int) -> Msg:
    if every is Every.WEEK:
        return t("every week") if interval == 1 else n("every {count} week", "every {count} weeks", interval)
    return t("every month") if interval == 1 else n("every {count} month", "every {count} months", interval)


def _weekday(one: Weekday) -> Msg | None:
    day = WEEKDAYS[one.day]
    match one.nth:
        case 0:
            return day
        case 1:
            return t("{weekday}, the first of the month", weekday=day)
        case 2:
            return t("{weekday}, the second of the month", weekday=day)
        case 3:
            return t("{weekday}, the third of the month", weekday=day)
        case 4:
            return t("{weekday}, the fourth of the month", weekday=day)
        case -1:
            return t("{weekday}, the last of the month", weekday=day)
        case _:
            return None
