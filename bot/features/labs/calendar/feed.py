"""All of a member's labs at an address of their own, which their calendar fetches by itself."""

from datetime import timedelta
from typing import Final

from bot.core.content import Button, Content, Paragraph, Style, buttons, content
from bot.core.errors import Refusal
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, Day, Msg, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.domain.labs.events import FeedClosed, FeedOpened
from bot.features.labs.calendar.ics import MEDIA_TYPE, written
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Feed, Query
from bot.ports.feeds import PATH, FeedKey, digest_of, new_secret

NAME: Final = "labs.ics"
BACK: Final = timedelta(days=60)
"""How long labs that are over stay in the calendar."""

TITLE: Final = t("Your labs in your calendar")
NO_DOOR: Final = t(
    "This bot cannot be reached from outside yet, so calendars cannot fetch from it. "
    "Whoever runs it can open the door ([public] url in its settings). A file of one lab: /lab calendar"
)


def render(reading: Reading) -> str:
    """Write the labs that the member comes to or leads, those called off too, as they may read them now."""
    labs = reading.store.labs.in_calendar(reading.viewer, reading.now - BACK)
    return written(labs, reading.community.name)


def show_feed(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """Say whether they have an address, and offer to make one or to end it."""
    if not reading.address:
        return Reply(content(NO_DOOR))
    me = reading.viewer.member
    key = reading.store.feed_keys.of(me, NAME) if me else None
    if key is None:
        said: Msg = t("Your calendar can fetch the labs that you come to by itself, and follow when one is moved.")
        offered = [Button(t("Make my address"), Token("labs.open_feed"), Style.PRIMARY)]
    else:
        said = t(
            "Your calendar has had an address to fetch from since {day}. It cannot be shown again: a new one takes "
            "its place, and the old one then leads nowhere.",
            day=Day(key.at.date()),
        )
        offered = [
            Button(t("Make a new address"), Token("labs.open_feed")),
            Button(t("End it"), Token("labs.close_feed"), Style.DANGER),
        ]
    return Reply(Content(TITLE, (Paragraph(said), *buttons(offered))))


def open_feed(_nothing: None, ctx: Context) -> Outcome:
    """Make an address, which this answer alone tells; an earlier one leads nowhere from now on."""
    if not ctx.address:
        raise Refusal(NO_DOOR)
    secret = new_secret()
    ctx.store.feed_keys.put(FeedKey(ctx.actor, NAME, digest_of(secret), ctx.now))
    ctx.record(FeedOpened(about=""))
    said = (
        t("In your calendar, choose to subscribe to a calendar by its address, and give it this:"),
        t("{address}", address=Code(f"{ctx.address}{PATH}/{secret}/{NAME}")),
        t("Whoever has this address can read which labs you come to, so keep it to yourself. It is shown only now."),
    )
    return Reply(Content(TITLE, tuple(Paragraph(line) for line in said)))


def close_feed(_nothing: None, ctx: Context) -> Outcome:
    """Let their address lead nowhere any more."""
    ctx.store.feed_keys.drop(ctx.actor, NAME)
    ctx.record(FeedClosed(about=""))
    return Reply(content(t("The address leads nowhere any more. What your calendar has fetched stays in it.")))


QUERIES = (
    Query(
        name="labs.feed",
        may=anyone,
        command="lab feed",
        help=t("Have your calendar fetch the labs that you come to"),
        run=show_feed,
    ),
)
ACTIONS = (
    Action(name="labs.open_feed", may=anyone, run=open_feed),
    Action(name="labs.close_feed", may=anyone, run=close_feed),
)
FEEDS = (Feed(NAME, MEDIA_TYPE, render),)
