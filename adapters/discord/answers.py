"""Outcomes as answers to interactions: which kind of first answer each may be, and what it holds.

| outcome | command, menu | press | submit |
|---|---|---|---|
| Reply | private message | private message | private message; in place of our own "Continue" |
| ShowForm, FormErrors | modal | modal | private message that leads to the form over the saved draft |
| UpdateCard | private message | the card itself | the card it was opened from, else private message |
| Done | "Done." in private | nothing to see | closes quietly, else "Done." in private |

A modal can only be a first answer and never answers a modal. What must come later than the first answer goes into
a private message.
"""

from dataclasses import replace
from enum import IntEnum
from typing import Final

from adapters.discord import forms, limits, render
from adapters.discord.components import COMPONENTS_V2, EPHEMERAL, Json
from adapters.discord.inbound import Asked, Deed
from adapters.discord.spans import Ink
from bot.core.content import Actions, Bullets, Button, Content, Heading, Note, Paragraph, Style, content
from bot.core.forms import Step
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.text import Inline, Msg, Untrusted, t
from bot.ports.chat import Reader, Words


class Callback(IntEnum):
    """Kinds of first answer. Source: Discord's documentation, "Interaction Callback Type"."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


WAITING: Final[Json] = {"flags": EPHEMERAL}
"""The body of an answer that only says, to the one who acted, that the answer will come."""

DONE: Final = t("Done.")
UNKNOWN: Final = t(
    "I don't know this button or command. It may be from an older version of me: /help lists what I can do."
)
NOT_SHOWN: Final = t("That was done, but I could not show you the answer. /waiting shows how things stand.")


def first(outcome: Outcome, asked: Asked, reader: Reader, words: Words) -> Json:
    """Give the first answer to an interaction."""
    match outcome:
        case Suggestions():
            return _choices(outcome, reader, words)
        case _ if asked.deed is Deed.COMPLETION:
            return {"type": Callback.CHOICES, "data": {"choices": []}}
        case ShowForm(step) if _may_open(asked, step):
            return {"type": Callback.MODAL, "data": forms.modal(step, _ink(reader, words), asked.home)}
        case FormErrors(errors, step) if _may_open(asked, replace(step, errors=errors)):
            modal = forms.modal(replace(step, errors=errors), _ink(reader, words), asked.home)
            return {"type": Callback.MODAL, "data": modal}
        case UpdateCard() if asked.on_message:
            # Readings and the note are told beside the card, which others may see (see `beside`).
            data = render.message(outcome.content, _page(asked, reader, words), private=False)
            return {"type": Callback.UPDATE, "data": data}
        case Done() if asked.on_message and not asked.on_step and not asked.readings:
            return {"type": Callback.DEFERRED_UPDATE}
        case _:
            kind = Callback.UPDATE if asked.deed is Deed.SUBMIT and asked.on_step else Callback.MESSAGE
            data = private(outcome, asked, reader, words)
            return {"type": kind, "data": changed(data) if kind is Callback.UPDATE else data}


def private(outcome: Outcome, asked: Asked, reader: Reader, words: Words) -> Json:
    """Give the body of a private message that tells the outcome, whatever it is."""
    page, readings = _page(asked, reader, words), [reading.said() for reading in asked.readings]
    return render.message(_shown(outcome), page, private=True, extra=readings)


def changed(body: Json) -> Json:
    """Give a message's body as the change of one that is there: what it is to whom cannot be changed."""
    return body | {"flags": COMPONENTS_V2}


def beside(outcome: Outcome, asked: Asked, reader: Reader, words: Words) -> Json | None:
    """Give what is told in a second, private message where the answer was the card: its note, how dates were read."""
    if not isinstance(outcome, UpdateCard) or not asked.on_message:
        return None
    said = [*([outcome.note] if outcome.note else ()), *(reading.said() for reading in asked.readings)]
    if not said:
        return None
    return render.message(content(said[0], *map(Paragraph, said[1:])), _page(asked, reader, words), private=True)


def plainly(outcome: Outcome, asked: Asked, reader: Reader, words: Words) -> Json:
    """Give the fewest words that tell the outcome, for when Discord refused to show it in full."""
    shown = _shown(outcome) if isinstance(outcome, Reply | UpdateCard) else content(NOT_SHOWN)
    return render.fallback(shown, _page(asked, reader, words), private=True)


def refusal(text: Msg, locale: str, words: Words, *, completing: bool = False) -> Json:
    """Answer an interaction that never reaches the core."""
    if completing:
        return {"type": Callback.CHOICES, "data": {"choices": []}}
    reader = Reader(locale or "en")
    page = render.Page(words(reader.locale), reader)
    return {"type": Callback.MESSAGE, "data": render.message(content(text), page, private=True)}


def _may_open(asked: Asked, step: Step) -> bool:
    """Tell whether a modal may answer, and shows all there is to say (or it was said in the message before)."""
    return asked.deed is not Deed.SUBMIT and (forms.fits(step) or asked.on_step)


def _shown(outcome: Outcome) -> Content:
    match outcome:
        case Reply(shown):
            return shown
        case UpdateCard():
            return outcome.whole
        case ShowForm(step):
            return _leading_to(step, t("Continue"))
        case FormErrors(errors, step):
            return _leading_to(replace(step, errors=errors), t("Fix it"))
        case Suggestions() | Done():
            return content(DONE)


def _leading_to(step: Step, label: Msg) -> Content:
    """Make the message that leads to a form: what is wrong so far, what the section is about, and the button."""
    opening = t("Open the form") if step.number == 1 and not step.errors else label
    blocks: list[Heading | Paragraph | Bullets | Note | Actions] = [Heading(step.title)]
    if step.errors:
        blocks.append(Paragraph(t("Something needs another look. What you typed is kept.")))
        blocks.append(Bullets(_wrong(step)))
    elif step.count > 1 and step.number > 1:
        progress = t(
            "Part {number} of {count} comes next. What you sent so far is kept.", number=step.number, count=step.count
        )
        blocks.append(Paragraph(progress))
    if step.section.intro is not None:
        blocks.append(Paragraph(step.section.intro))
    blocks.append(Actions((Button(opening, step.token, Style.PRIMARY),)))
    return Content(step.title, tuple(blocks))


def _wrong(step: Step) -> tuple[Inline, ...]:
    labels = {item.name: item.label for item in step.section.inputs}
    return tuple(
        t("{label}: {error}", label=labels[name], error=error) if name in labels else error
        for name, error in step.errors.items()
    )


def _choices(outcome: Suggestions, reader: Reader, words: Words) -> Json:
    ink = _ink(reader, words)
    choices = [
        {"name": ink.plain(option.label, limits.OPTION) or option.value, "value": option.value}
        for option in outcome.options[: limits.CHOICES]
        if len(option.value) <= limits.OPTION
    ]
    return {"type": Callback.CHOICES, "data": {"choices": choices}}


def _ink(reader: Reader, words: Words) -> Ink:
    return Ink(words(reader.locale), reader)


def _page(asked: Asked, reader: Reader, words: Words) -> render.Page:
    return render.Page(words(reader.locale), reader, asked.home, guild=asked.inbound.community.id)


def matched(typed: str, outcome: Outcome, reader: Reader, words: Words) -> tuple[str, Inline] | None:
    """Find the one suggestion that the typed text means: by value, by name, or as the only one there is."""
    if not isinstance(outcome, Suggestions):
        return None
    ink = _ink(reader, words)
    named = [(option, ink.plain(option.label, limits.OPTION)) for option in outcome.options]
    wanted = ink.plain(Untrusted(typed), limits.OPTION).casefold()
    exact = [option for option, name in named if typed == option.value or name.casefold() == wanted]
    found = exact[0] if exact else named[0][0] if len(named) == 1 else None
    return None if found is None else (found.value, found.label)
