"""From a whole thread to a drafted nugget. No network, no model: cues, position, numbers, and who answers whom."""

from bot.domain.drafting import change, level, means, outcome, reasons, results
from bot.domain.drafting.corrections import corrected
from bot.domain.drafting.cues import cues
from bot.domain.drafting.draft import Draft, Field, Hint
from bot.domain.drafting.languages import language_of
from bot.domain.drafting.reading import read
from bot.domain.drafting.scoring import best
from bot.domain.drafting.sensitive import hints
from bot.domain.drafting.signs import Signs
from bot.domain.drafting.story import Story, find
from bot.domain.drafting.telling import Piece
from bot.domain.drafting.thread import Thread
from bot.domain.nuggets.words import FieldName


def draft(thread: Thread) -> Draft:
    """Draft a nugget from a thread: what is not told is left empty, and without a change everything is."""
    known = cues(language_of(thread))
    units = read(thread, known)
    sensitive = tuple(hints(thread, units, known))
    story = find(Signs(units, known))
    if story is None:
        return Draft(sensitive=sensitive)
    return _drafted(story, sensitive)


def _drafted(story: Story, sensitive: tuple[Hint, ...]) -> Draft:
    changed = change.what_changed(story)
    effects = outcome.outcome(story, [changed])
    came_of_it = outcome.piece(effects) if effects else None
    taken = [piece for piece in (changed, came_of_it) if piece is not None]
    why = reasons.told_why(story, taken)
    taken += [why] if why else []
    place = best(FieldName.PLACE, means.place(story))
    pieces = {
        FieldName.WHAT_CHANGED: changed,
        FieldName.OUTCOME: came_of_it,
        FieldName.WHY: why,
        FieldName.FOR_WHOM: best(FieldName.FOR_WHOM, reasons.for_whom(story), taken[1:]),
        FieldName.WHEN: best(FieldName.WHEN, means.when(story)),
        FieldName.HOW: best(FieldName.HOW, means.how(story), taken),
        FieldName.PLACE: place,
    }
    found = {name: _field(piece) for name, piece in pieces.items() if piece is not None and piece.text}
    return Draft(
        fields=corrected(story, found),
        result_type=results.result_type(story, effects),
        level=level.level(story, place),
        sensitive=sensitive,
    )


def to_look_at(thread: Thread) -> tuple[Hint, ...]:
    """Give the places of a thread that are worth a second look, without drafting anything."""
    known = cues(language_of(thread))
    return tuple(hints(thread, read(thread, known), known))


def _field(piece: Piece) -> Field:
    return Field(piece.text, (piece.unit.message.i,))
