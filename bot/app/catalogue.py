"""Everything the features declare, checked once when the bot is built."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, TypeVar

from bot.core.commands import DESCRIPTION_LIMIT, NAME_LIMIT, CommandSpec, Param
from bot.core.content import OPTIONS_LIMIT, fits
from bot.core.ids import is_kind
from bot.core.tokens import Token
from bot.ports.chat import Menus, ShortcutSpec
from bot.ports.feature import (
    Completion,
    Feature,
    Feed,
    Hears,
    Job,
    Kind,
    Listener,
    Offer,
    Shortcut,
    Submit,
    Tells,
    View,
    Way,
    Work,
)

T = TypeVar("T")

RESERVED: Final = frozenset(
    {
        "me",
        "remind",
        "shrug",
        "away",
        "active",
        "archive",
        "collapse",
        "expand",
        "feedback",
        "invite",
        "join",
        "leave",
        "mute",
        "open",
        "part",
        "rename",
        "search",
        "shortcuts",
        "status",
        "topic",
        "who",
        "dm",
        "msg",
        "feed",
        "apps",
        "dnd",
        "kick",
        "remove",
        "star",
    }
)
"""Slack's own commands; a manifest with one of them is refused whole (Discord has fewer)."""

COMMANDS_LIMIT: Final = 50
SUBCOMMANDS_LIMIT: Final = 25
PARAMS_LIMIT: Final = 25
SHORTCUTS_LIMIT: Final = 5
_LONGEST_ID: Final = "X-" + "0" * 26
_LONGEST_EXTRA: Final = "0" * 20


class CatalogueError(Exception):
    """The features' declarations do not fit together, or do not fit a platform; raised when the bot is built."""


class Catalogue:
    """The declarations, by the names under which they are looked up.

    ``address`` is where the bot is reached from outside, such as ``https://bot.example.org``; empty if it is not.
    """

    def __init__(self, features: Sequence[Feature], *, address: str = "") -> None:
        self.features = tuple(features)
        self.address = address
        self.kinds: dict[str, Kind[Any]] = _unique((k.letter, k) for f in features for k in f.kinds)
        self.ways: dict[str, Way[Any]] = _unique((w.name, w) for f in features for w in _ways(f))
        self.commands: dict[str, Way[Any]] = _unique((w.command, w) for f in features for w in _ways(f) if w.command)
        self.views: dict[str, View[Any]] = _unique((v.name, v) for f in features for v in f.views)
        self.hears: dict[str, Hears[Any]] = _unique((h.name, h) for f in features for h in f.hears)
        self.jobs: dict[str, Job[Any]] = _unique((j.name, j) for f in features for j in f.jobs)
        self.works: dict[str, Work] = _unique((w.name, w) for f in features for w in f.works)
        self.shortcuts: dict[str, Shortcut] = _unique((s.name, s) for f in features for s in f.shortcuts)
        self.completions: dict[str, Completion] = _unique((c.source, c) for f in features for c in f.completions)
        self.feeds: dict[str, Feed] = _unique((f.name, f) for feature in features for f in feature.feeds)
        self.tells: dict[str, Tells[Any]] = _unique((s.on.letter, s) for f in features for s in f.tells)
        self.home = sorted((h for f in features for h in f.home), key=lambda section: section.order)
        self.erasures = [(f.name, f.erasure) for f in features if f.erasure]
        self.listeners: dict[type, list[Listener[Any]]] = defaultdict(list)
        self.offers: dict[str, list[Offer]] = defaultdict(list)
        for feature in features:
            for listener in feature.listeners:
                self.listeners[listener.to].append(listener)
            for offer in feature.offers:
                self.offers[offer.subject].append(offer)
        for heard_by in self.listeners.values():
            heard_by.sort(key=lambda listener: listener.last)
        self._check()
        self.menus = Menus(
            commands=tuple(command_of(way) for _, way in sorted(self.commands.items())),
            shortcuts=tuple(ShortcutSpec(s.name, s.label) for s in self.shortcuts.values()),
            minding=frozenset(n for way in self.ways.values() if way.minds_door for n in (way.name, way.command) if n),
        )

    def _check(self) -> None:
        for letter in self.kinds:
            if not is_kind(letter):
                raise CatalogueError(f"a kind has one or two capital letters, not {letter!r}")
        parts: list[View[Any] | Hears[Any] | Job[Any]] = [
            *self.views.values(),
            *self.hears.values(),
            *self.jobs.values(),
        ]
        for part in parts:
            if part.on is not None:
                self._check_kind(part.name, part.on)
        for tells in self.tells.values():
            self._check_kind("what tells", tells.on)
        for way in self.ways.values():
            Token(way.name, _LONGEST_ID, _LONGEST_EXTRA)
            if way.on is not None:
                self._check_kind(way.name, way.on)
            for source in {param.completes for param in way.params} | {way.on.completes if way.on else ""}:
                if source and source not in self.completions:
                    raise CatalogueError(f"{way.name}: nothing is declared that completes from {source!r}")
            if isinstance(way, Submit) and way.creates and way.creates not in self.kinds:
                raise CatalogueError(f"{way.name} creates {way.creates!r}, a kind that no feature declares")
            if way.command:
                _check_command(way)
        for offers in self.offers.values():
            for offer in offers:
                if offer.action not in self.ways:
                    raise CatalogueError(f"{offer.action!r} is offered on {offer.subject!r} but is not declared")
        self._check_commands()
        if len(self.shortcuts) > SHORTCUTS_LIMIT:
            raise CatalogueError(f"more than {SHORTCUTS_LIMIT} message shortcuts, which is all that Discord shows")

    def _check_kind(self, name: str, kind: Kind[Any]) -> None:
        if self.kinds.get(kind.letter) is not kind:
            raise CatalogueError(f"{name}: its kind {kind.param!r} is not declared by any feature")

    def _check_commands(self) -> None:
        names = sorted(self.commands)
        for name, following in pairwise(names):
            if following.startswith(f"{name} "):
                raise CatalogueError(f"/{name} is a prefix of /{following}: Discord would make it unusable")
        bases: dict[str, int] = defaultdict(int)
        for name in names:
            bases[name.split(" ")[0]] += 1
        if len(bases) > COMMANDS_LIMIT:
            raise CatalogueError(f"more than {COMMANDS_LIMIT} commands")
        for base, count in bases.items():
            if count > SUBCOMMANDS_LIMIT:
                raise CatalogueError(f"/{base} has {count} subcommands, more than {SUBCOMMANDS_LIMIT}")
            if base in RESERVED:
                raise CatalogueError(f"/{base} is Slack's own")


def command_of(way: Way[Any]) -> CommandSpec:
    """Describe a way as a command: its object first, then its parameters."""
    params: list[Param] = []
    if way.on is not None:
        params.append(Param(way.on.param, way.on.description, required=way.on.only is None, completes=way.on.completes))
    if way.help is None:
        raise CatalogueError(f"/{way.command} says no word of help")
    return CommandSpec(way.command, way.help, (*params, *way.params))


def _check_command(way: Way[Any]) -> None:
    words = way.command.split(" ")
    if not 1 <= len(words) <= 2 or not all(
        w.isascii() and w.replace("-", "").isalnum() and w == w.lower() for w in words
    ):
        raise CatalogueError(f"a command is one or two small words, not {way.command!r}")
    spec = command_of(way)
    try:
        fits(spec.description, DESCRIPTION_LIMIT)
        for param in spec.params:
            fits(param.description, DESCRIPTION_LIMIT)
    except ValueError as wrong:
        raise CatalogueError(f"/{way.command}: {wrong}") from wrong
    if any(len(param.choices) > OPTIONS_LIMIT for param in spec.params):
        raise CatalogueError(f"/{way.command}: a parameter has more than {OPTIONS_LIMIT} choices")
    names = [param.name for param in spec.params]
    if len(set(names)) != len(names) or len(names) > PARAMS_LIMIT:
        raise CatalogueError(f"/{way.command}: parameters clash or are too many: {names}")
    if any(len(name) > NAME_LIMIT for name in (*words, *names)):
        raise CatalogueError(f"/{way.command}: a name is over {NAME_LIMIT} characters")
    needed = [param.required for param in spec.params]
    if needed != sorted(needed, reverse=True):
        raise CatalogueError(f"/{way.command}: required parameters come first")


def _ways(feature: Feature) -> Iterable[Way[Any]]:
    yield from feature.actions
    yield from feature.submits
    yield from feature.queries


def _unique(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, item in pairs:
        if name in found:
            raise CatalogueError(f"two declarations of {name!r}")
        found[name] = item
    return found
