"""No translation is longer than the narrowest platform shows."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.commands import payloads
from adapters.slack.limits import SHORTCUT_NAME
from bot.app.catalogue import Catalogue
from bot.bootstrap.features import FEATURES
from bot.core.commands import DESCRIPTION_LIMIT
from bot.core.content import BUTTON_LABEL_LIMIT, OPTION_LABEL_LIMIT
from bot.core.forms import HINT_LIMIT, LABEL_LIMIT, TITLE_LIMIT, Choice, Choices, FormValues, MemberInput, Step
from bot.core.text import Inline, Msg, Words, runs
from bot.core.tokens import Token
from bot.locales import words
from tests.features.plain import pressable
from tests.features.pods.steps import OpenPod, open_pod, propose
from tests.features.world import Person, a_world
from tests.locales.seats import SUBMIT_LIMIT, seats


def length(text: Inline, language: str) -> int:
    """Measure our own words in a language; what people typed is shortened where it is shown."""
    return sum(len(run.leaf.value) for run in runs(text, words(language)) if isinstance(run.leaf, Words))


def too_long(pairs: list[tuple[Msg, int]], language: str) -> list[str]:
    """Name the texts that are over their limit in a language."""
    return [f"{length(text, language)} > {limit}: {text.id}" for text, limit in pairs if length(text, language) > limit]


def test_every_command_fits_the_menus(language: str) -> None:
    menus = Catalogue(FEATURES).menus
    helps = [(text, DESCRIPTION_LIMIT) for spec in menus.commands for text in (spec.description, *_said_of(spec))]
    labels = [(shortcut.label, SHORTCUT_NAME) for shortcut in menus.shortcuts]

    assert len(helps) > 100
    assert too_long(helps + labels, language) == []


def _said_of(spec: object) -> tuple[Msg, ...]:
    return tuple(param.description for param in getattr(spec, "params", ()))


def test_discord_takes_all_commands_in_all_languages_at_once() -> None:
    commands = payloads(Catalogue(FEATURES).menus, words)
    subcommands = [option for command in commands for option in command["options"] if option["type"] == 1]

    assert len(subcommands) > 50
    assert all(option["description_localizations"]["fr"] for option in subcommands)
    assert not any("…" in option["description_localizations"]["fr"] for option in subcommands)


def test_every_text_whose_place_the_source_tells_fits_there(language: str) -> None:
    found = seats()
    over = [
        f"{seat.where}: {len(said)} > {seat.limit}: {said}"
        for seat in found
        for said in _forms(seat.texts, language)
        if len(said) > seat.limit
    ]

    assert over == []


def _forms(texts: tuple[str, ...], language: str) -> set[str]:
    """Give a text in a language, in every form that a number can give it."""
    translator = words(language)
    if len(texts) == 1:
        return {translator.gettext(texts[0])}
    return {translator.ngettext(texts[0], texts[1], count) for count in range(200)}


def test_the_source_tells_the_place_of_most_texts() -> None:
    found = seats()
    kinds = {seat.where.split()[-1] for seat in found}

    assert len(found) > 250
    assert kinds >= {"Button", "button", "Form", "Option", "Param", "Kind", "Part", "Refusal"}
    assert kinds >= {"Action", "Submit", "Query", "TextInput", "Choice", "DateInput", "MemberInput", "SearchInput"}
    assert kinds >= {"line", "paragraph", "text", "yes_or_no", "reason", "reason_form", "person_form"}
    assert [seat for seat in found if not seat.texts or any(len(text) > seat.limit for text in seat.texts)] == []


class Open:
    """A pod with people at every point of its gate, and the objects on which forms open."""

    def __init__(self, pod: OpenPod, people: list[Person], objects: dict[str, list[str]]) -> None:
        self.pod, self.people, self.objects = pod, people, objects


@pytest.fixture
async def here() -> AsyncIterator[Open]:
    """Give a community in which every form of every feature can be opened by somebody."""
    async with a_world(FEATURES) as world:
        pod = await open_pod(world, questions="Where do you work?\nWhat do you hope for?\nSince when?\nWhy?\nHow?")
        amina, ben, chandra = [await world.person(name) for name in ("Amina", "Ben", "Chandra")]
        for asker in (amina, ben):
            await pod.asks(asker)
            await asker.fills(**{f"answer_{number}": "Here" for number in range(1, 6)})
        asked, more = (await pod.request(amina)).id, (await pod.request(ben)).id
        await pod.facilitator.uses("/request ask", request=more, question="For how long?")
        await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(chandra.ref))
        await pod.facilitator.uses("/pod support", pod=pod.id, kind="meeting", text="Help")
        supports = await world.bot.storage.read(lambda uow: uow.support.open_in(world.community))
        proposed = await propose(world, pod.facilitator, "Patient flow")
        people = [pod.facilitator, pod.steward, amina, ben, chandra, await world.person("Devi")]
        objects = {
            "P": [pod.id, proposed],
            "R": [asked, more, (await pod.request(chandra)).id],
            "S": list(supports),
            "": [""],
        }
        yield Open(pod, people, objects)


async def steps_of(person: Person, token: Token) -> list[Step]:
    """Open a form and go through it to its last section, which is not sent."""
    await person.presses_token(token)
    found: list[Step] = []
    while person.form is not None:
        found.append(person.form)
        if person.form.number == person.form.count:
            break
        await person.fills(**_something(person.form))
        assert person.errors == {}, (token, person.errors)
    person.form = None
    return found


def _something(step: Step) -> FormValues:
    empty = [item for item in step.section.inputs if item.required and not getattr(item, "initial", "")]
    return {
        item.name: item.options[0].value if isinstance(item, Choice) else f"Something for {item.name}"
        for item in empty
        if not isinstance(item, Choices | MemberInput)
    }


def _placed(step: Step) -> list[tuple[Msg, int]]:
    placed = [(step.title, TITLE_LIMIT), (step.submit, SUBMIT_LIMIT)]
    for item in step.section.inputs:
        placed.append((item.label, LABEL_LIMIT))
        placed.extend([(item.hint, HINT_LIMIT)] if item.hint else [])
        if isinstance(item, Choice | Choices):
            placed.extend(
                (option.label, OPTION_LABEL_LIMIT) for option in item.options if isinstance(option.label, Msg)
            )
    return placed


async def test_every_form_of_every_feature_fits(here: Open, language: str) -> None:
    ways = [way for feature in FEATURES for way in feature.submits]
    never_opened = []
    placed: list[tuple[Msg, int]] = []
    for way in ways:
        letter = way.on.letter if way.on else ""
        steps = [
            step
            for object_id in here.objects[letter]
            for person in here.people
            for step in await steps_of(person, Token(way.name, object_id))
        ]
        placed.extend(pair for step in steps for pair in _placed(step))
        if not steps:
            never_opened.append(way.name)

    assert never_opened == []
    assert too_long(placed, language) == []


async def test_every_button_in_sight_fits(here: Open, language: str) -> None:
    for person in here.people:
        for command in ("/waiting", "/pod list", "/pod mine", "/profile show", "/help"):
            await person.uses(command)
        await person.uses("/pod show", pod=here.pod.id)
    sent = [content for _, content in here.pod.world.platform.messages.values()]
    answered = [content for person in here.people for content in person.answers]
    labels = {button.label for content in (*sent, *answered) for button in pressable(content)}

    assert len(labels) > 20
    assert too_long([(label, BUTTON_LABEL_LIMIT) for label in labels], language) == []
