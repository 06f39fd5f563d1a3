"""Questions and answers for tests of what becomes of them."""

from dataclasses import replace

from bot.core.ids import new_id
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.desk.question import Entry, Question, QuestionState, Side, Visibility
from bot.domain.nuggets.words import Level
from tests.domain.pods_of_tests import NOW

ASKED = "How do we keep oxygen running at night? I am Amina Diallo, call +254 712 345 678."
ANSWERED = "Dear Amina, keep a full cylinder beside the concentrator, and test the change once a week."


def a_question(asker: MemberRef, visibility: Visibility = Visibility.COMMUNITY, text: str = ASKED) -> Question:
    """Give a question that was answered."""
    return Question(
        id=new_id("Q"),
        community=asker.community,
        desk="K-" + "1" * 26,
        state=QuestionState.ANSWERED,
        visibility=visibility,
        asker=asker,
        asked_at=NOW,
        text=text,
        topic="oxygen",
        country="Kenya",
        level=Level.FACILITY,
        language="en",
    )


def from_a_pod(question: Question, pod: str) -> Question:
    """Give a question that was put in a pod, for the pod to read."""
    return replace(question, pod=pod, visibility=Visibility.POD)


def somebody_anonymous(community: CommunityRef) -> MemberRef:
    """Give the handle under which somebody asked."""
    return MemberRef(community, "anonymous.7KQ2M")


def an_answer(question: Question, by: MemberRef, text: str = ANSWERED) -> Entry:
    """Give what the desk answered."""
    return Entry(id=new_id("E"), question=question.id, side=Side.DESK, by=by, at=NOW, text=text, answer=True)
