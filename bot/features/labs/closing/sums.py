"""What those who were there said, as who leads the lab reads it: sums and words, never whose."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Bullets, Facts, Note
from bot.core.safety import shorten
from bot.core.text import Inline, Untrusted, joined, n, t
from bot.domain.labs import feedback
from bot.domain.labs.feedback import SUMS_FROM, Mark
from bot.domain.labs.lab import Lab
from bot.ports.context import Reading

MARKS: Final = {Mark.YES: t("yes"), Mark.PARTLY: t("partly"), Mark.NO: t("no")}
WORDS: Final = 5
SHORT: Final = 150


def sums_of(lab: Lab, reading: Reading) -> Sequence[Block]:
    """Show the sums from enough answers on; before that, only that there are some."""
    kept = reading.store.feedbacks.of_lab(lab.id)
    sums = feedback.shown(kept)
    if sums is None:
        if kept is None:
            return ()
        return [Note(t("People have begun to say how it was. It is shown once {count} did.", count=SUMS_FROM))]
    said = n("One person said how it was.", "{count} people said how it was.", sums.count)
    blocks: list[Block] = [
        Note(said),
        Facts(((t("Useful?"), _counted(sums.useful)), (t("Will they use it?"), _counted(sums.will_use)))),
    ]
    if sums.improve:
        blocks.append(Bullets(tuple(Untrusted(shorten(one, SHORT)) for one in sums.improve[:WORDS])))
    if (more := len(sums.improve) - WORDS) > 0:
        blocks.append(Note(n("And one more", "And {count} more", more)))
    return blocks


def _counted(sums: Sequence[int]) -> Inline:
    said = [t("{mark}: {count}", mark=MARKS[mark], count=count) for mark, count in zip(Mark, sums, strict=True)]
    return joined(said, " · ")
