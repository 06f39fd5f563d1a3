"""An agenda as people write it, a line an item: ``share 20: What did you try? (anonymous)``."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.core.errors import Refusal
from bot.core.safety import one_line
from bot.core.text import Untrusted, t
from bot.domain.data_file import Part, parsed
from bot.domain.labs.plan import ITEMS_MOST, PROMPT_MOST, Item, Phase, Plan
from bot.domain.labs.when import A_DAY
from bot.domain.templates.template import Words, said

FIELD: Final = "agenda"
TEXT_MOST: Final = 3000

_LINE: Final = re.compile(r"(?:([^\W\d_]+)\s+)?(\d{1,4})\s*([^\W\d_]*)\s*[:.–-]\s*(.+)")
_IN_BRACKETS: Final = re.compile(r"\(\s*([^\W\d_]+)\s*\)$")


class _Words(Part):
    """The words of the file that stands beside this module."""

    parts: dict[str, dict[str, str]]
    marks: dict[str, dict[str, str]]


@lru_cache
def _words() -> _Words:
    return parsed(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"), _Words)


@lru_cache
def _phases() -> Mapping[str, Phase]:
    return {word: Phase(name) for name, words in _words().parts.items() for word in words.values()}


def _marks(mark: str) -> Sequence[str]:
    return list(_words().marks[mark].values())


def read(text: str) -> tuple[Item, ...]:
    """Read an agenda; Refusal names the line that is not understood, and how it is to be written."""
    lines = [(number, one_line(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > ITEMS_MOST:
        raise Refusal(t("An agenda has at most {most} items. Please put some together.", most=ITEMS_MOST), FIELD)
    return tuple(_item(number, line) for number, line in lines)


def _item(number: int, line: str) -> Item:
    found = _LINE.fullmatch(line)
    if found is None:
        wanted = t(
            "Line {line}: write a part, how many minutes and what you ask, as in “share 20: What did you try?”.",
            line=number,
        )
        raise Refusal(wanted, FIELD)
    part, count, unit, prompt = found.groups()
    phase = _phases().get(part.casefold()) if part else Phase.OTHER
    if phase is None:
        known = t(
            "Line {line}: {part} is no part that I know. There are share, challenge, spark and also.",
            line=number,
            part=Untrusted(part),
        )
        raise Refusal(known, FIELD)
    anonymous, prompt = _without_mark(prompt)
    if not prompt:
        raise Refusal(t("Line {line}: say what you ask, after the colon.", line=number), FIELD)
    if len(prompt) > PROMPT_MOST:
        over = t("Line {line}: this is {over} characters too long.", line=number, over=len(prompt) - PROMPT_MOST)
        raise Refusal(over, FIELD)
    minutes = int(count) * (A_DAY if unit.casefold() in {*_marks("days"), *_marks("day"), "d", "j"} else 1)
    if not minutes:
        raise Refusal(t("Line {line}: give it a minute at least.", line=number), FIELD)
    return Item(phase=phase, minutes=minutes, prompt=prompt, anonymous=anonymous)


def _without_mark(prompt: str) -> tuple[bool, str]:
    marked = _IN_BRACKETS.search(prompt)
    if marked is None or marked[1].casefold() not in _marks("anonymous"):
        return False, prompt.strip()
    return True, prompt[: marked.start()].strip()


def written(agenda: Sequence[Item], *languages: str) -> str:
    """Write an agenda so that ``read`` makes the same of it, in the words of a language."""
    return "\n".join(_line(item, languages) for item in agenda)


def _line(item: Item, languages: Sequence[str]) -> str:
    part = said(_words().parts[item.phase.value], *languages)
    length = str(item.minutes)
    if item.minutes % A_DAY == 0:
        days = item.minutes // A_DAY
        length = f"{days} {_mark('day' if days == 1 else 'days', languages)}"
    mark = f" ({_mark('anonymous', languages)})" if item.anonymous else ""
    return f"{part} {length}: {item.prompt}{mark}"


def _mark(name: str, languages: Sequence[str]) -> str:
    words: Words = _words().marks[name]
    return said(words, *languages)


def length(agenda: Sequence[Item]) -> int:
    """Give how many minutes the items take together."""
    return sum(item.minutes for item in agenda)


def check(plan: Plan, minutes: int) -> None:
    """Refuse an agenda that does not fit into its session; over days, one that says of no item how many it takes."""
    if plan.over_days:
        if not plan.agenda or any(item.minutes % A_DAY for item in plan.agenda):
            raise Refusal(
                t("Over days, each item takes whole days, as in “share 2 days: What did you try?”. Please write some."),
                FIELD,
            )
    elif length(plan.agenda) > minutes:
        raise Refusal(
            t(
                "The agenda takes {agenda} minutes, and the session {session}. Please change one of them.",
                agenda=length(plan.agenda),
                session=minutes,
            ),
            FIELD,
        )
