"""How an outcome is shown to whoever acted: in the acknowledgement where it has room for it, else beside it."""

from collections import OrderedDict
from collections.abc import Awaitable
from typing import Final

import structlog

from adapters.slack import views
from adapters.slack.inbound import Spot, Way
from adapters.slack.look import Look
from adapters.slack.render import Renderer, suggestions
from adapters.slack.rich import Json
from adapters.slack.tasks import Tasks, acknowledged
from adapters.slack.web import Web
from bot.core.content import Content, content
from bot.core.forms import Step
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.text import t
from bot.ports.chat import Answer, Failure, Reader

READERS_KEPT: Final = 5_000
TOO_LATE: Final = t("The form could not be shown in time; nothing is lost. Please press or type it again.")
SAVED: Final = t("It is saved.")

log = structlog.get_logger()


class Answers:
    """Shows outcomes in one workspace."""

    def __init__(self, web: Web, render: Renderer, tasks: Tasks) -> None:
        self._web = web
        self._render = render
        self._tasks = tasks
        self._readers: OrderedDict[str, Reader] = OrderedDict()

    def show(self, spot: Spot, answer: Answer) -> Json:
        """Give the body of the acknowledgement; what it has no room for is shown beside it, in a task."""
        self._remember(spot.user, answer.reader)
        body = self._now(spot, answer.outcome, answer.reader)
        if answer.later is not None:
            self._tasks.start(self._tell_later(spot, answer.later), "slack answer later")
        return body

    def tell(self, spot: Spot, said: Content) -> Json:
        """Say something of the adapter's own, in the language last used with this person."""
        return self.show(spot, Answer(Reply(said), self._readers.get(spot.user, Reader())))

    def _remember(self, user: str, reader: Reader) -> None:
        self._readers[user] = reader
        self._readers.move_to_end(user)
        if len(self._readers) > READERS_KEPT:
            self._readers.popitem(last=False)

    def _now(self, spot: Spot, outcome: Outcome, reader: Reader) -> Json:
        match spot.way:
            case Way.SUBMIT:
                return self._in_submission(spot, outcome, reader)
            case Way.COMMAND if isinstance(outcome, Reply | UpdateCard):
                return self._private(_whole(outcome), reader)
            case Way.SEARCH:
                found = outcome if isinstance(outcome, Suggestions) else Suggestions(())
                return suggestions(found, self._render.look(reader))
            case _:
                self._tasks.start(self._beside(spot, outcome, reader), "slack answer")
                return {}

    def _private(self, said: Content, reader: Reader) -> Json:
        return {"response_type": "ephemeral", **self._render.message(said, self._render.look(reader))}

    def _in_submission(self, spot: Spot, outcome: Outcome, reader: Reader) -> Json:
        look = self._render.look(reader)
        match outcome:
            case ShowForm(step):
                return {"response_action": "update", "view": views.form(step, look, spot.opened)}
            case FormErrors(errors, step):
                places = {item.name: views.place_of(step, item.name) for item in step.section.inputs}
                if errors and errors.keys() <= places.keys():
                    said = {places[name]: look.plain(words) for name, words in errors.items()}
                    return {"response_action": "errors", "errors": said}
                return {"response_action": "update", "view": views.form(_with_errors(outcome), look, spot.opened)}
            case UpdateCard(said, note) if spot.opened.message:
                self._tasks.start(self._card(spot, said, reader), "slack card")
                return _in_place(content(note), look, spot) if note else {}
            case Reply() | UpdateCard():
                return _in_place(_whole(outcome), look, spot)
            case Done() | Suggestions():
                return {}

    async def _beside(self, spot: Spot, outcome: Outcome, reader: Reader) -> None:
        match outcome:
            case ShowForm(step) | FormErrors(_, step):
                await self._open(spot, step, reader)
            case Reply(said):
                await self._say(spot, said, reader)
            case UpdateCard():
                await self._update(spot, outcome, reader)
            case Done() | Suggestions():
                return

    async def _open(self, spot: Spot, step: Step, reader: Reader) -> None:
        """Open a form with the gesture's trigger, which Slack takes for three seconds."""
        view = views.form(step, self._render.look(reader), spot.opened)
        try:
            if spot.way is Way.PRESS_IN_MODAL:
                await self._web.push(spot.trigger, view)
            else:
                await self._web.open(spot.trigger, view)
        except Failure as failure:
            log.warning("slack_form_not_opened", failure=type(failure).__name__, why=str(failure))
            await self._say_privately(spot, content(TOO_LATE), reader)

    async def _say(self, spot: Spot, said: Content, reader: Reader) -> None:
        look = self._render.look(reader)
        match spot.way:
            case Way.PRESS_IN_MODAL:
                await self._web.update(spot.view, views.said(said, look, spot.opened))
            case Way.PRESS_AT_HOME:
                await self._web.open(spot.trigger, views.said(said, look, spot.opened))
            case Way.HOME:
                await self._web.publish(spot.user, views.home(said, look))
            case _:
                await self._say_privately(spot, said, reader)

    async def _update(self, spot: Spot, card: UpdateCard, reader: Reader) -> None:
        if spot.way is Way.PRESS_AT_HOME:
            await self._web.publish(spot.user, views.home(card.whole, self._render.look(reader)))
        elif spot.way is not Way.PRESS or not await self._replace(spot, card.content, reader):
            await self._say(spot, card.whole, reader)
        elif card.note is not None:
            await self._say_privately(spot, content(card.note), reader)

    async def _replace(self, spot: Spot, said: Content, reader: Reader) -> bool:
        """Put content in the place of the card that was pressed, private or not."""
        look = await self._render.look_at(said, reader, spot.opened.room if spot.opened.message else "")
        message = self._render.message(said, look)
        return await self._web.respond(spot.response_url, {"replace_original": True, **message})

    async def _say_privately(self, spot: Spot, said: Content, reader: Reader) -> None:
        """Say something where the gesture was made, else directly: an answer is never lost in silence."""
        look = self._render.look(reader)
        where = {"response_type": "ephemeral", "replace_original": False}
        if spot.response_url:
            for message in (self._render.message(said, look), self._render.plain_message(said, look)):
                if await self._web.respond(spot.response_url, {**where, **message}):
                    return
        await self._web.post(await self._web.direct(spot.user), self._render.message(said, look))

    async def _card(self, spot: Spot, said: Content, reader: Reader) -> None:
        """Rewrite the card from which a form was opened; if that cannot be, say it to the one who sent the form."""
        message = self._render.message(said, await self._render.look_at(said, reader, spot.opened.room))
        try:
            await self._web.edit(spot.opened.room, spot.opened.message, message)
        except Failure as failure:
            log.warning("slack_card_not_updated", failure=type(failure).__name__, why=str(failure))
            await self._say_privately(spot, said, reader)

    async def _tell_later(self, spot: Spot, later: Awaitable[Answer]) -> None:
        """End "still saving" with the truth, in the same place."""
        answer = await later
        await acknowledged()
        outcome = Reply(content(SAVED)) if isinstance(answer.outcome, Done | Suggestions) else answer.outcome
        if spot.way is Way.SUBMIT:
            await self._tell_in_modal(spot, outcome, answer.reader)
        else:
            await self._beside(spot, outcome, answer.reader)

    async def _tell_in_modal(self, spot: Spot, outcome: Reply | UpdateCard | ShowForm | FormErrors, to: Reader) -> None:
        look = self._render.look(to)
        if isinstance(outcome, Reply | UpdateCard):
            said, view = _whole(outcome), views.said(_whole(outcome), look, spot.opened)
        else:
            step = outcome.step if isinstance(outcome, ShowForm) else _with_errors(outcome)
            said, view = content(TOO_LATE), views.form(step, look, spot.opened)
        if isinstance(outcome, UpdateCard) and spot.opened.message:
            await self._card(spot, outcome.content, to)
        try:
            await self._web.update(spot.view, view)
        except Failure:
            # The modal was closed meanwhile; the truth is told all the same.
            await self._say_privately(spot, said, to)


def _whole(answer: Reply | UpdateCard) -> Content:
    return answer.whole if isinstance(answer, UpdateCard) else answer.content


def _in_place(said: Content, look: Look, spot: Spot) -> Json:
    """Say something in the place of the form that was sent."""
    return {"response_action": "update", "view": views.said(said, look, spot.opened)}


def _with_errors(wrong: FormErrors) -> Step:
    step = wrong.step
    return Step(
        step.title, step.section, step.token, step.number, step.count, step.submit, {**step.errors, **wrong.errors}
    )
