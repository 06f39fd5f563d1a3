"""How what a nugget tells is shown, to whomever and wherever: its words, who told them, where it stands."""

from collections.abc import Callable, Mapping

from bot.core.content import Block, Facts
from bot.core.text import Inline, Mention, MessageLink, Msg, Untrusted, joined, t
from bot.domain.access import Scope
from bot.domain.nuggets import quoting
from bot.domain.nuggets.nugget import Attribution, Nugget, Told
from bot.domain.nuggets.words import FieldName
from bot.domain.telling import in_chat
from bot.features.nuggets.template.words import detail_rows, labels
from bot.features.nuggets.wording import FIELDS, LEVELS, RESULTS, STATES, ref
from bot.ports.context import Reading


def where_it_stands(nugget: Nugget) -> Msg:
    """Say in a sentence where a nugget stands."""
    return t("{ref}: {state}.", ref=ref(nugget.id), state=STATES[nugget.state])


def in_words(told: Told) -> Inline:
    """Show what a field says, and nothing more."""
    return Untrusted(told.text)


def with_its_source(told: Told) -> Inline:
    """Show what a field says, and what leads to the message that says it."""
    if told.message is None or not in_chat(told.message):
        return in_words(told)
    return joined((Untrusted(told.text), MessageLink(told.message)), " · ")


def told_facts(
    nugget: Nugget, fields: Mapping[FieldName, Told], reading: Reading, shown: Callable[[Told], Inline] = in_words
) -> list[Block]:
    """Show what a nugget tells, a line for each thing."""
    names = labels(nugget, reading)
    rows: list[tuple[Msg, Inline]] = []
    for name in FieldName:
        told = fields.get(name)
        if told is not None and told.text:
            rows.append((names.of(name, FIELDS[name]), shown(told)))
        if name is FieldName.OUTCOME and nugget.result is not None:
            rows.append((names.of("result", t("How it went")), RESULTS[nugget.result]))
    if nugget.level is not None:
        rows.append((names.of("level", t("Level")), LEVELS[nugget.level]))
    rows += detail_rows(nugget, names)
    return [Facts(tuple(rows))] if rows else []


def attributed(nugget: Nugget, reading: Reading) -> bool:
    """Tell whether all who were ever asked let themselves be found: only then is there a way to where it was said."""
    consents = reading.store.consents.of_nugget(nugget.id)
    named = {one.member for one in consents if one.covers(Scope.POD) and one.attribution is Attribution.NAMED}
    return bool(named) and named == {one.member for one in consents}


def told_by(nugget: Nugget, reading: Reading, scope: Scope) -> Inline:
    """Say who is in it where it is read in a scope, as each chose to be named."""
    named: list[Inline] = []
    nameless = False
    consents = reading.store.consents.of_nugget(nugget.id)
    for consent in quoting.contributors(nugget, consents, scope):
        profile = reading.store.members.get(consent.member)
        if consent.attribution is Attribution.NAMED and profile is not None:
            named.append(Mention(consent.member))
        elif consent.attribution is Attribution.ORGANISATION and profile is not None and profile.organisation:
            named.append(Untrusted(profile.organisation))
        else:
            nameless = True
    if not named:
        return t("Told under the Chatham House Rule: without names.")
    if nameless:
        return t("Told by {who}, and others who are not named.", who=joined(named))
    return t("Told by {who}.", who=joined(named))
