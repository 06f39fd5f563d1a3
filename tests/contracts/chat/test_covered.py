"""The contract leaves nothing out: no intent, no failure, no platform."""

from pathlib import Path

import adapters
from bot.core.intents import Intent
from bot.ports.chat import Failure
from tests.contracts.chat.cases import CASES, INTENTS
from tests.contracts.chat.conftest import VENUES
from tests.contracts.chat.discord_venue import ROUTES
from tests.contracts.chat.slack_venue import METHODS
from tests.contracts.chat.test_refusals import PROVOKED
from tests.contracts.chat.venue import can
from tests.scenarios.capabilities import LACKING, Capability


def calls(platform: str) -> set[type[Intent]]:
    """Give the intents for which a platform has something to do."""
    return {intent for intent, case in CASES.items() if can(platform, case.needs) and can(platform, case.acts)}


def test_every_intent_has_a_case() -> None:
    assert set(CASES) == set(INTENTS)


def test_every_failure_is_provoked() -> None:
    assert set(PROVOKED) == set(Failure.__subclasses__())


def test_every_platform_is_a_venue_and_says_what_it_lacks() -> None:
    platforms = {found.parent.name for root in adapters.__path__ for found in Path(root).glob("*/adapter.py")}

    assert set(VENUES) == set(LACKING) == platforms
    assert all(reason for lacks in LACKING.values() for reason in lacks.values())


def test_every_intent_that_a_platform_carries_out_can_go_wrong_there() -> None:
    assert set(METHODS) == calls("slack")
    assert set(ROUTES) == calls("discord")


def test_the_core_s_own_work_is_no_platform_s() -> None:
    assert [platform for platform in LACKING if can(platform, Capability.COMPUTES)] == []
