"""How a question stands, told to whoever wanted something that no longer fits; and what its rules say no with."""

from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.core.text import Code, Inline, Moment, Msg, Show, n, t
from bot.domain.desk.question import Question, QuestionState, Resolution
from bot.domain.handles import who

REASON_MOST: Final = 600


def standing(question: Question) -> AlreadySettled:
    """Say how a question stands."""
    return AlreadySettled(_standing(question))


def not_over(question: Question) -> None:
    """Refuse what is no longer to be done about a question that has ended."""
    if question.over:
        raise standing(question)


def free_for(question: Question, by: MemberRef) -> None:
    """Refuse to work on what is over, on what somebody else has, and on one's own."""
    not_over(question)
    not_their_own(question, by)
    if question.claimed_by not in {None, by}:
        raise standing(question)


def not_their_own(question: Question, by: MemberRef) -> None:
    """Refuse to let anybody do the desk's part on their own question."""
    if by == question.asker:
        raise Refusal(t("This is your own question: somebody else at the desk looks after it."))


def has_it(question: Question, by: MemberRef) -> None:
    """Refuse what is for the one who has it alone."""
    if question.state is not QuestionState.CLAIMED or question.claimed_by != by:
        raise standing(question)


def fits(text: str, most: int, field: str) -> str:
    """Give a text without spaces around it; Refusal, with by how much, if it is too long."""
    text = text.strip()
    over = len(text) - most
    if over > 0:
        raise Refusal(
            n("Please shorten this by {count} character.", "Please shorten this by {count} characters.", over), field
        )
    return text


def reason_given(reason: str, field: str = "reason") -> str:
    """Give the reason; Refusal if there is none, or if it is too long."""
    reason = fits(reason, REASON_MOST, field)
    if not reason:
        raise Refusal(t("Please say why in a few words."), field)
    return reason


def ref(question_id: str) -> Code:
    """Name a question as people type it."""
    return Code(reference(question_id))


def holder(question: Question) -> Inline:
    """Name the one who has it, or the desk."""
    return who(question.claimed_by) if question.claimed_by else t("The desk")


def _standing(question: Question) -> Msg:
    match question.state:
        case QuestionState.CLAIMED if question.return_at:
            return t(
                "{who} has this question, until {when}.",
                who=holder(question),
                when=Moment(question.return_at, Show.DATE_TIME),
            )
        case QuestionState.CLAIMED:
            return t("{who} has this question.", who=holder(question))
        case QuestionState.ANSWERED:
            return t("{who} has answered. Whoever asked says now whether that solves it.", who=holder(question))
        case QuestionState.MERGED:
            return t("This question goes on as {other}, which asks the same.", other=ref(question.merged_into))
        case QuestionState.RESOLVED:
            return _ended(question)
        case _:
            return t("Nobody has this question at the moment.")


def _ended(question: Question) -> Msg:
    match question.resolution:
        case Resolution.NO_ANSWER_KNOWN:
            return t("This question has ended: the desk knows no answer.")
        case Resolution.OUT_OF_SCOPE:
            return t("This question has ended: it is not one for this desk.")
        case Resolution.WITHDRAWN:
            return t("This question was taken back.")
        case _:
            return t("This question is solved.")
