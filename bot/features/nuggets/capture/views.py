"""The draft as whoever has it before them sees it, and what stands in the thread that it was made from."""

from bot.core.content import Block, Button, Content, Heading, Note, Paragraph, Style, buttons, content
from bot.core.text import Inline, Mention, Msg, joined, t
from bot.domain.nuggets import life, quoting, rules
from bot.domain.nuggets.nugget import DRAFTS, Attribution, Nugget, NuggetState
from bot.domain.nuggets.withholding import doubtful
from bot.domain.nuggets.words import FieldName
from bot.features.nuggets import alike
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.showing import told_facts, where_it_stands, with_its_source
from bot.features.nuggets.wording import button, not_open, ref, withheld, yes
from bot.ports.context import Reading
from bot.ports.feature import View
from bot.ports.hinting import to_look_at
from bot.ports.known import READERS


def draft_card(nugget: Nugget, reading: Reading) -> Content:
    """Show a draft with one press to send it, or what became of it."""
    if nugget.state not in DRAFTS:
        return _over(nugget, reading)
    if not rules.drafts(reading.viewer, nugget):
        waits = t("This waits for the one whose story it is.")
        return content(waits) if rules.collects(reading.viewer, nugget) else not_open()
    if nugget.state is NuggetState.READING:
        return content(t("I am reading the thread. The draft comes in a moment."))
    first = _first(nugget, reading)
    blocks: list[Block] = [Heading(first)]
    if not nugget.says(FieldName.WHAT_CHANGED):
        blocks.append(
            Paragraph(
                t("I found no change in this thread. If there is one, tell it in your words; else throw this away.")
            )
        )
    facts = told_facts(nugget, nugget.fields, reading, with_its_source)
    blocks += facts
    blocks += _remarks(nugget, reading)
    blocks += buttons([*_choices(nugget, reading), *alike.choice(nugget, reading)])
    blocks.append(Note(t("Reference: {ref}", ref=ref(nugget.id))))
    return Content(first, tuple(blocks))


def _over(nugget: Nugget, reading: Reading) -> Content:
    """Say what became of a draft to whoever had it before them; the nugget itself is one press away."""
    if not rules.may_see(reading.viewer, nugget):
        return not_open()
    shows = [button(t("Show"), "show", nugget.id)] if rules.published(nugget) else []
    return content(where_it_stands(nugget), *buttons(shows))


def in_thread(nugget: Nugget, _reading: Reading) -> Content:
    """Say in the thread that it was read, and later what came of it; names nobody, and shows no word."""
    match nugget.state:
        case NuggetState.READING | NuggetState.CAPTURED | NuggetState.OFFERED:
            said = t(
                "I have read this thread to draft a change nugget. Nobody sees it before those whose words it says "
                "have said yes."
            )
        case NuggetState.WITHDRAWN:
            said = t("A change nugget was made from this thread, and taken back.")
        case NuggetState.DROPPED:
            said = t("I have read this thread for a change nugget. Nothing was kept.")
        case _:
            said = t("This thread has become a change nugget. Thank you for what you told.")
    return content(said)


def _first(nugget: Nugget, reading: Reading) -> Msg:
    if nugget.author == reading.viewer.member and nugget.collector != nugget.author:
        return t("May this be kept? {who} made a change nugget of what you told.", who=Mention(nugget.collector))
    return t("Your change nugget, as a draft")


def _remarks(nugget: Nugget, reading: Reading) -> list[Block]:
    remarks = [*withheld(nugget), *to_look_at(doubtful(nugget))]
    quoted = quoting.quoted(nugget)
    if quoted:
        who: list[Inline] = [Mention(member) for member in quoted]
        remarks.append(
            Note(t("Words of {who} are in it. I ask them, and leave out what they do not agree to.", who=joined(who)))
        )
    if life.missing(nugget):
        return remarks
    if nugget.author != reading.viewer.member:
        remarks.append(Note(t("This is the story of {who}. Once you send it, I ask them.", who=Mention(nugget.author))))
    elif nugget.pod:
        remarks.append(Note(t("With your yes {who} can read it at once.", who=READERS[nugget.wanted])))
    else:
        remarks.append(
            Note(t("After your yes a steward looks at it; then {who} can read it.", who=READERS[nugget.wanted]))
        )
    return remarks


def _choices(nugget: Nugget, reading: Reading) -> list[Button]:
    own = nugget.author == reading.viewer.member
    change = button(t("Change it"), "fill", nugget.id)
    given = own and nugget.collector != nugget.author
    away = button(t("No, don't keep it") if given else t("Throw away"), "drop", nugget.id)
    if life.missing(nugget):
        return [button(t("Fill in the rest"), "fill", nugget.id, Style.PRIMARY), away]
    if not own:
        return [button(t("Ask them"), "send", nugget.id, Style.PRIMARY), change, away]
    return [*_yes(nugget, reading), change, away]


def _yes(nugget: Nugget, reading: Reading) -> list[Button]:
    """Give a button for each way of being named; in a pod under the Chatham House Rule the nameless one first."""
    ways = [Attribution.NAMED, Attribution.CHATHAM_HOUSE]
    profile = reading.store.members.get(nugget.author)
    if profile is not None and profile.organisation:
        ways.insert(1, Attribution.ORGANISATION)
    pod = reading.store.pods.get(nugget.pod) if nugget.pod else None
    if pod is not None and pod.charter.ground_rules.chatham_house:
        ways.sort(key=lambda way: way is not Attribution.CHATHAM_HOUSE)
    return yes(ways, "send", nugget.id)


VIEWS = (View("nuggets.draft", NUGGET, draft_card), View("nuggets.in_thread", NUGGET, in_thread))
