"""What the forms of a plan are read with."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain.labs import agenda
from bot.domain.labs.plan import CAPACITY_MOST, QUESTION_MOST, TEXT_MOST, THEME_MOST, TITLE_MOST, Item, Plan


class Agreement(StrEnum):
    """What people are told before they sign up."""

    CHATHAM_HOUSE = "chatham_house"
    RECORDED = "recorded"


AGREEMENTS: Final = (
    Option(Agreement.CHATHAM_HOUSE, t("Chatham House Rule: what is said may be used, never who said it")),
    Option(Agreement.RECORDED, t("The meeting is recorded")),
)


LINK_MOST: Final = 500


def read_link(link: str) -> str:
    """Let a whole web address through, or nothing."""
    if link and (not link.lower().startswith(("https://", "http://")) or len(link.split()) != 1):
        raise Refusal(t("Please give a whole web address, beginning with https://"))
    return link


def _agreements(typed: Any) -> Any:
    return (typed,) if isinstance(typed, str) else typed


def _agenda(typed: Any) -> Any:
    return agenda.read(typed) if isinstance(typed, str) else typed


class Wording(BaseModel):
    """What a lab is about and how it goes, as it is filled in."""

    title: str = Field(max_length=TITLE_MOST)
    theme: str = Field(max_length=THEME_MOST)
    question: str = Field(max_length=QUESTION_MOST)
    capacity: int = Field(0, ge=0, le=CAPACITY_MOST)
    agreements: Annotated[tuple[Agreement, ...], BeforeValidator(_agreements)] = ()
    agenda: Annotated[tuple[Item, ...], BeforeValidator(_agenda)] = ()
    link: Annotated[str, AfterValidator(read_link)] = Field("", max_length=LINK_MOST)
    preread: str = Field("", max_length=TEXT_MOST)
    objectives: str = Field("", max_length=TEXT_MOST)

    def onto(self, plan: Plan) -> Plan:
        """Give a plan with what was filled in; what is not asked for stays."""
        return replace(
            plan,
            title=one_line(self.title),
            theme=one_line(self.theme),
            question=self.question.strip(),
            objectives=self.objectives.strip(),
            agenda=self.agenda,
            capacity=self.capacity,
            link=self.link,
            preread=self.preread.strip(),
            chatham_house=Agreement.CHATHAM_HOUSE in self.agreements,
            recorded=Agreement.RECORDED in self.agreements,
        )
