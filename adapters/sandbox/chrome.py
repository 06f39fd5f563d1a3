"""The page's own words, by name, so that templates hold none."""

from collections.abc import Mapping
from typing import Final

from adapters.sandbox.render import Renderer
from bot.core.text import Msg, Number, Untrusted, n, t

WORDS: Final[Mapping[str, Msg]] = {
    "sandbox": t("Sandbox"),
    "tagline": t("A community of practice to try things in. Nobody here is real, and nothing leaves this machine."),
    "be_somebody": t("Who do you want to be?"),
    "change_person": t("Be somebody else"),
    "skip": t("Skip to the conversation"),
    "menu": t("Menu"),
    "home": t("Home"),
    "waiting": t("Waiting"),
    "direct_purpose": t("Your conversation with the bot. Nobody else reads it."),
    "home_purpose": t("Your own page, as the bot puts it together for you."),
    "home_empty": t("Your page is being put together."),
    "rooms": t("Rooms"),
    "closed_rooms": t("Closed rooms"),
    "closed": t("Closed room: only its members can read it"),
    "open": t("Open room: everybody here can read it"),
    "archived": t("Archived"),
    "archived_note": t("This room is archived. What was said stays readable."),
    "calendar": t("Events"),
    "cancelled": t("cancelled"),
    "here": t("Here"),
    "private": t("Only you can see this"),
    "dismiss": t("Dismiss"),
    "bot": t("bot"),
    "pinned": t("Pinned"),
    "edited": t("edited"),
    "today": t("Today"),
    "yesterday": t("Yesterday"),
    "reply": t("Reply in thread"),
    "thread": t("Thread"),
    "close_thread": t("Close the thread"),
    "react": t("React"),
    "react_with": t("React with {emoji}"),
    "more": t("More"),
    "link_to": t("Link to this message"),
    "edit": t("Edit"),
    "delete": t("Delete"),
    "save": t("Save"),
    "cancel": t("Cancel"),
    "send": t("Send"),
    "choose": t("Choose"),
    "write": t("Message, or / for commands"),
    "write_thread": t("Reply in the thread"),
    "message": t("Message"),
    "commands": t("Commands"),
    "no_command": t("No command begins like this."),
    "use": t("Use this command"),
    "optional": t("optional"),
    "nobody": t("Nobody"),
    "nothing": t("Nothing"),
    "step": t("Step {number} of {count}"),
    "wrong": t("Something needs another look:"),
    "empty": t("Nothing has been said here yet."),
    "file": t("Download {name}"),
    "happened": t("What happened"),
    "happened_about": t("Each step as the bot took it: what came in, what it answered, recorded and sent."),
    "happened_none": t("Nothing yet. Use a command or press a button, and its steps appear here."),
    "close": t("Close"),
    "came_in": t("Came in"),
    "answered": t("Answered"),
    "recorded": t("Recorded"),
    "sent": t("Sent"),
    "theme": t("Light or dark"),
    "away": t("The bot is not listening at this moment. What you do now is not done."),
    "trouble": t("That did not go through. Look at the connection, then try again."),
    "reconnecting": t("Reconnecting…"),
    "refused": t("That cannot be done here."),
    "not_found": t("There is nothing here, or it is not open to you."),
    "to_start": t("Go to the start"),
    "dms_on": t("Take direct messages from the bot"),
    "dms_off": t("Refuse direct messages from the bot"),
    "leave": t("Leave this room"),
    "facilitator": t("Facilitator"),
    "desk": t("Help desk"),
    "steward": t("Steward"),
    "member": t("Member"),
    "guest": t("Guest"),
    "try_first": t("A first story to play"),
    "try_propose": t("Be Amina and type /pod propose."),
    "try_approve": t("Be Claire, the steward, and approve the pod."),
    "try_join": t("Be Ravi and ask to join it with /pod join."),
    "try_admit": t("Be Amina again and let Ravi in. The closed room appears for the two of them alone."),
}


class Say:
    """Says the page's own words in one language."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def __call__(self, name: str, /, **values: str | int) -> str:
        """Say one of them, with values put in."""
        words = WORDS[name]
        args = tuple((key, Number(v) if isinstance(v, int) else Untrusted(v)) for key, v in values.items())
        return self._renderer.text(Msg(words.id, args))

    def replies(self, count: int) -> str:
        """Say how many answers a thread has."""
        return self._renderer.text(n("{count} reply", "{count} replies", count))

    def people(self, count: int) -> str:
        """Say how many people a room has."""
        return self._renderer.text(n("{count} person", "{count} people", count))

    def new(self, count: int) -> str:
        """Say how many messages are new."""
        return self._renderer.text(n("{count} new message", "{count} new messages", count))
