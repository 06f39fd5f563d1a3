"""Words go no further with a lab than where they can be read, unless its planner writes them themself."""

import pytest

from bot.core.errors import Refusal
from bot.domain.access import Scope
from bot.domain.labs import origin
from bot.domain.labs.origin import Origin
from tests.domain.labs_of_tests import a_plan

REACHES = [
    (None, "", Scope.POD, "P-1", False),
    (None, "", Scope.COMMUNITY, "", False),
    (Scope.POD, "P-1", Scope.POD, "P-1", True),
    (Scope.POD, "P-1", Scope.POD, "P-2", False),
    (Scope.POD, "P-1", Scope.COMMUNITY, "", False),
    (Scope.COMMUNITY, "", Scope.POD, "P-1", True),
    (Scope.COMMUNITY, "", Scope.COMMUNITY, "", True),
    (Scope.COMMUNITY, "", Scope.NETWORK, "", False),
    (Scope.NETWORK, "", Scope.NETWORK, "", True),
    (Scope.PUBLIC, "", Scope.NETWORK, "", True),
]


def an_origin(scope: Scope | None, pod: str = "") -> Origin:
    return Origin(id="N-1", name="Soap", scope=scope, pod=pod, title="Oxygen at night", question="Why?")


@pytest.mark.parametrize(("its", "its_pod", "labs", "labs_pod", "fits"), REACHES)
def test_its_words_are_taken_over_where_all_who_may_come_can_read_them(
    its: Scope | None, its_pod: str, labs: Scope, labs_pod: str, fits: bool
) -> None:
    source = an_origin(its, its_pod)
    assert source.reaches(labs, labs_pod) is fits
    plan = a_plan(scope=labs)
    if fits:
        origin.check(source, plan, labs_pod)
    else:
        with pytest.raises(Refusal, match="Not all who may come") as refused:
            origin.check(source, plan, labs_pod)
        assert refused.value.field == "title"


@pytest.mark.parametrize("title", ["OXYGEN  at night", "Oxygen at n…"])
def test_a_taken_over_text_is_known_again_cut_or_not(title: str) -> None:
    with pytest.raises(Refusal):
        origin.check(an_origin(Scope.POD, "P-1"), a_plan(title=title), "")


def test_the_planners_own_words_are_theirs() -> None:
    origin.check(an_origin(Scope.POD, "P-1"), a_plan(title="Nights", question="How?"), "")
    with pytest.raises(Refusal) as refused:
        origin.check(an_origin(None), a_plan(title="Nights", question="why?"), "")
    assert refused.value.field == "question"
