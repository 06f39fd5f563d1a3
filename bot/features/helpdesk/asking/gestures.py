"""Two more ways to ask: from a message's menu, and by writing to the bot."""

from typing import Final

from bot.core.content import Content, Paragraph, Style, buttons, content
from bot.core.errors import Refusal
from bot.core.inbound import MessagePosted, ShortcutUsed
from bot.core.intents import Direct, Edit, Retract
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import Code, t
from bot.domain.access import anyone
from bot.features.helpdesk.keeping import open_desks
from bot.features.helpdesk.wording import button
from bot.ports.context import Context
from bot.ports.feature import Action, Shortcut, on

FEWEST_WORDS: Final = 6
LONG: Final = 40
"""Words, and characters, from which on a text is taken to be more than a greeting."""
_OFFER: Final = "offer"
"""Under which name the message that offers to go on is kept with the words that were written."""


def by_shortcut(used: ShortcutUsed, ctx: Context) -> Outcome:
    """Begin a question with the words of the message whose menu was used; they are changed before they are sent.

    What others wrote in a pod is for those in the pod, and not for its reader to carry to a desk.
    """
    open_desks(ctx)
    if used.author != ctx.actor and ctx.store.pods.in_room(used.message.room) is not None:
        raise Refusal(
            t("What others write in a pod stays in it. Please ask in your own words: {ask}", ask=Code("/ask"))
        )
    return ctx.form("desk.ask", values={"text": used.text} if used.text else None)


def hear_question(said: MessagePosted, ctx: Context) -> None:
    """Offer to whoever writes something of a length to the bot to put it to the desk."""
    if not said.direct or ctx.taken or not _may_be_a_question(said.text):
        return
    if not ctx.store.desks.open_in(ctx.community.ref):
        return
    ctx.take()
    _put_away_offer(said.author, ctx, None)
    first = t("Shall I put this to the help desk? Nobody there has seen it yet. You can change it before it is sent.")
    ask = buttons([button(t("Ask the desk"), "take_up", "", Style.PRIMARY)])
    offer = ctx.send(Direct(said.author, Content(first, (Paragraph(first), *ask))))
    ctx.form("desk.ask", values={"text": said.text.strip(), _OFFER: offer})


def take_up(_nothing: None, ctx: Context) -> Outcome:
    """Open the form with what somebody wrote to the bot; the offer to do so says from then on what became of it."""
    # Whether it is sent, and without a name, is told in the form's answer alone: here it would stand under their name.
    opened = t("Your words are in the form. The desk sees what you send there; {ask} opens it again.", ask=Code("/ask"))
    _put_away_offer(ctx.actor, ctx, content(opened))
    return ctx.form("desk.ask")


def _put_away_offer(member: MemberRef, ctx: Context, said: Content | None) -> None:
    """Let the last offer say this instead, or be gone."""
    offer = ctx.store.drafts.get("desk.ask", "", member).get(_OFFER, "")
    if isinstance(offer, str) and offer:
        ctx.send(Edit(offer, said) if said else Retract(offer))


def _may_be_a_question(text: str) -> bool:
    """Tell a question from a greeting: by its mark, or by its length where words are not parted."""
    return text.rstrip().endswith(("?", "\u061f", "\uff1f")) or len(text.split()) >= FEWEST_WORDS or len(text) >= LONG


ACTIONS = (Action(name="desk.take_up", may=anyone, run=take_up),)
SHORTCUTS = (Shortcut("desk.ask_about", t("Ask the help desk"), by_shortcut),)
LISTENERS = (on(MessagePosted, hear_question),)
