"""What is asked of whoever asks: the question, then whether something here answers it already and who may read it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import OPTION_LABEL_LIMIT, Option
from bot.core.forms import AnyInput, Choice, DateInput, Form, SearchInput, Section, TextInput
from bot.core.ids import reference
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Untrusted, joined, t
from bot.domain.access import Role
from bot.domain.desk.desk import Desk, Priority
from bot.domain.desk.life import TEXT_MOST
from bot.domain.desk.question import Question, Visibility
from bot.domain.drafting.drafter import to_look_at
from bot.domain.drafting.thread import Message, Thread
from bot.domain.nuggets.words import Level
from bot.domain.pods.pod import Pod
from bot.domain.pods.rules import RUNNING
from bot.features.helpdesk.keeping import open_desks
from bot.features.helpdesk.macros.offering import offered_to_asker
from bot.features.helpdesk.wording import LEVEL_OPTIONS, PRIORITIES, VISIBILITIES
from bot.ports.context import Reading

NOTHING: Final = "nothing"
"""What is chosen where nothing that is here answers the question."""

SUGGESTED: Final = 3
PODS_SHOWN: Final = 10
POD_SHOWN: Final = 30
LINE: Final = 300


_TEXT: Final = TextInput(
    name="text",
    label=t("Your question"),
    hint=t("One line is enough. Please, nothing by which a patient could be recognised."),
    long=True,
    maximum=TEXT_MOST,
)


class Asked(BaseModel):
    """A question as it is sent."""

    text: str = Field(min_length=1, max_length=TEXT_MOST)
    desk: str = ""
    helped: str = NOTHING
    readers: str = Visibility.PRIVATE
    priority: Priority = Priority.NORMAL
    why_urgent: str = Field(default="", max_length=LINE)

    @property
    def visibility(self) -> Visibility:
        """Who may read it; a pod is chosen by its id."""
        return Visibility(self.readers) if self.readers in set(Visibility) else Visibility.POD

    @property
    def pod(self) -> str:
        """The pod alone in which it may be read, or empty."""
        return self.readers if self.visibility is Visibility.POD else ""


class More(BaseModel):
    """What helps to find who knows."""

    country: str = ""
    level: Level | None = None
    setting: str = Field(default="", max_length=LINE)
    tried: str = Field(default="", max_length=TEXT_MOST)
    needed_by: date | None = None


def ask_form(_nothing: None, reading: Reading) -> Form:
    """Ask for the question, show what is like it, and ask who may read it."""
    desks = open_desks(reading)
    return Form(t("Ask the desk"), (_question(desks), _before_it_is_sent(reading)), submit=t("Send to the desk"))


def _question(desks: Sequence[Desk]) -> Section:
    if len(desks) == 1:
        scope = t("What the desk answers: {scope}", scope=Untrusted(desks[0].scope)) if desks[0].scope else None
        return Section((_TEXT,), intro=scope)
    options = tuple(Option(one.id, Untrusted(shorten(one.name, OPTION_LABEL_LIMIT))) for one in desks)
    chosen = Choice(name="desk", label=t("Which desk?"), options=options)
    scopes = [
        t("{desk}: {scope}", desk=Untrusted(one.name), scope=Untrusted(shorten(one.scope, LINE)))
        for one in desks
        if one.scope
    ]
    return Section((_TEXT, chosen), intro=joined(scopes, "\n") if scopes else None)


def _before_it_is_sent(reading: Reading) -> Section:
    found, doubtful = similar(reading), _to_look_at(reading)
    inputs: list[AnyInput] = [
        Choice(
            name="readers",
            label=t("Who may read it?"),
            hint=t("The desk's staff read it in any case, and so does whoever they ask."),
            options=tuple(_readers(reading)),
            initial=Visibility.PRIVATE.value,
        ),
        Choice(
            name="priority",
            label=t("How soon?"),
            options=tuple(Option(one.value, words) for one, words in PRIORITIES.items()),
            initial=Priority.NORMAL.value,
        ),
        TextInput(name="why_urgent", label=t("If it is urgent: why?"), required=False, maximum=LINE),
    ]
    intro: list[Inline] = []
    if found:
        nothing = Option(NOTHING, t("None of these, send my question"))
        items = (Option(item, Untrusted(shorten(title, OPTION_LABEL_LIMIT))) for item, title, _ in found)
        label = t("Does one of these help?")
        inputs.insert(0, Choice(name="helped", label=label, options=(nothing, *items), initial=NOTHING))
        intro.extend(_here_already(found))
    intro.extend(offered_to_asker(_typed(reading), _desk_of(reading), reading))
    if doubtful:
        # They see again what they wrote, to take it out before anything is stored for others.
        inputs.insert(0, _TEXT)
        words = Untrusted(", ".join(f"“{one}”" for one in doubtful))
        intro.insert(0, t("Please look: {words} may tell who somebody is. The desk does not need it.", words=words))
    return Section(tuple(inputs), intro=joined(intro, "\n") if intro else None)


def _readers(reading: Reading) -> Iterator[Option]:
    for one, words in VISIBILITIES.items():
        yield Option(one.value, words)
    for pod in own_pods(reading):
        yield Option(
            pod.id, t("those in {pod}, and the help desk", pod=Untrusted(shorten(pod.charter.name, POD_SHOWN)))
        )


def _here_already(found: Sequence[tuple[str, str, str]]) -> Iterator[Inline]:
    yield t("Something like it is here already:")
    for item, _, words in found:
        yield t("{ref} {words}", ref=Code(reference(item)), words=Untrusted(shorten(words, LINE)))


def similar(reading: Reading) -> Sequence[tuple[str, str, str]]:
    """Give (id, title, words) of what is like the question that the viewer is about to send."""
    text = _typed(reading)
    if not text:
        return ()
    hits = reading.store.knowledge.like(reading.viewer, text, limit=SUGGESTED)
    return [(hit.item.id, hit.item.title, "".join(piece.text for piece in hit.snippet)) for hit in hits]


def _to_look_at(reading: Reading) -> Sequence[str]:
    """Give what in it may tell who somebody is: hints, never verdicts."""
    thread = Thread((Message(0, "", _typed(reading)),), reading.reader.locale)
    return [hint.text for hint in to_look_at(thread)][:SUGGESTED]


def _typed(reading: Reading) -> str:
    """Give the words of the question that the viewer has begun; empty for none."""
    member = reading.viewer.member
    typed = reading.store.drafts.get("desk.ask", "", member).get("text", "") if member else ""
    return typed.strip() if isinstance(typed, str) else ""


def _desk_of(reading: Reading) -> str:
    """Give the desk that is asked: the only one, or the one that was chosen before."""
    desks, member = open_desks(reading), reading.viewer.member
    chosen = reading.store.drafts.get("desk.ask", "", member).get("desk", "") if member else ""
    return desks[0].id if len(desks) == 1 else str(chosen)


def own_pods(reading: Reading) -> Sequence[Pod]:
    """Give the pods that the viewer is in, as many as a choice can show beside the rest."""
    held = reading.viewer.subjects(Role.POD_MEMBER) | reading.viewer.subjects(Role.FACILITATOR)
    found = [pod for pod in map(reading.store.pods.get, sorted(held)) if pod is not None and pod.state in RUNNING]
    return found[:PODS_SHOWN]


def more_form(question: Question, _reading: Reading) -> Form:
    """Ask for what helps to find who knows; all of it may stay open."""
    inputs = (
        SearchInput(
            name="country",
            label=t("Country"),
            source="members.countries",
            required=False,
            initial=question.country,
        ),
        Choice(
            name="level",
            label=t("At which level?"),
            required=False,
            options=LEVEL_OPTIONS,
            initial=question.level.value if question.level else "",
        ),
        TextInput(
            name="setting", label=t("Where, in a few words"), required=False, initial=question.setting, maximum=LINE
        ),
        TextInput(
            name="tried",
            label=t("What have you tried?"),
            required=False,
            initial=question.tried,
            long=True,
            maximum=TEXT_MOST,
        ),
        DateInput(name="needed_by", label=t("Needed by"), required=False, initial=question.needed_by),
    )
    intro = t("All of this may stay open. It helps to find who knows.")
    return Form(t("More about your question"), (Section(inputs, intro=intro),), submit=t("Save"))
