"""What somebody told of trying a lesson, and all that was told of one; nobody is named in either."""

from typing import Final

from bot.core.content import Block, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Inline, Msg, Untrusted, joined, t
from bot.domain.nuggets import rules
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Adoption, Tried
from bot.features.nuggets.kinds import ADOPTION, NUGGET
from bot.features.nuggets.spread.picture import pictured
from bot.features.nuggets.wording import RESULTS, button, not_open, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

PAGE: Final = 5
LISTED: Final = 120


def card(tried: Tried, reading: Reading) -> Content:
    """Show what was told of trying something: to its teller always, to others as long as they read what was tried."""
    adoption, nugget = tried.adoption, tried.nugget
    own, reads = rules.told(reading.viewer, tried), rules.reads(reading.viewer, nugget)
    if not own and not reads:
        return not_open()
    if adoption.withdrawn:
        return content(t("What was told of trying this was taken back."))
    first = _first(tried, own, reads)
    blocks: list[Block] = [Heading(first), _facts(adoption)]
    if reads:
        choices = [
            button(t("What it was"), "show", nugget.id),
            button(t("How it went elsewhere"), "adoptions", nugget.id),
        ]
    else:
        blocks.append(
            Note(t("What you tried is not open to you now. You can still change what you told, or take it back."))
        )
        choices = []
    if own:
        choices += [button(t("Change it"), "readopt", adoption.id), button(t("Take it back"), "unadopt", adoption.id)]
    blocks += buttons(choices)
    blocks.append(Note(t("Reference: {ref}", ref=ref(adoption.id))))
    return Content(first, tuple(blocks))


def list_(nugget: Nugget, asked: Asked, reading: Reading) -> Reply:
    """List what was told of trying a nugget, newest first, under the picture of how it went."""
    told = reading.store.adoptions.of_nugget(nugget.id)
    shown, more = asked.cut(asked.onwards(told, PAGE), PAGE, "nuggets.adoptions", nugget.id)
    title = t("How it went elsewhere")
    tell = button(t("We tried this"), "adopt", nugget.id, Style.NORMAL if told else Style.PRIMARY)
    blocks: list[Block] = [Heading(title), Paragraph(title_of(nugget))]
    if not told:
        empty = t("Nobody has told of trying this yet. If you did, tell it: also if it did not work.")
        return Reply(Content(title, (*blocks, Paragraph(empty), *buttons([tell]))))
    if not asked.page:
        blocks += pictured(told)
    for adoption in shown:
        blocks.append(Paragraph(_line(adoption)))
        blocks += buttons([button(t("Show"), "adoption", adoption.id)])
    return Reply(Content(title, (*blocks, *buttons([tell, *more]))))


def show(tried: Tried, _asked: Asked, reading: Reading) -> Reply:
    """Show what was told of trying something, whole."""
    return Reply(card(tried, reading))


def _first(tried: Tried, own: bool, reads: bool) -> Msg:
    if not reads:
        return t("You told this of trying something.")
    if own:
        return t("You told this of trying {title}", title=title_of(tried.nugget))
    return t("Somebody tried {title}", title=title_of(tried.nugget))


def _facts(adoption: Adoption) -> Facts:
    rows: list[tuple[Msg, Inline]] = [
        (t("How it went"), RESULTS[adoption.result]),
        (t("Where"), Untrusted(adoption.place)),
    ]
    told = (
        (t("Country"), adoption.country),
        (t("What was done otherwise"), adoption.adapted),
        (t("What shows it"), adoption.evidence),
    )
    rows += [(name, Untrusted(words)) for name, words in told if words]
    return Facts(tuple(rows))


def _line(adoption: Adoption) -> Inline:
    where = [Untrusted(shorten(adoption.place, LISTED))]
    where += [Untrusted(adoption.country)] if adoption.country else []
    return joined([ref(adoption.id), RESULTS[adoption.result], *where], " · ")


QUERIES = (
    Query(
        name="nuggets.adoption",
        may=rules.hears,
        on=ADOPTION,
        command="adoption show",
        help=t("See what somebody told of trying a change nugget"),
        run=show,
    ),
    Query(
        name="nuggets.adoptions",
        may=rules.reads,
        on=NUGGET,
        command="adoption list",
        help=t("See who tried a change nugget, where, and how it went"),
        run=list_,
    ),
)
VIEWS = (View("nuggets.adoption", ADOPTION, card),)
