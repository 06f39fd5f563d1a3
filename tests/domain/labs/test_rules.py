"""Who may do what with labs."""

import pytest

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.labs import rules
from tests.domain.labs_of_tests import HERE, a_lab, a_plan

ELSEWHERE = CommunityRef("sandbox", "oxygen")


@pytest.mark.parametrize("scope", [Scope.NETWORK, Scope.PUBLIC])
def test_a_steward_looks_after_what_is_planned_at_home_and_not_after_what_others_let_them_come_to(scope: Scope) -> None:
    lab = a_lab(plan=a_plan(scope=scope))
    grants = frozenset({Grant(Role.STEWARD)})
    at_home, guest = (Viewer(where, MemberRef(where, "sara"), grants) for where in (HERE, ELSEWHERE))
    assert rules.facilitates(at_home, lab)
    assert rules.may_come(guest, lab)
    assert not rules.facilitates(guest, lab)
