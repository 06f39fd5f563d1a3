"""Which of all that is shown is kept: whatever says something that nothing before it says, and one of everything."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from bot.core.content import Actions, Bullets, Content, Facts
from bot.core.forms import Step
from tests.views.trying import Shown
from tests.views.wording import wording


def pictures(shown: Sequence[Shown]) -> dict[str, Shown]:
    """Choose what is new, what says most first; gives it in order, by the name of what shows it and a number."""
    said = [frozenset(_parts(one.what)) for one in shown]
    known: set[Hashable] = set()
    chosen: dict[int, str] = {}
    for place in sorted(range(len(shown)), key=lambda place: (shown[place].by, -len(said[place]))):
        if not said[place] <= known or shown[place].by not in chosen.values():
            known |= said[place]
            chosen[place] = shown[place].by
    numbers: Counter[str] = Counter()
    kept: dict[str, Shown] = {}
    for place in sorted(chosen, key=lambda place: (chosen[place], place)):
        numbers[chosen[place]] += 1
        kept[f"{chosen[place]} {numbers[chosen[place]]}"] = shown[place]
    return kept


def _parts(what: Content | Step) -> Iterator[Hashable]:
    """Give what can be new in it: each line, each button, each input."""
    if isinstance(what, Step):
        form = (what.title, what.section.intro, what.submit, *what.section.inputs)
        # What comes back with something wrong is another picture than the form itself.
        yield from map(wording, what.errors.values() if what.errors else form)
        return
    yield wording(what.summary)
    for block in what.blocks:
        match block:
            case Facts(rows=lines) | Bullets(items=lines) | Actions(items=lines):
                yield from map(wording, lines)
            case _:
                yield wording(getattr(block, "text", None))
