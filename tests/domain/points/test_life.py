"""A learning point is confirmed or not, goes on from year to year, and ends with nobody left in it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.pods.forgetting import nobody
from bot.domain.points import life, rules
from bot.domain.points.events import PointEnded
from bot.domain.points.point import MEMBERS_MOST, LearningPoint, PointState

HERE = CommunityRef("sandbox", "quality")
JOAO, AMINA, LI, SARA = (MemberRef(HERE, name) for name in ("joao", "amina", "li", "sara"))
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def a_point(**more: object) -> LearningPoint:
    given = {
        "id": "V-1",
        "community": HERE,
        "name": "Kisumu County",
        "area": "Oxygen",
        "country": "Kenya",
        "contact": AMINA,
        "members": (AMINA, LI),
        "nominated_by": JOAO,
        "nominated_at": NOW,
        **more,
    }
    return LearningPoint(**given)  # type: ignore[arg-type]


def test_its_contact_is_one_of_it_and_there_are_not_too_many() -> None:
    assert life.nominate(a_point(members=(LI,)))[0].members == (AMINA, LI)
    with pytest.raises(Refusal):
        life.nominate(a_point(members=tuple(MemberRef(HERE, f"m{one}") for one in range(MEMBERS_MOST))))


def test_it_is_confirmed_once_for_a_year_and_asked_again() -> None:
    point = life.confirm(a_point(), SARA, NOW)[0]
    with pytest.raises(AlreadySettled):
        life.decline(point, "No", SARA, NOW)
    assert not life.due(point, NOW + timedelta(days=364))
    with pytest.raises(AlreadySettled):
        life.go_on(point, NOW + timedelta(days=364))
    later = NOW + timedelta(days=365)
    assert life.due(point, later)
    assert not life.due(life.go_on(point, later)[0], later)


def test_who_leaves_hands_on_to_who_is_left_and_the_last_one_ends_it() -> None:
    point = life.confirm(a_point(), SARA, NOW)[0]
    point, events = life.without(point, AMINA, nobody(HERE))
    assert (point.contact, point.members, events) == (LI, (LI,), ())
    point, events = life.without(point, LI, nobody(HERE))
    assert (point.state, point.contact, point.members) == (PointState.ENDED, nobody(HERE), ())
    assert isinstance(events[0], PointEnded)
    with pytest.raises(AlreadySettled):
        life.end(point)


def test_before_it_is_confirmed_only_who_has_to_do_with_it_reads_it() -> None:
    steward = Viewer(HERE, SARA, frozenset({Grant(Role.STEWARD)}))
    stranger, guest = Viewer(HERE, MemberRef(HERE, "devi")), Viewer(HERE, MemberRef(HERE, "gus"), guest=True)
    point = a_point()
    readers = [Viewer(HERE, one) for one in (JOAO, AMINA, LI)]
    assert all(rules.may_see(viewer, point) for viewer in (*readers, steward))
    assert not rules.may_see(stranger, point)
    confirmed = life.confirm(point, SARA, NOW)[0]
    assert rules.may_see(stranger, confirmed)
    assert not rules.may_see(guest, confirmed)
    assert rules.ends(readers[0], point)
    assert not rules.ends(readers[0], confirmed), "who named it has no more to say about it then"
    assert rules.ends(readers[1], confirmed)
    assert not rules.invites(stranger, confirmed)
