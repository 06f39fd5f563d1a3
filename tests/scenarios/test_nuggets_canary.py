"""Whose words these are decides who reads them: a marker in each person's words is looked for wherever it might be."""

import unicodedata
from dataclasses import replace
from functools import partial

import pytest

from bot.domain.nuggets.nugget import Told as Quotation
from bot.domain.nuggets.words import FieldName
from bot.ports.store import UnitOfWork
from tests.features.test_forgetting import places_that_hold
from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, joins, opens_pod, reference
from tests.scenarios.test_pods_canary import all_logs

AMINA, BINTOU = "Zanzibar47", "Lusaka83"
CHANGE = f"We moved the {AMINA} rub from the wall to every bed in our ward in March."
CAME_OF_IT = f"As a result, infections with {BINTOU} fell from 9 to 3 a month."


async def quotes(stage: Stage, author: Actor, other: Actor, text: str) -> str:
    """Let an author's draft quote somebody, whatever the drafter would take; gives its id."""

    def quote(uow: UnitOfWork) -> str:
        [draft] = [nugget for nugget in uow.nuggets.naming(author.ref) if nugget.fields]
        quoted = Quotation(text, other.ref, None)
        uow.nuggets.save(replace(draft, fields={**draft.fields, FieldName.OUTCOME: quoted}))
        return draft.id

    return await stage.bot.storage.write(quote, [stage.community]).result


async def shown(actor: Actor, ref: str) -> str:
    """Give what somebody is shown of a nugget, and finds of it."""
    seen = []
    await actor.uses("/nugget show", nugget=ref)
    seen.append(actor.last_read())
    for command in ("/nugget list", "/nugget mine", "/find", "/waiting", "/consent list"):
        await actor.uses(command)
        seen.append(actor.last_read())
    return "\n".join(seen)


async def found(actor: Actor, words: str) -> bool:
    """Tell whether somebody finds anything by these words."""
    await actor.uses("/find", words=words)
    return "1 found." in actor.last_read()


async def tables(stage: Stage, words: str) -> list[str]:
    """Name the tables in which these words stand."""
    return await stage.bot.storage.read(partial(places_that_hold, words=words))


async def shares(author: Actor, ref: str) -> None:
    """Let an author ask that everybody here may read it, and say no more than it says."""
    await author.uses("/nugget share", nugget=ref)
    await author.fills({"scope": "community"})
    for _ in range(4):
        await author.uses("/nugget skip", nugget=ref)


async def test_s40_each_persons_words_are_where_they_let_them_be_and_then_nowhere(
    reading_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage = reading_stage
    pod = await opens_pod(stage)
    amina, bintou, chandra = await joins(pod, "Amina", "Bintou", "Chandra")
    carol = await stage.person("Carol")
    with all_logs(caplog) as lines:
        await amina.says(pod.room, CHANGE)
        await bintou.says(pod.room, CAME_OF_IT, under=CHANGE)
        await amina.reacts("🌱", on=CHANGE)
        await quotes(stage, amina, bintou, CAME_OF_IT)
        ref = reference("N", amina.reads())
        assert AMINA not in await shown(chandra, ref)

        await amina.uses("/nugget show", nugget=ref)
        await amina.presses("Yes, with my name")
        seen = await shown(chandra, ref)
        assert AMINA in seen
        assert BINTOU not in seen
        assert not await found(chandra, BINTOU)

        await bintou.presses("Yes, with my name")
        assert BINTOU in await shown(chandra, ref)
        assert await found(chandra, BINTOU)
        assert stage.readers_of(AMINA) == stage.readers_of(BINTOU) == {"Amina", "Bintou", "Chandra", "Joao"}

        await shares(amina, ref)
        assert BINTOU not in await shown(pod.steward, ref)
        await bintou.presses("Yes, with my name")
        for reviewer, yes in ((pod.facilitator, "Yes, pass it on to the stewards"), (pod.steward, "Yes, publish")):
            await reviewer.uses("/review publish", nugget=ref)
            await reviewer.presses(yes)
        assert "Carol" not in stage.readers_of(AMINA) | stage.readers_of(BINTOU)
        seen = await shown(carol, ref)
        assert AMINA in seen
        assert BINTOU in seen

        await bintou.uses("/consent list")
        await bintou.presses("Show")
        await bintou.presses("Take it back")
        everybody = (amina, bintou, chandra, carol, pod.facilitator, pod.steward)
        for reader in everybody:
            assert BINTOU not in await shown(reader, ref), reader.name
            assert not await found(reader, BINTOU)
        assert await tables(stage, BINTOU) == []

        await amina.uses("/nugget withdraw", nugget=ref)
        for reader in everybody:
            assert AMINA not in await shown(reader, ref), reader.name
        assert await tables(stage, AMINA) == []

    assert [line for line in lines if AMINA in line or BINTOU in line] == []


NAME, HOUSE, PHONE = "Quetzalina", "Zumbrota", "+254 712 345 678"
TELLS = f"At {HOUSE} Trust we, {NAME} and two nurses, moved the rub from the wall to every bed in March. Call {PHONE}."
PRAISES = f"As a result of what @{NAME} did at ZUMBROTA trust infections fell; thank you, quétzalina!"


def plain(text: str) -> str:
    """Give a text as somebody reads it who looks for a name, with whatever accents and capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()


async def test_s40_who_would_not_be_named_is_in_nothing_that_anybody_else_is_shown(reading_stage: Stage) -> None:
    stage = reading_stage
    pod = await opens_pod(stage)
    author, bintou, chandra = await joins(pod, NAME, "Bintou", "Chandra")
    carol = await stage.person("Carol")
    await author.uses("/profile edit")
    await fills_all(author, {"organisation": f"{HOUSE} Trust"})
    await author.says(pod.room, TELLS)
    await bintou.says(pod.room, PRAISES, under=TELLS)
    link = author.message_link(TELLS)
    await author.uses_shortcut("Save as change nugget", on=TELLS)
    await quotes(stage, author, bintou, PRAISES)
    ref = reference("N", author.reads())
    await author.uses("/nugget show", nugget=ref)
    await author.presses("Yes, without a name")
    await bintou.uses("/consent list")
    await bintou.presses("Show")
    await bintou.presses("Yes, with my name")

    secrets = {plain(one) for one in (NAME, HOUSE, PHONE, PHONE.replace(" ", ""), link, str(author.ref.user))}
    others = (bintou, chandra, pod.facilitator)
    for reader in others:
        seen = plain(await shown(reader, ref))
        assert "from the wall to every bed" in seen, reader.name
        assert [one for one in secrets if one in seen] == [], (reader.name, seen)
        assert not await found(reader, NAME)
        assert not await found(reader, HOUSE)

    await shares(author, ref)
    await bintou.uses("/consent list")
    await bintou.presses("Show")
    await bintou.presses("Yes, with my name")
    for reviewer, yes in ((pod.facilitator, "Yes, pass it on to the stewards"), (pod.steward, "Yes, publish")):
        await reviewer.uses("/waiting")
        assert [one for one in secrets if one in plain(reviewer.last_read())] == [], reviewer.name
        await reviewer.uses("/review publish", nugget=ref)
        await reviewer.presses(yes)
    await stage.later(days=40)
    for reader in (*others, carol, pod.steward):
        seen = plain(await shown(reader, ref))
        assert [one for one in secrets if one in seen] == [], (reader.name, seen)
        await reader.uses("/nugget history", nugget=ref)
        assert [one for one in secrets if one in plain(reader.last_read())] == [], reader.name
    told = [line for line in plain(chandra.reads()).splitlines() if "nugget" in line]
    assert told
    assert [line for line in told for one in secrets if one in line] == []
    for table in ("nuggets", "knowledge", "knowledge_items", "revisions", "adoptions"):
        assert table not in await tables(stage, NAME), table
