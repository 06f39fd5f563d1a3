"""From a whole thread to a drafted nugget. No network, no model: cues, position, numbers, and who answers whom."""

from bot.domain.drafting import change, means, outcome, reasons, results
from bot.domain.drafting.corrections import corrected
from bot.domain.drafting.cues import cues
from bot.domain.drafting.draft import Draft, Field
from bot.domain.drafting.languages import language_of
from bot.domain.drafting.reading import read
from bot.domain.drafting.sensitive import hints
from bot.domain.drafting.story import find
from bot.domain.drafting.telling import Piece
from bot.domain.drafting.thread import Thread
from bot.domain.nuggets.words import FieldName


def draft(thread: Thread) -> Draft:
    """Draft a nugget from a thread: what is not told is left empty, and without a change everything is."""
    known = cues(language_of(thread))
    units = read(thread, known)
    sensitive = tuple(hints(thread, units, known))
    story = find(units, known)
    if story is None:
        return Draft(sensitive=sensitive)
    effects = outcome.outcome(story)
    why = reasons.why(story, effects)
    taken = [*effects, *([why.unit] if why else [])]
    for_whom = reasons.for_whom(story, taken)
    taken += [for_whom.unit] if for_whom else []
    place = means.place(story)
    pieces = {
        FieldName.WHAT_CHANGED: change.what_changed(story),
        FieldName.OUTCOME: outcome.piece(effects) if effects else None,
        FieldName.WHY: why,
        FieldName.FOR_WHOM: for_whom,
        FieldName.WHEN: means.when(story, effects),
        FieldName.HOW: means.how(story, taken),
        FieldName.PLACE: place,
    }
    found = {name: _field(piece) for name, piece in pieces.items() if piece is not None and piece.text}
    return Draft(
        fields=corrected(story, found),
        result_type=results.result_type(story, effects),
        level=results.level(story, place.unit if place else None),
        sensitive=sensitive,
    )


def _field(piece: Piece) -> Field:
    return Field(piece.text, (piece.unit.message.i,))
