"""``/find``: words in, items out, with a way to open each, to leaf, to sort and to narrow down."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.content import Actions, Content, Menu
from bot.core.inbound import ActionPressed
from bot.core.outcome import Reply
from bot.core.text import t
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.knowledge.item import Facet, KnowledgeItem, Order
from bot.domain.knowledge.normalising import words as normal
from bot.features import find
from bot.features.find.asking import Question, mark_of, read
from bot.ports.context import Reading
from bot.ports.feature import Asked, Feature, Kind, Offer, Query
from bot.ports.known import KNOWLEDGE, listed
from bot.ports.store import UnitOfWork
from tests.features.plain import words
from tests.features.world import Person, World, a_world
from tests.storage.nouns import NOW, an_item

SHELF: Kind[str] = Kind("N", "item", t("An item"), lambda _store, item_id: item_id, lambda typed, _reading: typed)


def _open(item_id: str, _asked: Asked, reading: Reading) -> Reply:
    item = reading.store.knowledge.get(reading.viewer, item_id)
    assert item is not None
    knowledge, title = reading.store.knowledge, t("Opened")
    hits = [*knowledge.related(reading.viewer, item_id, limit=3), *knowledge.like(reading.viewer, item.text, limit=3)]
    return Reply(Content(title, tuple(listed(hits, reading))))


OPENS = Feature(
    name="shelf",
    kinds=[SHELF],
    queries=[Query(name="shelf.open", may=lambda viewer, _item: viewer.member is not None, on=SHELF, run=_open)],
    offers=[Offer(KNOWLEDGE, t("Open"), "shelf.open")],
)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with a_world((find.FEATURE, OPENS)) as there:
        yield there


async def put(world: World, *items: KnowledgeItem) -> None:
    def work(uow: UnitOfWork) -> None:
        for item in items:
            uow.knowledge.put(item)

    await world.bot.storage.write(work, [world.community]).result


def item_of(world: World, title: str, text: str = "", **more: Any) -> KnowledgeItem:
    return an_item(title, text, **{"community": world.community, **more})


def menu(person: Person) -> Menu:
    blocks = [block for block in person.answers[-1].blocks if isinstance(block, Actions)]
    return next(item for block in blocks for item in block.items if isinstance(item, Menu))


def options(person: Person) -> dict[str, str]:
    return {words(option.label): option.value for option in menu(person).options}


async def chooses(person: Person, label: str) -> str:
    inbound = ActionPressed(
        key=person.world.key(),
        community=person.ref.community,
        at=person.world.clock.now(),
        actor=person.ref,
        token=Token.parse(str(menu(person).token)),
        value=options(person)[label],
    )
    return await person._does(inbound)


async def test_what_is_found_says_what_it_is_and_opens(world: World) -> None:
    amina = await world.person("Amina")
    told = {"level": "facility", "result": "failure", "country": "Kenya", "adoptions": 2}
    await put(world, item_of(world, "Soap at taps", "We put soap beside every tap.", **told), item_of(world, "Ash"))
    said = await amina.uses("/find", words="SOAP")
    for part in ("Soap at taps", "change nugget", "it did not work", "facility", "Kenya", "tried by 2", "We put soap"):
        assert part in said
    assert "1 found." in said
    assert "Ash" not in said
    assert amina.labels() == ["Open"]
    await amina.presses("Open")
    assert words(amina.answers[-1].summary) == "Opened"


async def test_without_words_the_newest_stand_first(world: World) -> None:
    amina = await world.person("Amina")
    await put(world, item_of(world, "Old", adoptions=5), item_of(world, "New", published_at=NOW + timedelta(days=1)))
    said = await amina.uses("/find")
    assert said.index("New") < said.index("Old")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("chlorine", "I found nothing that you can read. Try fewer words"),
        ("\U0001f9fc", "I look for words, and found none"),
        ("+-*", "I look for words, and found none"),
        ("", "Nothing has been gathered yet"),
    ],
)
async def test_where_nothing_is_found_the_answer_says_what_to_do(world: World, typed: str, answer: str) -> None:
    amina = await world.person("Amina")
    assert answer in await amina.uses("/find", words=typed)


async def test_nothing_found_and_nothing_to_read_are_told_alike(world: World) -> None:
    amina = await world.person("Amina")
    before = await amina.uses("/find", words="canary")
    await put(world, item_of(world, "canary", scope=Scope.POD, pod="P-" + "0" * 26))
    assert await amina.uses("/find", words="canary") == before


async def test_pages_and_choices_go_on_with_the_question_and_can_be_taken_back(world: World) -> None:
    amina = await world.person("Amina")
    items = [
        item_of(world, f"Médicaments {at}", "مياه", level="district" if at % 2 else "facility", adoptions=at)
        for at in range(6)
    ]
    await put(world, *items)
    assert "6 found." in await amina.uses("/find", words="médicaments مياه")
    assert set(options(amina)) >= {"Newest first", "Most often tried first", "Level: facility (3)"}
    assert "Médicaments 1" in await amina.presses("More")
    said = await chooses(amina, "Level: district (3)")
    assert "3 found." in said
    assert "Médicaments 5" in said
    assert "Médicaments 4" not in said
    assert "6 found." in await amina.presses("Without Level: district")
    said = await chooses(amina, "Most often tried first")
    assert said.index("Médicaments 5") < said.index("Médicaments 4")


async def test_a_question_that_no_button_can_hold_is_answered_all_the_same(world: World) -> None:
    amina = await world.person("Amina")
    await put(world, *(item_of(world, f"Soap {at}") for at in range(6)))
    said = await amina.uses("/find", words="soap " + " ".join(f"soap{at}" for at in range(1, 40)) + " soap")
    assert "fewer words" in said


async def test_a_choice_that_is_there_no_more_is_no_choice(world: World) -> None:
    amina = await world.person("Amina")
    await put(world, item_of(world, "Soap", level="facility"), item_of(world, "Soap too", level="district"))
    token = Question("soap", {Facet.LEVEL: mark_of("national")}).token()
    assert token is not None
    assert "2 found." in await amina.presses_token(token)


@pytest.mark.parametrize("extra", ["", "x", "b0", "b0..", "z9.t0000.a", "b0..-9", "b0.l.", "b999.lffff.a_b"])
async def test_a_made_up_button_is_a_question_like_any_other(world: World, extra: str) -> None:
    amina = await world.person("Amina")
    assert "nothing" in (await amina.presses_token(Token("find.again", "", extra))).lower()


@given(
    some.text(max_size=30),
    some.dictionaries(some.sampled_from(Facet), some.text(max_size=9).map(mark_of)),
    some.sampled_from(Order),
    some.integers(0, 999),
)
def test_a_button_remembers_the_question(typed: str, marks: dict[Facet, str], order: Order, page: int) -> None:
    token = Question(typed, marks, order, page).token()
    if token is None:
        return
    back = read(Token.parse(str(token)).extra)
    assert (normal(back.words), back.marks, back.order, back.page) == (normal(typed), marks, order, page)


async def test_s12_suggestions_and_what_is_related_are_of_what_the_reader_may_read(world: World) -> None:
    amina = await world.person("Amina")
    open_one = item_of(world, "Soap at taps", "nurses put soap at taps")
    await put(
        world,
        open_one,
        item_of(world, "Soap beside taps", "soap taps nurses"),
        item_of(world, "Canary soap", "soap taps nurses", scope=Scope.POD, pod="P-" + "0" * 26),
    )
    said = await amina.presses_token(Token("shelf.open", open_one.id))
    assert "Soap beside taps" in said
    assert "Canary" not in said
