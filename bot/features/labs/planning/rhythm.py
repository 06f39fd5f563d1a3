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
    often, days = _often(rule.every, rule.interval), joined(one for one in named if one is not None)
    return t("{often} on {days}", often=often, days=days) if named else often


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
            return t("the first {weekday}", weekday=day)
        case 2:
            return t("the second {weekday}", weekday=day)
        case 3:
            return t("the third {weekday}", weekday=day)
        case 4:
            return t("the fourth {weekday}", weekday=day)
        case -1:
            return t("the last {weekday}", weekday=day)
        case _:
            return None
