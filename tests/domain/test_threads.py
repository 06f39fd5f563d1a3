"""The marked threads that the drafter is measured against keep their form."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "bench/threads"
PARTS = {
    part: [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    for part in ("plain", "tuned_on", "held_out")
}
THREADS: list[dict[str, Any]] = [thread for threads in PARTS.values() for thread in threads]
LANGUAGES = ("en", "fr", "es", "pt", "ar")
FIELDS = {"what_changed", "outcome", "why", "for_whom", "when", "how", "place"}
RESULTS = {"success", "partial", "failure", "too_early"}
LEVELS = {"community", "facility", "district", "national", "between_countries"}
KINDS = {"phone", "email", "record_number", "birth_date", "name", "blame", "patient"}

every_thread = pytest.mark.parametrize("thread", THREADS, ids=lambda thread: thread["id"])


def test_there_are_threads_enough_in_each_language_and_as_many_held_out_in_each() -> None:
    counts = {part: Counter(thread["language"] for thread in threads) for part, threads in PARTS.items()}
    tuned, held = counts["tuned_on"], counts["held_out"]

    assert tuned.total() + held.total() >= 60
    assert all(held[language] >= 14 and tuned[language] > 0 for language in LANGUAGES)


def test_no_two_threads_share_an_id_or_a_telling_message() -> None:
    assert len({thread["id"] for thread in THREADS}) == len(THREADS)
    # Thanks and nods are alike everywhere; what is longer was written once.
    told = Counter(m["text"] for thread in THREADS for m in thread["messages"] if len(m["text"]) > 40)
    assert [text for text, times in told.items() if times > 1] == []


@every_thread
def test_its_messages_are_numbered_and_in_order(thread: dict[str, Any]) -> None:
    assert set(thread) == {"id", "language", "messages", "marks"}
    assert thread["id"].startswith(f"{thread['language']}-")
    messages = thread["messages"]
    assert all(set(message) == {"i", "author", "at", "text"} for message in messages)
    assert 3 <= len(messages) <= 14
    assert [message["i"] for message in messages] == list(range(len(messages)))
    times = [datetime.fromisoformat(message["at"]) for message in messages]
    assert times == sorted(times)
    assert all(message["author"] and message["text"].strip() == message["text"] != "" for message in messages)


@every_thread
def test_its_marks_use_the_words_there_are(thread: dict[str, Any]) -> None:
    marks = thread["marks"]
    fields = marks["fields"]
    assert set(marks) == {"found", "fields", "result_type", "level", "sensitive"}
    assert set(fields) == FIELDS
    if marks["found"]:
        assert fields["what_changed"]
        assert marks["result_type"] in RESULTS
        assert marks["level"] in LEVELS | {None}
    else:
        assert not any(fields.values())
        assert marks["result_type"] is marks["level"] is None
    assert {place["kind"] for place in marks["sensitive"]} <= KINDS


@every_thread
def test_every_value_stands_word_for_word_in_the_messages_it_names(thread: dict[str, Any]) -> None:
    texts = [message["text"] for message in thread["messages"]]
    for field in filter(None, thread["marks"]["fields"].values()):
        pieces = field["value"].split(" … ")
        cited = [texts[i] for i in field["messages"]]
        assert all(any(piece in text for text in cited) for piece in pieces), field
        assert all(any(piece in text for piece in pieces) for text in cited), field
    for place in thread["marks"]["sensitive"]:
        assert place["text"], place
        assert place["text"] in texts[place["message"]], place
