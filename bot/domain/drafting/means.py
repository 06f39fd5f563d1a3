"""How it was done, when it began and where: what else a thread tells, or answers when asked."""

from collections.abc import Iterator
from typing import Final

from bot.domain.drafting.places import BY_ITSELF, Place, people_of, places
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import Candidate
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, row, whole
from bot.domain.drafting.times import Time, times
from bot.domain.drafting.words import words

_BRIEF: Final = 6
"""An answer of so few words is nothing but what was asked."""

# A phrase is judged by itself and by little else: most of what its clause tells says nothing of it.
_OF_TIMES: Final = frozenset(
    {
        "change",
        "did_not_work",
        "effect",
        "figures",
        "formerly",
        "now",
        "only time",
        "planned",
        "shift",
        "starter",
        "was",
    }
    | {"they_did", "too_early", "undone", "we_did", "asked when", "asked outcome", "asked anything"}
)
_OF_PLACES: Final = frozenset(
    {"announce", "change", "effect", "first message", "formerly", "here", "spent", "taught", "we_did"}
    | {
        "asked place",
        "asked outcome",
        "asked how",
        "asked anything",
        "then asked place",
        "by another",
        "after nothing",
        "any",
    }
)
_WHERE_IT_STANDS: Final = ("messages ", "sentences ", "in its message")


def how(story: Story) -> Iterator[Candidate]:
    """Give the clauses that may tell by what means: people, money, training, tools."""
    for unit in story.told:
        if unit is not story.change:
            yield whole(unit), story.signs_of(unit)


def when(story: Story) -> Iterator[Candidate]:
    """Give the phrases of time, with the word right before that says it began, and short answers to "since when?"."""
    found = {unit: list(times(unit, story.cues)) for unit in story.told}
    alone = ["phrase alone"] if sum(map(len, found.values())) == 1 else []
    dated = {unit.place for unit, phrases in found.items() if phrases}
    for unit, phrases in found.items():
        signs = _kept(story.signs_of(unit), _OF_TIMES)
        for time in phrases:
            yield row(unit, _starter(time), time.end), signs.union(_signs_of(time), alone)
        if len(unit.words) <= _BRIEF and unit.place not in dated and story.answers(unit, "when"):
            yield whole(unit), signs | {"answer"}


def _signs_of(time: Time) -> Iterator[str]:
    yield "phrase since" if time.since else "phrase"
    for kind in time.kinds:
        yield f"phrase of {kind}"
    if time.start == 0:
        yield "phrase first"
    if time.end == len(time.unit.words):
        yield "phrase last"
    if _starter(time) < time.start:
        yield "phrase begun"


def _starter(time: Time) -> int:
    """Begin with the word that says it began, if it stands right before the time."""
    return max((hit.start for hit in time.unit.hits.get("starter", ()) if hit.end == time.start), default=time.start)


def place(story: Story) -> Iterator[Candidate]:
    """Give the named places, whoever names them, and short answers to "where?"."""
    people = people_of(unit.message.author for unit in story.units)
    named: set[str] = set()
    for unit in story.units:
        signs = _kept(story.signs_of(unit), _OF_PLACES)
        found = list(places(unit, story.cues, people))
        for one in found:
            # A name by itself may be anything, unless somebody asked where.
            if one.kind == BY_ITSELF and not (story.answers(unit, "place") or _perhaps_asked(story, unit)):
                continue
            piece = row(unit, one.start, one.end)
            again = ["named again"] if piece.text in named else []
            again += ["named by both"] if _by_another(story, piece) else []
            said = _said_to(story, unit)
            yield piece, signs.union(_signs_of_place(unit, one, told=story.by_teller(unit)), again, said)
            named.add(piece.text)
        if _is_brief_answer(story, unit):
            yield whole(unit), signs | {"answer" if found else "answer without a name"}


def _perhaps_asked(story: Story, unit: Unit) -> bool:
    """Whether somebody asks shortly whether it is there: Kisumu, isn't it?"""
    return unit.question and not story.by_teller(unit) and len(unit.words) <= _BRIEF


def _by_another(story: Story, piece: Piece) -> bool:
    """Whether its last word, in most names the one that counts, is said by another of them too."""
    name = words(piece.text)[-1].plain
    others = (unit for unit in story.units if unit.message.author != piece.unit.message.author)
    return any(name == word.plain for unit in others for word in unit.words)


def _said_to(story: Story, unit: Unit) -> Iterator[str]:
    """Say what the teller answers to a place in somebody's question, and whether this is what follows one."""
    if unit.question and not story.by_teller(unit):
        answer = next((one for one in story.units if one.place > unit.place and story.by_teller(one)), None)
        for said in ("yes", "no"):
            if answer and any(story.cues.is_one(f"sets.{said}", word) for word in answer.words[:2]):
                yield f"answered {said}"
    elif story.by_teller(unit) and (before := story.asked_where(unit)):
        yield "after a place was asked" if before == unit.place - 1 else "later than a place was asked"


def _signs_of_place(unit: Unit, place: Place, *, told: bool) -> Iterator[str]:
    yield f"named {place.kind}"
    if unit.question:
        yield "in a question"
    if unit.has("here") and not told:
        yield "another's own"
    if place.start == 0 and place.end == len(unit.words):
        yield "nothing else"
    elif place.start == 0:
        yield "at the beginning"
    if place.end - place.start > 1:
        yield "of several words"
    if (text := row(unit, place.start, place.end).text).upper() == text != text.lower():
        yield "in capitals"


def _kept(signs: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    return frozenset(sign for sign in signs if sign in known or sign.startswith(_WHERE_IT_STANDS)) | {"any"}


def _is_brief_answer(story: Story, unit: Unit) -> bool:
    told = story.by_teller(unit) and not unit.question and not any(True for _ in times(unit, story.cues))
    return told and len(unit.words) <= _BRIEF and story.answers(unit, "place")
