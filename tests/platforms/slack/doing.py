"""What a person does with the app: commands, presses, choices, submissions, shortcuts, the home tab."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from . import forms, modals, payloads
from .checks import Breach, check_message, check_view
from .elements import EMPTY_STATE, Placed, placed
from .errors import ClientRefused, SlackError
from .events import emit
from .hand import Hand, typed
from .interactions import Ack, Submission, interact
from .responses import respond
from .state import Channel, Json, Message, View

PATIENCE = 3.0
"""Seconds that a client waits for the app."""

RECORDED = {"invalid_arguments"}
"""Refusals of a view's content, which its check records by itself."""

Target = Message | View


class Doing(Hand):
    """Interactions; each returns when the app acknowledged it, and raises Unacknowledged when it did not."""

    async def command(
        self,
        name: str,
        text: str = "",
        channel: Channel | str | None = None,
        *,
        literally: bool = False,
        patience: float = PATIENCE,
    ) -> Ack:
        """Use a slash command, such as `/pod`; None as channel is the DM with the app."""
        room = self.joined(channel)
        body = payloads.command(self.server, self.workspace, self.user, name, typed(text, literally=literally), room)
        ack = await interact(self.server, self.workspace, "slash_commands", body, patience)
        if any(ack.body.get(key) for key in ("text", "blocks", "attachments")):
            try:
                check_message(self.server, "ack", ack.body)
            except SlackError:
                return ack
            ack.message = respond(self.server, self.workspace, room, self.id, ack.body)
            self.server.notify()
        return ack

    async def press(
        self,
        target: Target,
        what: str,
        option: str | None = None,
        *,
        nth: int | None = None,
        forged: Json | None = None,
        patience: float = PATIENCE,
    ) -> Ack:
        """Press a button (or choose from an overflow menu), by action_id, label or value.

        With `forged` the action's keys are replaced, and what the client would refuse is done all the same: on
        messages of others, on buttons that are no longer there.
        """
        place = forms.find(self._places(target, forged is not None), what, nth=nth)
        state = None
        if place.type == "overflow":
            chosen = forms.pick(place.element["options"], option, place)
            state = {"selected_option": chosen}
        elif place.type in EMPTY_STATE:
            raise ClientRefused(f"{what} is a {place.type}: use chooses()")
        return await self._act(target, payloads.action(self.server, place, state) | (forged or {}), patience)

    async def chooses(
        self, target: Target, what: str, value: Any, *, nth: int | None = None, patience: float = PATIENCE
    ) -> Ack | None:
        """Choose in a select, date picker, checkboxes…; None where the client tells the app nothing of it."""
        place = forms.find(self._places(target, forged=False), what, nth=nth)
        state = await self._enter(target, place, value)
        forms.keep(target.values, place, state)
        if place.is_input and not place.block.get("dispatch_action"):
            return None
        return await self._act(target, payloads.action(self.server, place, state), patience)

    async def types(self, target: Target, what: str, query: str, *, patience: float = PATIENCE) -> list[Json]:
        """Type into a searching select; returns the options that the app offers."""
        place = forms.find(self._places(target, forged=False), what)
        body = payloads.suggestion(self.server, self.workspace, self.user, place, query, target)
        ack = await interact(self.server, self.workspace, "interactive", body, patience)
        groups = ack.body.get("option_groups") or []
        options = [*(ack.body.get("options") or []), *(option for group in groups for option in group["options"])]
        if len(options) > 100 or any(len(option["text"]["text"]) > 75 for option in options):
            self.server.breaches.append(Breach("options", ("too many or too long options",), ack.body))
            return []
        return options

    async def fills(self, view: View, values: dict[str, Any]) -> None:
        """Enter values into a view's inputs (by label, action_id or block_id) without submitting."""
        for what, value in values.items():
            place = forms.find([p for p in placed(view.blocks) if p.type in EMPTY_STATE], what)
            forms.keep(view.values, place, await self._enter(view, place, value))

    async def submit(
        self,
        view: View | None = None,
        values: dict[str, Any] | None = None,
        *,
        forged: Json | None = None,
        patience: float = PATIENCE,
    ) -> Submission:
        """Fill in and submit the modal on top. `forged` replaces keys of the payload's view.

        Raises:
            ClientRefused: the client would not send it; a required input is empty, or a value is not allowed.
        """
        stack = self.workspace.screen(self.id).modals
        view = view or (stack[-1] if stack else None)
        if view is None or (forged is None and (not stack or stack[-1] is not view)):
            raise ClientRefused(f"{self.user.name} has no such modal on top")
        if not view.definition.get("submit"):
            raise ClientRefused(f"{view.title} has nothing to submit with")
        await self.fills(view, values or {})
        if forged is None:
            forms.check_required(view)
        body = payloads.submission(self.server, self.workspace, self.user, view)
        body["view"] |= forged or {}
        ack = await interact(self.server, self.workspace, "interactive", body, patience)
        result = Submission(ack.body, ack.delivery, ack.seconds)
        try:
            self._answered(view, result)
        except SlackError as refusal:
            result.action = "trouble"
            if refusal.code not in RECORDED:
                self.server.breaches.append(Breach("ack", (refusal.code,), ack.body))
        result.view = stack[-1] if (stack := self.workspace.screen(self.id).modals) else None
        self.server.notify()
        return result

    def _answered(self, view: View, result: Submission) -> None:
        """Do on the screen what the app's answer to a submission says.

        Raises:
            SlackError: Slack would not understand the answer.
        """
        screen, body = self.workspace.screen(self.id), result.body
        result.action = str(body.get("response_action") or "closed")
        if result.action == "closed":
            if body:
                raise SlackError("an answer without response_action")
            screen.modals = [other for other in screen.modals if other is not view]
        elif result.action == "clear":
            screen.modals = []
        elif result.action == "errors":
            inputs = {place.block_id for place in placed(view.blocks) if place.is_input}
            errors = body.get("errors")
            if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
                raise SlackError("errors must name input blocks")
            result.errors = view.errors = errors
        elif result.action in {"update", "push"}:
            check_view(self.server, "ack", body.get("view"), "modal")
            if result.action == "update":
                modals.write(self.server, view, body["view"])
            else:
                pushed = modals.make_view(self.server, self.workspace, self.id, body["view"])
                modals.push_modal(self.workspace, pushed)
        else:
            raise SlackError(f"unknown response_action {result.action}")

    async def closes(self, view: View | None = None, *, everything: bool = False, patience: float = PATIENCE) -> None:
        """Close the modal on top, or with `everything` the whole stack; the app hears it where it asked to."""
        screen = self.workspace.screen(self.id)
        top = view or (screen.modals[-1] if screen.modals else None)
        if top is None or top not in screen.modals:
            raise ClientRefused(f"{self.user.name} has no modal to close")
        cleared = everything or bool(top.definition.get("clear_on_close"))
        closed = list(reversed(screen.modals)) if cleared else [top]
        screen.modals = [other for other in screen.modals if other not in closed]
        for gone in closed:
            if gone.definition.get("notify_on_close"):
                body = payloads.closing(self.server, self.workspace, self.user, gone, cleared=cleared)
                await interact(self.server, self.workspace, "interactive", body, patience)

    async def shortcut(self, callback_id: str, message: Message | None = None, *, patience: float = PATIENCE) -> Ack:
        """Use a shortcut: of a message's menu, else a global one."""
        if message is None:
            body = payloads.global_shortcut(self.server, self.workspace, self.user, callback_id)
        elif self.can_read(message):
            body = payloads.message_shortcut(self.server, self.workspace, self.user, callback_id, message)
        else:
            raise ClientRefused(f"{self.user.name} cannot see this message")
        return await interact(self.server, self.workspace, "interactive", body, patience)

    def opens_home(self, tab: str = "home") -> None:
        """Open the app's home (or messages) tab."""
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": self.dm.id, "tab": tab}
        home = self.workspace.screen(self.id).home
        if home is not None and tab == "home":
            event["view"] = modals.to_json(self.workspace, home)
        emit(self.server, self.workspace, event)

    def _places(self, target: Target, forged: bool) -> Iterator[Placed]:
        """The elements this person finds on a message or view; a forger also finds what was there once."""
        if isinstance(target, View):
            screen = self.workspace.screen(self.id)
            if not forged and target not in modals.standing(screen):
                raise ClientRefused(f"{target.title or 'the view'} is not on {self.user.name}'s screen")
        elif not forged and not self.can_read(target):
            raise ClientRefused(f"{self.user.name} cannot see this message")
        yield from placed(target.blocks)
        if forged:
            known = {(place.block_id, place.action_id) for place in placed(target.blocks)}
            for version in reversed(target.versions):
                for place in placed(json.loads(version.content)["blocks"]):
                    if (place.block_id, place.action_id) not in known:
                        known.add((place.block_id, place.action_id))
                        yield place

    async def _enter(self, target: Target, place: Placed, value: Any) -> Json:
        """The state after entering a value; a searching select asks the app for its options first.

        For a searching select the value is the label to search for and choose, or a pair (query, label).
        """
        if "external" not in place.type or value is None:
            return forms.enter(place, value)
        wanted = [value] if isinstance(value, tuple) else forms.many(value)
        pairs = [item if isinstance(item, tuple) else (item, item) for item in wanted]
        options: list[Json] = []
        for query, label in pairs:
            options += [option for option in await self.types(target, place.action_id, query) if option not in options]
            forms.pick(options, label, place)
        labels = [label for _, label in pairs]
        return forms.enter(place, labels if place.type.startswith("multi") else labels[0], options)

    async def _act(self, target: Target, action: Json, patience: float) -> Ack:
        """Send a block_actions payload."""
        if isinstance(target, View):
            body = payloads.actions_in_view(self.server, self.workspace, self.user, target, [action])
        else:
            body = payloads.actions_in_message(self.server, self.workspace, self.user, target, [action])
        return await interact(self.server, self.workspace, "interactive", body, patience)
