"""A guild as its owner sees it: what is set up in the client rather than by the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .people import add_role, join, leave, remove_role, set_roles
from .permissions import BOT_BY_DEFAULT, Permission
from .person import Person
from .places import add_channel, private_for, remove_channel, set_overwrite
from .state import Channel, ChannelType, Guild, Member, Overwrite, Role

if TYPE_CHECKING:
    from .server import FakeDiscord


class GuildDriver:
    """Sets a guild up and changes it by hand, as its owner would."""

    def __init__(self, server: FakeDiscord, guild: Guild) -> None:
        self.server = server
        self.state = guild
        self.owner = Person(server, server.world.users[guild.owner_id])

    @property
    def id(self) -> int:
        """The guild's identifier."""
        return self.state.id

    @property
    def channels(self) -> list[Channel]:
        """Every channel and thread, whoever sees it."""
        return list(self.state.channels.values())

    @property
    def me(self) -> Member:
        """The bot's membership."""
        return self.state.members[self.server.world.bot.id]

    def named(self, name: str) -> Channel:
        """Find a channel, thread or post by its name."""
        return next(c for c in self.state.channels.values() if c.name == name)

    # Making

    def channel(self, name: str, *, category: Channel | None = None, private_to: list[Person] | None = None) -> Channel:
        """Make a text channel; with `private_to` only these people see it (and not the bot)."""
        return self._make(name, ChannelType.TEXT, category, private_to)

    def forum(self, name: str, *, tags: list[str] | None = None, category: Channel | None = None) -> Channel:
        """Make a forum with tags."""
        forum = self._make(name, ChannelType.FORUM, category, None)
        take = self.server.world.snowflakes.take
        forum.available_tags = [
            {"id": str(take()), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
            for tag in tags or ()
        ]
        return forum

    def category(self, name: str) -> Channel:
        """Make a category."""
        return self._make(name, ChannelType.CATEGORY, None, None)

    def _make(self, name: str, kind: int, category: Channel | None, private_to: list[Person] | None) -> Channel:
        channel = Channel(self.server.world.snowflakes.take(), kind, name, self.state.id)
        channel.parent_id = category.id if category else None
        channel.position = len(self.state.channels)
        if private_to is not None:
            channel.overwrites = private_for(self.state, *[p.user for p in private_to])
        return add_channel(self.server.world, self.state, channel)

    def delete(self, channel: Channel) -> None:
        """Delete a channel or thread."""
        remove_channel(self.server.world, channel)

    def role(self, name: str, *, permissions: int = 0, above: Role | None = None, mentionable: bool = False) -> Role:
        """Make a role: at the bottom, or right above another one."""
        role = Role(self.server.world.snowflakes.take(), self.state.id, name, int(permissions), mentionable=mentionable)
        return add_role(self.server.world, self.state, role, above=above)

    def delete_role(self, role: Role) -> None:
        """Delete a role."""
        remove_role(self.server.world, self.state, role)

    # People

    def person(
        self,
        name: str,
        *,
        locale: str = "en-US",
        roles: list[Role] | None = None,
        dms_open: bool = True,
        permissions: int = 0,
    ) -> Person:
        """Make a person who is a member; `permissions` come as a role of their own."""
        user = self.server.world.add_user(name, locale=locale, dms_open=dms_open)
        own = list(roles or ())
        if permissions:
            own.append(self.role(f"{name}'s role", permissions=permissions))
        person = Person(self.server, user)
        join(self.server.world, self.state, user, [role.id for role in own])
        return person

    def join(self, person: Person) -> None:
        """Let a person in who may be a member elsewhere too."""
        join(self.server.world, self.state, person.user)

    def leave(self, person: Person) -> None:
        """Let a person go."""
        leave(self.server.world, self.state, person.user)

    def give(self, person: Person, role: Role) -> None:
        """Give a person a role by hand."""
        member = self.state.members[person.user.id]
        set_roles(self.server.world, self.state, member, [*member.role_ids, role.id])

    def take(self, person: Person, role: Role) -> None:
        """Take a role from a person by hand."""
        member = self.state.members[person.user.id]
        set_roles(self.server.world, self.state, member, [i for i in member.role_ids if i != role.id])

    def add_bot(self, permissions: int = BOT_BY_DEFAULT) -> None:
        """Invite the bot, with a managed role of its own at the top."""
        world = self.server.world
        highest = max(self.state.roles.values(), key=lambda role: role.position)
        role = Role(world.snowflakes.take(), self.state.id, world.bot.name, int(permissions), bot_id=world.bot.id)
        add_role(world, self.state, role, above=highest)
        join(world, self.state, world.bot, [role.id])

    def remove_bot(self) -> None:
        """Throw the bot out."""
        bot = self.server.world.bot
        own = [r for r in self.state.roles.values() if r.bot_id == bot.id]
        leave(self.server.world, self.state, bot)
        for role in own:
            remove_role(self.server.world, self.state, role)

    def bot_role(self) -> Role:
        """Find the bot's own role."""
        return next(r for r in self.state.roles.values() if r.bot_id == self.server.world.bot.id)

    def shut_out(self, channel: Channel, person: Person | None = None) -> None:
        """Hide a channel from a person, or from the bot if none is given."""
        target = person.id if person else self.server.world.bot.id
        set_overwrite(self.server.world, channel, Overwrite(target, 1, 0, Permission.VIEW_CHANNEL))
