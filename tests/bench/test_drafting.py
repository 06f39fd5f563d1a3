"""How well a nugget is drafted from a thread, on threads that no rule was made from."""

from pathlib import Path

import pytest

from tests.bench.drafting import measure
from tests.bench.figures import Figures

THREADS = Path(__file__).parent / "threads"


@pytest.mark.bench
@pytest.mark.parametrize(("part", "aimed"), [("held_out", True), ("tuned_on", False)])
def test_precision_and_recall_of_each_field(figures: Figures, part: str, aimed: bool) -> None:
    measured = measure(THREADS / f"{part}.jsonl")

    for name, score in measured.fields.items():
        counts = f"{score.right} right, {score.wrong} wrong, {score.missed} missed"
        precise = 0.8 if aimed else None
        figures.add(f"{part} {name}, precision", score.precision, "", at_least=precise, note=counts)
        figures.add(f"{part} {name}, recall", score.recall, "", at_least=0.5 if aimed else None, note=counts)
    figures.add(f"{part} result type", measured.share("result_type"), "", at_least=0.75 if aimed else None)
    figures.add(f"{part} found or not", measured.share("found"), "")
    figures.add(f"{part} level", measured.share("level"), "")
    figures.add(f"{part} sensitive, precision", measured.hints.precision, "")
    figures.add(f"{part} sensitive, recall", measured.hints.recall, "")
    assert sum(score.right for score in measured.fields.values()) > 0
