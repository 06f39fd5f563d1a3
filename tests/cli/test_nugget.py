"""``python -m bot nugget draft``: a thread a line in, a draft a line out."""

import json
from pathlib import Path

from tests.cli.running import podkeeper

THREAD = {
    "id": "t-1",
    "language": "en",
    "messages": [
        {"i": 0, "author": "Ada", "at": "2026-03-02T08:15:00Z", "text": "We moved the scales indoors in May. \ud800"},
        {"i": 1, "author": "Obi", "at": "2026-03-02T08:16:00Z", "text": "Did it help?"},
        {"i": 2, "author": "Ada", "at": "2026-03-02T08:17:00Z", "text": "Waiting fell from 3 hours to 1."},
    ],
}
BROKEN = (b"{", b"[]", b'{"id": 1, "messages": [{"i": "x"}]}', b"\xff", b"[" * 100_000)


def test_each_thread_is_drafted_and_a_bad_line_is_named_and_passed_over(tmp_path: Path) -> None:
    lines = [json.dumps(THREAD).encode(), *BROKEN, b"", json.dumps({**THREAD, "id": 7, "messages": []}).encode()]
    (tmp_path / "threads.jsonl").write_bytes(b"\n".join(lines))

    ended = podkeeper(tmp_path, "nugget", "draft", "threads.jsonl")

    first, last = map(json.loads, ended.stdout.splitlines())
    assert list(first) == ["id", "found", "fields", "result_type", "level", "sensitive"]
    assert list(first["fields"]) == ["what_changed", "outcome", "why", "for_whom", "when", "how", "place"]
    assert first["fields"]["what_changed"] == {"value": "We moved the scales indoors", "messages": [0]}
    assert first["fields"]["outcome"] == {"value": "Waiting fell from 3 hours to 1.", "messages": [2]}
    assert (first["id"], first["found"], first["result_type"]) == ("t-1", True, "success")
    assert (last["id"], last["found"], last["result_type"], last["fields"]["outcome"]) == (7, False, None, None)
    told = ended.stderr.splitlines()
    assert [line.split(":")[1] for line in told] == [" line 2", " line 3", " line 4", " line 5", " line 6"]
    assert ended.returncode == 1
