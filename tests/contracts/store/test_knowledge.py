"""Finding: what has the words is found by those who may read it, in any script, and nothing else has any effect."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.core.ids import new_id
from bot.domain.access import Grant, Role, Scope, Viewer, audiences
from bot.domain.knowledge.item import Facet, Found, KnowledgeItem, Order, Search, may_read
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from storage.repositories.filing import Terms, terms_of
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, NOW, an_item, member, steward, viewer

READER = viewer(AMINA)
POD, OTHER_POD = new_id("P"), new_id("P")
INSIDE = viewer(AMINA, Grant(Role.POD_MEMBER, POD))

PROBES = [
    (
        "en",
        "Soap at every tap",
        "We put liquid soap beside every TAP; infections fell.",
        ["soap", "INFECTIONS", "taps"],
        ["sop"],
    ),
    (
        "fr",
        "Hygiène des mains",
        "L'équipe a formé les élèves à se laver les mains.",
        ["hygiene", "équipe", "eleves laver"],
        ["hygienne"],
    ),
    (
        "es",
        "Vacunación en la montaña",
        "Los niños llegaron a pie; la cobertura subió.",
        ["vacunacion montana", "NIÑOS", "cobertura"],
        ["vacuno"],
    ),
    (
        "pt",
        "Água potável",
        "A população recebeu água limpa após a manutenção.",
        ["agua", "populacao", "manutencao"],
        ["populares"],
    ),
    (
        "ar",
        "غسل الأيدي في المُسْتَشْفَى",
        "قلّت العدوى بعد توفير المياه والصابون ١٢ شهرًا",
        ["مستشفى", "المستشفي", "ايدي", "مياه", "12"],
        ["مدرسة"],
    ),
    ("fa", "شستن دست‌ها", "کارکنان بیمارستان آموزش دیدند", ["كاركنان", "بیمارستان"], ["مدرسه"]),
    ("hi", "हिन्दी में प्रशिक्षण", "नर्सों को क़लम और साबुन मिला", ["हिंदी", "कलम", "साबुन"], ["साबन"]),
    ("am", "የእጅ መታጠብ", "በጤና ጣቢያው፣ ሐኪሞች ውሃ አገኙ።", ["የእጅ", "ሀኪሞች", "ውሃ"], ["ትምህርት"]),
    ("sw", "Kunawa mikono", "Wauguzi walifundishwa kunawa kwa sabuni.", ["mikono", "wauguzi sabuni"], ["shule"]),
    (
        "zh",
        "医院手卫生",
        "护士在门口放置洗手液，感染减少了。",
        ["手卫生", "洗手液", "感染减少", "门"],
        ["疫苗", "手术"],
    ),
    ("ja", "手洗いの改善", "病棟でアルコール消毒を始めた。", ["手洗い", "ｱﾙｺｰﾙ", "消毒"], ["予防接種"]),
    ("th", "การล้างมือ", "พยาบาลล้างมือบ่อยขึ้น", ["ล้างมือ", "พยาบาล"], ["วัคซีน"]),
    ("ko", "손 씻기 교육", "간호사들이 비누를 사용했다", ["비누", "간호사"], ["백신"]),
    ("ru", "Мытьё рук", "Йод заменили спиртом; заражений стало меньше.", ["мытье", "ЙОД", "заражений"], ["иод"]),
    ("vi", "Rửa tay ở bệnh viện", "Nước sạch đến đúng giờ.", ["rua tay", "benh vien", "dung gio"], ["vac xin"]),
    ("tr", "İlaç dolabı", "ISI ölçümleri günlük yapıldı", ["ilac", "isi", "olcumleri"], ["asi takvimi"]),
]


async def found(
    store: SqlStorage,
    words: str = "",
    who: Viewer = READER,
    *,
    order: Order = Order.BEST,
    choices: Mapping[Facet, str] | None = None,
    limit: int = 10,
    offset: int = 0,
) -> Found:
    search = Search(words=words, order=order, choices=choices or {})
    return await store.read(lambda uow: uow.knowledge.search(who, search, limit=limit, offset=offset))


async def titles(store: SqlStorage, *args: Any, **more: Any) -> list[str]:
    return [hit.item.title for hit in (await found(store, *args, **more)).hits]


async def put(store: SqlStorage, *items: KnowledgeItem) -> None:
    def work(uow: UnitOfWork) -> None:
        for item in items:
            uow.knowledge.put(item)

    await written(store, work)


async def test_words_of_every_script_are_found_as_people_type_them_and_nothing_else_is(store: SqlStorage) -> None:
    await put(store, *(an_item(title, text, language=language) for language, title, text, _, _ in PROBES))
    for language, title, _, finds, misses in PROBES:
        for words in finds:
            assert await titles(store, words) == [title], (language, words)
        for words in misses:
            assert await titles(store, words) == [], (language, words)


async def test_an_item_is_given_back_whole_to_who_may_read_it(store: SqlStorage) -> None:
    item = an_item(
        "Soap", "At every tap", scope=Scope.POD, pod=POD, topics=("hygiene", "water"), level="facility", adoptions=3
    )
    await put(store, item)
    assert await store.read(lambda uow: uow.knowledge.get(INSIDE, item.id)) == item
    assert await store.read(lambda uow: uow.knowledge.get(READER, item.id)) is None
    assert await store.read(lambda uow: uow.knowledge.get(INSIDE, new_id("N"))) is None


ALL_SCOPES = [
    an_item("soap in the pod", scope=Scope.POD, pod=POD),
    an_item("soap in another pod", scope=Scope.POD, pod=OTHER_POD),
    an_item("soap in the community", pod=POD),
    an_item("soap in the network", scope=Scope.NETWORK, pod=OTHER_POD),
    an_item("soap for anybody", scope=Scope.PUBLIC),
    an_item("soap elsewhere", community=ELSEWHERE),
    an_item("soap in a pod elsewhere", community=ELSEWHERE, scope=Scope.POD, pod=POD),
    an_item("soap from elsewhere", community=ELSEWHERE, scope=Scope.NETWORK),
]
WIDE = {"soap in the network", "soap for anybody", "soap from elsewhere"}


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        pytest.param(READER, WIDE | {"soap in the community"}, id="a member"),
        pytest.param(INSIDE, WIDE | {"soap in the community", "soap in the pod"}, id="in the pod"),
        pytest.param(
            viewer(AMINA, Grant(Role.FACILITATOR, POD)),
            WIDE | {"soap in the community", "soap in the pod"},
            id="facilitates",
        ),
        pytest.param(steward(JOAO), WIDE | {"soap in the community"}, id="a steward is in no pod"),
        pytest.param(viewer(AMINA, guest=True), {"soap for anybody"}, id="a guest"),
        pytest.param(
            viewer(AMINA, Grant(Role.POD_MEMBER, POD), guest=True),
            {"soap for anybody", "soap in the pod"},
            id="a guest in the pod",
        ),
        pytest.param(
            Viewer(HERE, None, frozenset({Grant(Role.POD_MEMBER, POD)})),
            WIDE | {"soap in the community", "soap in the pod"},
            id="the pod's room",
        ),
        pytest.param(
            viewer(member("x", ELSEWHERE), Grant(Role.POD_MEMBER, OTHER_POD)),
            WIDE | {"soap elsewhere"},
            id="elsewhere, with a role in a pod of ours",
        ),
    ],
)
async def test_everybody_finds_what_the_scope_lets_them_read(store: SqlStorage, who: Viewer, reads: set[str]) -> None:
    await put(store, *ALL_SCOPES)
    for words in ("soap", ""):
        all_found = await found(store, words, who)
        assert {hit.item.title for hit in all_found.hits} == reads
        assert all_found.count == len(reads)
        assert sum(all_found.facets[Facet.KIND].values()) == len(reads)
    assert {item.title for item in ALL_SCOPES if may_read(who, item)} == reads


SECRETS = [
    an_item("Soap beside taps", "canary soap taps nurses wards", scope=Scope.POD, pod=POD, topics=("canary",)),
    an_item("Soap", "canary", community=ELSEWHERE, level="canary"),
    *(an_item("Nurses", f"soap nurses wards taps {at}", scope=Scope.POD, pod=OTHER_POD) for at in range(30)),
]
OPEN = [
    an_item("Soap at taps", "nurses put soap beside taps", adoptions=2, topics=("water",), level="facility"),
    an_item("Taps", "wards have soap and nurses", published_at=NOW + timedelta(days=1)),
    an_item("Wards", "nurses", published_at=NOW - timedelta(days=1)),
]


async def _everything_told(store: SqlStorage, who: Viewer) -> list[object]:
    def ask(uow: UnitOfWork) -> list[object]:
        know = uow.knowledge
        told: list[object] = [
            know.search(who, Search(words=words, order=order, choices=choices), limit=10)
            for words in ("", "soap", "canary", "soap taps", "nurses wards taps", "soa", "and", "canary soap")
            for order in Order
            for choices in ({}, {Facet.LEVEL: "facility"}, {Facet.TOPIC: "canary"}, {Facet.LEVEL: "canary"})
        ]
        told += [know.like(who, words, limit=5) for words in ("nurses put soap at taps", "canary soap taps")]
        told += [know.related(who, item.id, limit=5) for item in (*OPEN, *SECRETS)]
        return told

    return await store.read(ask)


async def test_s12_what_nobody_may_read_changes_no_hit_count_order_snippet_or_suggestion(store: SqlStorage) -> None:
    await put(store, *OPEN)
    before = await _everything_told(store, READER)
    await put(store, *SECRETS)
    assert await _everything_told(store, READER) == before
    assert "canary" not in repr(before)
    assert await _everything_told(store, INSIDE) != before


def test_s12_a_search_looks_up_no_list_in_which_anything_hidden_stands() -> None:
    readable, hidden = an_item("Soap"), an_item("Soap", scope=Scope.POD, pod=POD)
    terms = Terms(audiences(READER))
    asked = {*terms.word("soap"), *terms.all()}
    assert asked & set(terms_of(readable, ["soap"], ["soap"]))
    assert not asked & set(terms_of(hidden, ["soap"], ["soap"]))


async def test_s14_what_is_moved_or_dropped_is_out_of_the_index_in_the_same_transaction(store: SqlStorage) -> None:
    item = an_item("Soap", "at taps", topics=("water",), adoptions=1)

    def move(uow: UnitOfWork) -> tuple[Found, Found]:
        def seen() -> Found:
            return uow.knowledge.search(READER, Search(words="soap"), limit=5)

        uow.knowledge.put(item)
        before = seen()
        uow.knowledge.put(replace(item, scope=Scope.POD, pod=POD))
        return before, seen()

    before, after = await written(store, move)
    assert (before.count, after.count) == (1, 0)
    assert await titles(store, "soap", INSIDE) == ["Soap"]
    await put(store, replace(item, title="Ash", text="at doors"))
    assert await titles(store, "soap", INSIDE) == await titles(store, "taps", INSIDE) == []
    assert await titles(store, "ash") == ["Ash"]
    await written(store, lambda uow: uow.knowledge.drop(item.id))
    await written(store, lambda uow: uow.knowledge.drop(item.id))
    for words in ("ash", "soap", ""):
        for order in Order:
            assert await found(store, words, INSIDE, order=order) == Found(facets={facet: {} for facet in Facet})


async def test_s17_what_is_like_a_hidden_item_is_not_told_and_no_snippet_quotes_one(store: SqlStorage) -> None:
    hidden = an_item("Soap at taps", "soap taps canary", scope=Scope.POD, pod=POD)
    alike = an_item("Soap beside taps", "soap taps")
    await put(store, hidden, alike)

    def related(uow: UnitOfWork) -> list[list[str]]:
        know = uow.knowledge
        hits = (know.related(READER, hidden.id, limit=3), know.related(READER, alike.id, limit=3))
        return [[hit.item.id for hit in some] for some in (*hits, know.like(READER, "soap taps canary", limit=3))]

    assert await store.read(related) == [[], [], [alike.id]]


async def test_s18_an_item_of_one_community_is_in_no_pod_of_another(store: SqlStorage) -> None:
    await put(store, an_item("Soap", community=ELSEWHERE, scope=Scope.POD, pod=POD))
    assert await titles(store, "soap", INSIDE) == []


SIGNS = (
    *(
        '"',
        "*",
        "(",
        "-soap",
        "^soap",
        "soap*",
        "soap AND",
        "NOT soap",
        "OR",
        "NEAR(soap, taps)",
        "'; DROP TABLE x; --",
    ),
    *("c++", "col:x", "title: soap", "terms:soap", "soap & !", "soap:*", "soap \\' | taps", "{0.__class__}", "%_", "_"),
    *("", "   ", "\0", "soap\0", "\ud800", "soap \ud800", "\U0001f9fc", "soap " * 10_000, "a" * 50_000, "a " * 25_000),
)


async def test_s32_signs_in_a_question_mean_nothing(store: SqlStorage) -> None:
    await put(store, an_item("Soap", "at taps"), an_item("Ash"))
    for words in SIGNS:
        asked = await titles(store, words)
        if "soap" in words:
            assert asked == ["Soap"], words[:40]
        elif not words.strip():
            assert asked == ["Ash", "Soap"]
        else:
            assert asked == [], words[:40]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=some.text(max_size=60), order=some.sampled_from(Order), level=some.text(max_size=5))
async def test_s32_any_text_is_a_question_and_finds_nothing_hidden(
    full: SqlStorage, words: str, order: Order, level: str
) -> None:
    by_words = await found(full, words, order=order)
    by_choice = await found(full, words, order=order, choices={Facet.LEVEL: level})
    alike = await full.read(lambda uow: uow.knowledge.like(READER, words, limit=5))
    assert all(may_read(READER, hit.item) for hit in (*by_words.hits, *by_choice.hits, *alike))


@pytest.fixture
async def full(store: SqlStorage) -> SqlStorage:
    await put(store, *OPEN, *SECRETS, *(an_item(title, text) for _, title, text, _, _ in PROBES))
    return store


async def test_the_best_match_has_all_words_then_words_in_its_title_then_adoptions(store: SqlStorage) -> None:
    later = NOW + timedelta(days=1)
    await put(
        store,
        an_item("Ash", "soap and taps", published_at=later),
        an_item("Taps with soap", "yes"),
        an_item("Soap and taps", "tried often", adoptions=4),
        an_item("Only soap", "no water", published_at=later),
    )
    assert await titles(store, "soap taps") == ["Soap and taps", "Taps with soap", "Ash", "Only soap"]
    assert await titles(store, "soap taps", order=Order.NEWEST) == [
        "Only soap",
        "Ash",
        "Soap and taps",
        "Taps with soap",
    ]
    assert (await titles(store, "soap", order=Order.ADOPTED))[0] == "Soap and taps"


async def test_a_word_that_is_not_finished_or_is_of_many_is_found_where_little_else_is(store: SqlStorage) -> None:
    await put(store, an_item("Handwashing", "one tap"), an_item("Ash", "hand"))
    assert await titles(store, "handw") == ["Handwashing"]
    assert await titles(store, "taps") == ["Handwashing"]
    assert await titles(store, "hand") == ["Ash", "Handwashing"]


async def test_common_words_need_not_be_met_unless_there_are_no_others(store: SqlStorage) -> None:
    await put(store, an_item("Soap"), an_item("What they do"))
    assert await titles(store, "what do they do about the soap") == ["Soap"]
    assert await titles(store, "what do they do") == ["What they do"]


async def test_choices_narrow_what_is_found_and_facets_count_it(store: SqlStorage) -> None:
    await put(
        store,
        an_item("One", "soap", topics=("water", "hands"), level="facility", country="KE", result="success"),
        an_item("Two", "soap", topics=("water",), level="district", country="KE", language="fr"),
        an_item("Three", "soap", level="district"),
    )
    facets = (await found(store, "soap")).facets
    assert facets[Facet.TOPIC] == {"water": 2, "hands": 1}
    assert facets[Facet.LEVEL] == {"district": 2, "facility": 1}
    assert facets[Facet.COUNTRY] == {"KE": 2}
    assert facets[Facet.LANGUAGE] == {"en": 2, "fr": 1}
    assert facets[Facet.KIND] == {"nugget": 3}
    both = await found(store, choices={Facet.COUNTRY: "KE", Facet.LEVEL: "district"})
    assert [hit.item.title for hit in both.hits] == ["Two"]
    assert both.facets[Facet.TOPIC] == {"water": 1}
    assert await titles(store, "soap", choices={Facet.TOPIC: "water", Facet.LANGUAGE: "en"}) == ["One"]


async def test_pages_follow_each_other_and_the_newest_of_one_moment_all_have_a_place(store: SqlStorage) -> None:
    await put(store, *(an_item(f"Soap {at}") for at in range(7)))
    pages = [await titles(store, "soap", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [title for page in pages for title in page] == [f"Soap {at}" for at in reversed(range(7))]


async def test_of_very_many_the_newest_are_counted_and_more_is_told_as_more(
    store: SqlStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.repositories.knowledge.SEEN", 4)
    await put(store, *(an_item(f"Soap {at}") for at in range(5)))
    many = await found(store, "soap")
    assert (many.count, many.more, len(many.hits)) == (4, True, 4)
    assert not (await found(store, "0")).more


async def test_a_snippet_shows_the_words_that_were_looked_for_where_they_stand(store: SqlStorage) -> None:
    await put(store, an_item("Ash", "We tried ash. " * 30 + "Then the élèves got SOAP. " + "And so on. " * 30))
    [hit] = (await found(store, "eleves soap")).hits
    assert [piece.text for piece in hit.snippet if piece.matches] == ["élèves", "SOAP"]
    told = "".join(piece.text for piece in hit.snippet)
    assert "Then the élèves got SOAP." in told
    assert told.startswith("…")
    assert told.endswith("…")
    assert len(told) < 200


async def test_what_is_like_a_text_shares_its_rare_words(store: SqlStorage) -> None:
    await put(
        store,
        *(an_item(f"Training {at}", "nurses learned in the ward") for at in range(20)),
        an_item("Chlorine at the well", "dispensers for chlorine at every well"),
        an_item("A well", "was dug"),
    )
    text = "Our nurses put chlorine dispensers beside the well"

    def alike(uow: UnitOfWork) -> list[str]:
        return [hit.item.title for hit in uow.knowledge.like(READER, text, limit=3)]

    assert (await store.read(alike))[0] == "Chlorine at the well"


async def test_who_is_in_hundreds_of_pods_finds_in_all_of_them(store: SqlStorage) -> None:
    pods = [new_id("P") for _ in range(300)]
    busy = viewer(AMINA, *(Grant(Role.POD_MEMBER, pod) for pod in pods))
    await put(store, *(an_item("Soap at the taps", scope=Scope.POD, pod=pod) for pod in (pods[0], pods[-1])))
    assert len(await titles(store, "soap taps chlorine", busy)) == 2
    assert len(await titles(store, "what soap at the taps of wards", busy, order=Order.ADOPTED)) == 2
