"""What the desk is asked: an answer, a reason, a person, a day."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from bot.core.errors import Refusal
from bot.core.forms import Form, MemberInput, SearchInput, Section, TextInput
from bot.core.ids import read_reference
from bot.core.refs import MemberRef
from bot.core.text import Inline, Msg, t
from bot.domain.desk.life import TEXT_MOST
from bot.domain.desk.standing import REASON_MOST


def _read_person(typed: object) -> object:
    words = typed.split() if isinstance(typed, str) else typed
    if isinstance(words, list | tuple) and len(words) == 1 and isinstance(words[0], str):
        try:
            return MemberRef.parse(words[0])
        except ValueError:
            pass
    raise Refusal(t("Please choose one person from the list."))


class Text(BaseModel):
    """Something that is said to the other side."""

    text: str = Field(min_length=1, max_length=TEXT_MOST)


class Answer(BaseModel):
    """An answer: typed, or saved before, or both."""

    text: str = Field(default="", max_length=TEXT_MOST)
    macro: str = ""


class Reason(BaseModel):
    """Why."""

    reason: str = Field(default="", max_length=REASON_MOST)


class OtherPerson(BaseModel):
    """Somebody of this community."""

    member: Annotated[MemberRef, BeforeValidator(_read_person)]


class SnoozedUntil(BaseModel):
    """A day."""

    until: date


class OtherQuestion(BaseModel):
    """Another question, by its reference."""

    other: str = ""

    @property
    def reference(self) -> str:
        """Its reference; Refusal for what cannot be one."""
        found = read_reference(self.other)
        if found is None:
            raise Refusal(t("Please give the other question's reference, such as Q-7KQ2M."), "other")
        return found


def answer(intro: Inline) -> Form:
    """Ask for the answer."""
    typed = TextInput(name="text", label=t("Your answer"), required=False, long=True, maximum=TEXT_MOST)
    saved = SearchInput(name="macro", label=t("Or a saved answer"), required=False, source="desk.macros")
    return Form(t("Answer"), (Section((typed, saved), intro=intro),), submit=t("Send"))


def text(title: Msg, label: Msg, intro: Inline, submit: Msg) -> Form:
    """Ask for a few sentences to be sent to the other side."""
    item = TextInput(name="text", label=label, long=True, maximum=TEXT_MOST)
    return Form(title, (Section((item,), intro=intro),), submit=submit)


def reason(title: Msg, label: Msg, intro: Inline) -> Form:
    """Ask why."""
    item = TextInput(name="reason", label=label, long=True, maximum=REASON_MOST)
    return Form(title, (Section((item,), intro=intro),))


def other_person(title: Msg, label: Msg, intro: Inline) -> Form:
    """Ask for somebody."""
    return Form(title, (Section((MemberInput(name="member", label=label),), intro=intro),))


def other_question(title: Msg, intro: Inline) -> Form:
    """Ask for another question."""
    item = TextInput(name="other", label=t("The other question's reference"), maximum=40)
    return Form(title, (Section((item,), intro=intro),))
