"""What whoever asked for an intent hears of one that was not carried out."""

from datetime import UTC, datetime

import pytest

from bot.app.failures import ATTEMPTS, verdict_of
from bot.core.intents import ReadThread
from bot.core.refs import CommunityRef, MessageRef, RoomRef
from bot.ports.chat import Failure, NothingSaid, NotReadable, Rejected, Unreachable
from bot.ports.ledger import OutRow, OutState

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOME = CommunityRef("sandbox", "quality")
ASKED = ReadThread(MessageRef(RoomRef(HOME, "general"), "7"))
LAST = OutRow(
    seq=1,
    key="k",
    community=HOME,
    destination="#general/threads",
    intent=ASKED,
    then="nuggets.read",
    about="N-1",
    state=OutState.LEASED,
    attempts=ATTEMPTS - 1,
    due_at=NOW,
)


@pytest.mark.parametrize("failure", [Unreachable("away"), NotReadable(), NothingSaid(), Rejected("not_in_channel")])
def test_a_thread_that_is_not_read_is_told_to_whoever_asked_with_something_to_do_about_it(failure: Failure) -> None:
    verdict = verdict_of(LAST, failure, NOW)
    assert verdict.state is OutState.DEAD
    assert verdict.heard is not None
    assert verdict.heard.advice.id
    assert (verdict.heard.fix is None) == (type(failure) is Rejected)
