"""Who may do what with questions."""

from dataclasses import replace

import pytest

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.desk import rules
from bot.domain.desk.ladder import route_to
from bot.domain.desk.question import Visibility
from tests.domain.desk.questions_of_tests import (
    AMINA,
    ASKER,
    HERE,
    JOAO,
    MEI,
    SARA,
    STAFF,
    asked,
    candidate,
    claimed,
    viewer,
)

POD = "P-1"
HANDLE = MemberRef(HERE, "anonymous.1")
FOCAL = Grant(Role.FOCAL_POINT)
EVERY = {visibility: asked(visibility=visibility, pod=POD) for visibility in Visibility}


def test_its_asker_is_known_by_their_name_and_under_their_handle() -> None:
    anonymous = asked(asker=HANDLE, visibility=Visibility.ANONYMOUS)
    assert rules.asks(viewer(ASKER), asked())
    assert rules.asks(viewer(ASKER, handles=frozenset({HANDLE})), anonymous)
    assert not rules.asks(viewer(ASKER), anonymous)
    assert not rules.asks(viewer(None), anonymous)


def test_the_staff_of_its_desk_and_of_the_community_are_the_desk_to_it() -> None:
    assert rules.staffs(viewer(JOAO, STAFF), asked())
    assert rules.staffs(viewer(JOAO, Grant(Role.DESK_STAFF)), asked())
    assert not rules.staffs(viewer(JOAO, Grant(Role.DESK_STAFF, "K-2")), asked())
    assert not rules.staffs(viewer(JOAO, Grant(Role.STEWARD)), asked())
    elsewhere = Viewer(CommunityRef("slack", "T2"), JOAO, frozenset({Grant(Role.DESK_STAFF)}))
    assert not rules.staffs(elsewhere, asked())
    assert not rules.staffs(viewer(None, STAFF), asked())
    assert not rules.staffs(viewer(JOAO, STAFF, guest=True), asked()), "staff read every question, so no guest is"


def test_a_focal_point_is_so_once_it_was_put_before_them() -> None:
    routed = route_to(asked(), candidate(MEI))[0]
    assert not rules.staffs(viewer(MEI, FOCAL), asked())
    assert rules.staffs(viewer(MEI, FOCAL), routed)
    assert rules.staffs(viewer(MEI, FOCAL), claimed(MEI))
    assert not rules.staffs(viewer(AMINA, FOCAL), routed)
    assert not rules.staffs(viewer(MEI), routed), "who is a focal point no more"
    assert not rules.staffs(viewer(MEI, Grant(Role.FOCAL_POINT, "K-2")), routed), "who is one at another desk alone"
    assert rules.staffs(viewer(MEI, FOCAL, guest=True), routed)


def test_nobody_is_the_desk_to_their_own_question() -> None:
    assert not rules.staffs(viewer(ASKER, STAFF), asked())
    hidden = viewer(SARA, STAFF, handles=frozenset({HANDLE}))
    assert not rules.staffs(hidden, asked(asker=HANDLE))
    assert rules.converses(hidden, asked(asker=HANDLE))


@pytest.mark.parametrize("visibility", Visibility)
def test_whoever_asked_and_the_desk_always_see_it(visibility: Visibility) -> None:
    assert rules.may_see(viewer(ASKER, guest=True), EVERY[visibility])
    assert rules.may_see(viewer(JOAO, STAFF), EVERY[visibility])
    assert rules.converses(viewer(JOAO, STAFF), EVERY[visibility])
    assert not rules.converses(viewer(AMINA, Grant(Role.POD_MEMBER, POD)), EVERY[visibility])


def test_s12_others_see_what_is_open_to_them_and_nothing_else() -> None:
    def seen(who: Viewer) -> set[Visibility]:
        return {visibility for visibility, question in EVERY.items() if rules.may_see(who, question)}

    assert seen(viewer(AMINA)) == {Visibility.COMMUNITY}
    assert seen(viewer(AMINA, Grant(Role.POD_MEMBER, POD))) == {Visibility.COMMUNITY, Visibility.POD}
    assert seen(viewer(AMINA, Grant(Role.POD_MEMBER, POD), guest=True)) == {Visibility.POD}
    assert seen(viewer(AMINA, guest=True)) == set()
    assert seen(viewer(AMINA, Grant(Role.STEWARD))) == {Visibility.COMMUNITY}
    assert seen(replace(viewer(AMINA), community=CommunityRef("slack", "T2"))) == set()
