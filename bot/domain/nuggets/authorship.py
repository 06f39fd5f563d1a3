"""What its author reads of a nugget and works on: their own words, and of others' what those let them read."""

from collections.abc import Mapping, Sequence

from bot.domain.access import Viewer
from bot.domain.nuggets import quoting, rules
from bot.domain.nuggets.consent import Answer, Consent
from bot.domain.nuggets.nugget import Nugget, Told
from bot.domain.nuggets.words import FieldName


def readable(viewer: Viewer, nugget: Nugget, consents: Sequence[Consent]) -> Mapping[FieldName, Told]:
    """Give what its author reads of it: where they are not in its pod any more, no word that others told there."""
    said = quoting.readable(nugget, consents, nugget.scope or nugget.wanted)
    return {name: told for name, told in said.items() if not _kept_from(viewer, nugget, told)}


def workable(viewer: Viewer, nugget: Nugget, consents: Sequence[Consent]) -> Mapping[FieldName, Told]:
    """Give what its author works on: also what waits for somebody's yes, and nothing that somebody said no to."""
    scope = nugget.scope or nugget.wanted
    no = {one.member for one in consents if one.answer is not Answer.ASKED and not one.covers(scope)}
    return {
        name: told
        for name, told in nugget.fields.items()
        if not _kept_from(viewer, nugget, told) and (_own(nugget, told) or told.said_by not in no)
    }


def refused(viewer: Viewer, nugget: Nugget, consents: Sequence[Consent]) -> tuple[FieldName, ...]:
    """Give what stands in it and is left out, because whoever said it would not be quoted with it."""
    works_on = workable(viewer, nugget, consents)
    return tuple(name for name in nugget.fields if name not in works_on and not stays(viewer, nugget, name))


def stays(viewer: Viewer, nugget: Nugget, name: FieldName) -> bool:
    """Tell whether a field stays as it is unless it is told anew, because its author does not see it any more."""
    told = nugget.fields.get(name)
    return told is not None and _kept_from(viewer, nugget, told)


def _kept_from(viewer: Viewer, nugget: Nugget, told: Told) -> bool:
    return not _own(nugget, told) and not rules.reads_others(viewer, nugget)


def _own(nugget: Nugget, told: Told) -> bool:
    return told.said_by in {None, nugget.author}
