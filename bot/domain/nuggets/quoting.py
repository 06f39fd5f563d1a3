"""Whose words a nugget says: what its author typed is theirs, unless it still holds a run of somebody else's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.core.refs import MemberRef
from bot.domain.access import Scope
from bot.domain.nuggets.consent import Consent, Part
from bot.domain.nuggets.nugget import Nugget, Revision, Told
from bot.domain.nuggets.words import FieldName

RUN: Final = 4
"""So many words in a row are still a quotation; fewer are how everybody speaks."""

_WORD: Final = re.compile(r"\w+")
_PIECE: Final = 3


def retold(before: Told | None, typed: str) -> Told:
    """Give a field as its author typed it: a quotation while a run of the quoted words is left, else their own."""
    text = typed.strip()
    if before is not None and (before.said_by is None or holds_a_run(before.text, text)):
        return replace(before, text=text)
    return Told(text)


def holds_a_run(quoted: str, text: str) -> bool:
    """Tell whether a run of the quoted words stands in the text; of a short quotation, all of it.

    Scripts that put no spaces between words are compared by pieces of three characters.
    """
    theirs, ours = _words(quoted), _words(text)
    length = min(RUN, len(theirs))
    if not length:
        return False
    runs = {tuple(ours[at : at + length]) for at in range(len(ours) - length + 1)}
    return any(tuple(theirs[at : at + length]) in runs for at in range(len(theirs) - length + 1))


def said_by_others(
    nugget: Nugget, before: Iterable[Revision], consents: Iterable[Consent]
) -> frozenset[tuple[MemberRef, str]]:
    """Give what others said that it tells, told before, or asked them about, whatever they answered.

    Of words that were taken back nothing is kept, so they are not among these.
    """
    fields = [nugget.fields, *(revision.fields for revision in before)]
    told = {(one.said_by, one.text) for said in fields for one in said.values() if one.said_by is not None}
    asked = {(one.member, words) for one in consents for words in one.words}
    return frozenset((member, words) for member, words in told | asked if member != nugget.author)


def borrows(told: Told, of_others: Iterable[tuple[MemberRef, str]]) -> bool:
    """Tell whether a field holds words of somebody whom it does not quote: they were not asked about it."""
    return any(member != told.said_by and holds_a_run(words, told.text) for member, words in of_others)


def quoted(nugget: Nugget) -> Mapping[MemberRef, tuple[str, ...]]:
    """Give the words of each person it quotes beside its author."""
    words: dict[MemberRef, tuple[str, ...]] = {}
    for told in nugget.fields.values():
        if told.said_by is not None and told.said_by != nugget.author:
            words[told.said_by] = (*words.get(told.said_by, ()), told.text)
    return words


def readable(nugget: Nugget, consents: Sequence[Consent], scope: Scope) -> Mapping[FieldName, Told]:
    """Give what can be read of it in a scope: nothing that quotes somebody whose yes does not reach so far."""
    agreed = {consent.member for consent in consents if consent.covers(scope)}
    return {
        name: told
        for name, told in nugget.fields.items()
        if told.said_by in {None, nugget.author} or told.said_by in agreed
    }


def held_back(nugget: Nugget, consents: Sequence[Consent], scope: Scope) -> tuple[FieldName, ...]:
    """Give what it tells and cannot be read in a scope, for want of the yes of somebody it quotes."""
    said = readable(nugget, consents, scope)
    return tuple(name for name in FieldName if nugget.says(name) and name not in said)


def contributors(nugget: Nugget, consents: Iterable[Consent], scope: Scope) -> tuple[Consent, ...]:
    """Give the consents by which it says what it says in a scope, its author's first.

    Who is not quoted any more is none of them, whatever they said yes to.
    """
    within = {nugget.author, *quoted(nugget)}
    given = [consent for consent in consents if consent.covers(scope) and consent.member in within]
    return tuple(sorted(given, key=lambda consent: (consent.part is not Part.AUTHOR, consent.asked_at)))


def _words(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [piece for word in words for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    if len(word) <= _PIECE or not _spaceless(word):
        return [word]
    return [word[at : at + _PIECE] for at in range(len(word) - _PIECE + 1)]


def _spaceless(word: str) -> bool:
    return any("\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or char >= "\u3040" for char in word)
