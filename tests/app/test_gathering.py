"""A feature is made of what its modules declare."""

from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from bot.ports.gathering import gathered


def module(**declared: Any) -> ModuleType:
    return cast("ModuleType", SimpleNamespace(**declared))


def test_what_modules_declare_is_put_together_in_their_order() -> None:
    feature = gathered("tea", module(ACTIONS=(1, 2), JOBS=(3,)), module(VIEWS=(4,)), module(ACTIONS=(5,), ERASURE=6))
    found = (feature.name, feature.actions, feature.jobs, feature.views, feature.queries, feature.erasure)
    assert [*map(str, found)] == ["tea", "(1, 2, 5)", "(3,)", "(4,)", "()", "6"]


def test_a_feature_forgets_members_in_one_way() -> None:
    with pytest.raises(TypeError, match="2 ways"):
        gathered("tea", module(ERASURE=1), module(ERASURE=2))


def test_what_only_bears_the_name_of_declarations_is_not_taken_for_them() -> None:
    with pytest.raises(TypeError, match="KINDS"):
        gathered("tea", module(KINDS={"green": 1}))
