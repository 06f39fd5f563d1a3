"""What is asked at the gate and of facilitators: each form with the model that reads it."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Option
from bot.core.forms import LABEL_LIMIT, AnyInput, Choice, Form, LinkInput, Section, TextInput
from bot.core.safety import shorten
from bot.core.text import Inline, Joined, Msg, Strong, Untrusted, joined, t
from bot.domain.pods import gate
from bot.domain.pods.charter import GroundRules
from bot.domain.pods.joining import JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import ResourceKind, SupportKind
from bot.features.pods.fields import (
    ACCEPTED,
    ANSWER,
    LINE,
    PARAGRAPH,
    Person,
    accept_rules,
    one_person,
    paragraph,
    reason,
)
from bot.ports.context import Reading


class Answers(BaseModel):
    """What somebody says at the gate."""

    accept: str = ""
    answer_1: str = Field(default="", max_length=ANSWER)
    answer_2: str = Field(default="", max_length=ANSWER)
    answer_3: str = Field(default="", max_length=ANSWER)
    answer_4: str = Field(default="", max_length=ANSWER)
    answer_5: str = Field(default="", max_length=ANSWER)

    @property
    def accepted(self) -> bool:
        """Tell whether the ground rules were accepted."""
        return self.accept == ACCEPTED

    @property
    def answers(self) -> tuple[str, ...]:
        """Give the answers in the order of the questions."""
        return (self.answer_1, self.answer_2, self.answer_3, self.answer_4, self.answer_5)


class Reason(BaseModel):
    """Why."""

    reason: str


class Question(BaseModel):
    """What a facilitator still wants to know."""

    question: str


class Answer(BaseModel):
    """What the person who asked to join tells."""

    answer: str = Field(max_length=PARAGRAPH)


class Somebody(BaseModel):
    """A member."""

    member: Person


class SomebodyWhy(BaseModel):
    """A member, and why."""

    member: Person
    reason: str


class Addition(BaseModel):
    """A new resource."""

    title: str = Field(max_length=LINE)
    kind: ResourceKind
    link: str = Field(default="", max_length=2000)
    text: str = Field(default="", max_length=PARAGRAPH)


class SupportAsking(BaseModel):
    """What help a pod wants."""

    kind: SupportKind
    text: str = Field(max_length=PARAGRAPH)


RESOURCE_CHOICES: Final = (
    Option(ResourceKind.LINK, t("Link")),
    Option(ResourceKind.FILE, t("File")),
    Option(ResourceKind.GUIDANCE, t("Guidance")),
)

SUPPORT_CHOICES: Final = (
    Option(SupportKind.MEETING, t("Help with a meeting")),
    Option(SupportKind.TEMPLATE, t("A template")),
    Option(SupportKind.CONNECTION, t("A connection to somebody")),
    Option(SupportKind.INFORMATION, t("Information")),
)


def ground_rules(rules: GroundRules) -> tuple[Inline, ...]:
    """Say the ground rules one by one."""
    said: list[Inline] = [t("No blame: what went wrong is told to learn from it, never against anyone.")]
    if rules.chatham_house:
        said.append(t("Chatham House Rule: use what you hear, never tell who said it or who was there."))
    if rules.harvesting:
        said.append(t("What is learned may be harvested; your own words only with your consent."))
    if rules.more.strip():
        said.append(Untrusted(rules.more.strip()))
    return tuple(said)


def join_form(pod: Pod) -> Form:
    """Ask what the pod asks of everybody who wants to join, after its ground rules."""
    questions = [
        TextInput(
            name=f"answer_{place}",
            label=t("{number}. {question}", number=place, question=Untrusted(shorten(question, LABEL_LIMIT - 4))),
            long=True,
            maximum=ANSWER,
        )
        for place, question in enumerate(pod.charter.questions, 1)
    ]
    title = t("Ask to join")
    intro = _rules_intro(pod, t("Ground rules of {pod}:", pod=Strong(Untrusted(pod.charter.name))))
    if not questions:
        return Form(title, (Section((accept_rules(),), intro=intro),))
    asked = _asked(pod)
    if len(questions) < 5:
        return Form(title, (Section((accept_rules(), *questions), intro=joined((intro, asked), "\n\n")),))
    return Form(title, (Section((accept_rules(),), intro=intro), Section(tuple(questions), intro=asked)))


def accept_form(pod: Pod) -> Form:
    """Ask an invited person to accept the ground rules."""
    intro = _rules_intro(pod, t("Ground rules of {pod}:", pod=Strong(Untrusted(pod.charter.name))))
    return Form(t("Accept the invitation"), (Section((accept_rules(),), intro=intro),), submit=t("Accept"))


def reason_form(title: Msg, label: Msg, intro: Inline, submit: Msg) -> Form:
    """Ask for the reason of a decision."""
    return Form(title, (Section((reason(label),), intro=intro),), submit=submit)


def question_form(intro: Inline) -> Form:
    """Ask what is still to be known."""
    return Form(t("Ask for more"), (Section((reason(t("What would you like to know?"), "question"),), intro=intro),))


def answer_form(request: JoinRequest, _reading: Reading) -> Form:
    """Ask the person who asked to join what the facilitators want to know."""
    if request.state is not JoinState.NEEDS_INFO:
        raise gate.standing(request)
    intro = t("The facilitators ask: {question}", question=Untrusted(request.asked_more))
    return Form(t("Tell more"), (Section((paragraph("answer", t("Your answer"), required=True),), intro=intro),))


def person_form(title: Msg, label: Msg, intro: Inline, submit: Msg, *more: AnyInput) -> Form:
    """Ask for a member."""
    return Form(title, (Section((one_person("member", label), *more), intro=intro),), submit=submit)


def resource_form(_pod: Pod, _reading: Reading) -> Form:
    """Ask for a resource."""
    return Form(
        t("Add a resource"),
        (
            Section(
                (
                    TextInput(name="title", label=t("Title"), maximum=LINE),
                    Choice(name="kind", label=t("What is it?"), options=RESOURCE_CHOICES, initial=ResourceKind.LINK),
                    LinkInput(name="link", label=t("Link"), required=False),
                    paragraph("text", t("Or the guidance itself")),
                ),
                intro=t("Only the pod sees it. You are asked once a year whether it is still true."),
            ),
        ),
        submit=t("Add"),
    )


def support_form(_pod: Pod, _reading: Reading) -> Form:
    """Ask what help the pod wants."""
    return Form(
        t("Ask for support"),
        (
            Section(
                (
                    Choice(name="kind", label=t("What would help?"), options=SUPPORT_CHOICES),
                    paragraph("text", t("Tell a little more"), required=True),
                ),
                intro=t("The stewards get this with your name and the pod's, and answer you and the pod."),
            ),
        ),
    )


def _asked(pod: Pod) -> Joined:
    lines = [
        t("{number}. {question}", number=place, question=Untrusted(question))
        for place, question in enumerate(pod.charter.questions, 1)
    ]
    return joined((t("The pod asks:"), *lines), "\n")


def _rules_intro(pod: Pod, first: Inline) -> Joined:
    parts: list[Inline] = [first, *(joined((t("•"), rule), " ") for rule in ground_rules(pod.charter.ground_rules))]
    if pod.charter.who_may_join.strip():
        parts.append(t("Who may join: {who}", who=Untrusted(pod.charter.who_may_join)))
    return joined(parts, "\n")
