"""People who tell, harvest, agree and take back, with what is believed to follow: a machine's doings."""

from dataclasses import replace

from bot.core.inbound import MessageDeleted, MessageEdited
from bot.domain.access import Scope
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, OVER, Nugget, NuggetState, Told
from bot.domain.nuggets.questions import ASKED
from bot.domain.nuggets.words import REQUIRED, FieldName
from bot.ports.store import UnitOfWork
from tests.features.nuggets.believed import NOBODY, Believed, Message, Story, Words, marks_in
from tests.features.nuggets.community import EVERYBODY, HERE, OPEN_ROOM, Community


class Play(Community):
    """What people do."""

    def tell(self, teller: str, other: str, pod: bool) -> None:
        """Let somebody tell a change in a thread, and somebody say what came of it."""
        if len(self.stories) >= 3 or {teller, other} & self.forgotten or (pod and not {teller, other} <= self.inside):
            return
        said = [
            (teller, f"We moved the {self.mark(teller)} rub from the wall to every bed in our ward in March."),
            (other, f"As a result, infections with {self.mark(other)} fell from 9 to 3 a month."),
            (teller, f"Thank you! I will tell the {self.mark(teller)} committee."),
        ]
        room = self.template.room if pod else OPEN_ROOM
        refs = self.world.tells(room, *((self.people[name], text) for name, text in said))
        messages = [Message(ref, name, text) for ref, (name, text) in zip(refs, said, strict=True)]
        self.stories.append(Story(teller, other, messages))

    async def harvest(self, who: str, story: Story, at: int, how: str) -> None:
        """Let somebody save a message's thread, and its draft quote what the other said."""
        await self.gesture(who, story, at, how)
        await self.world.settles()
        await self.drafted(story)

    async def harvest_meanwhile(self, who: str, story: Story, at: int, what: int, rounds: int) -> None:
        """Let a message be deleted after the gesture, when the bot has got so far with reading and drafting."""
        await self.gesture(who, story, at, "reaction")
        for _ in range(rounds):
            await self.world.bot.relay.round()
        await self.goes(story, what, edit=False)
        # What was gone before tells nothing, so that nobody has waited for the draft yet.
        await self.world.settles()
        await self.drafted(story)

    async def harvest_together(self, one: str, other: str, story: Story, at: int) -> None:
        """Let two people save different messages of one thread before the bot has read it."""
        await self.gesture(one, story, at, "reaction")
        await self.gesture(other, story, (at + 1) % len(story.messages), "reaction")
        await self.world.settles()
        await self.drafted(story)

    async def drafted(self, story: Story) -> None:
        """Take what was drafted into what is believed: each mark in it is said by whom it quotes, and still stands."""
        fresh = [nugget for nugget in await self.all_nuggets() if nugget.id not in self.believed]
        for drafted in fresh:
            # A quotation is put in by hand: which one the drafter takes is its own matter.
            nugget = await self._quoting(drafted, story) if drafted.state is NuggetState.CAPTURED else drafted
            known = Believed(story, nugget.collector.user, nugget.author.user)
            for name, told in nugget.fields.items():
                by = told.said_by.user if told.said_by else nugget.author.user
                marks = marks_in(told.text)
                assert {self.speakers[mark] for mark in marks} <= {by}, (told, by)
                assert not marks & self.deleted, told
                if marks:
                    known.says(name, Words(by, marks, told.message))
            self.believed[nugget.id] = known

    async def goes(self, story: Story, at: int, *, edit: bool) -> None:
        """Let a message be edited or deleted; a draft loses what was deleted."""
        message = story.messages[at]
        if message.gone:
            return
        thread = self.platform.threads[story.messages[0].ref]
        place = next(place for place, one in enumerate(thread) if one.message == message.ref)
        if edit:
            text = message.text.replace("our ward", "one ward")
            thread[place] = replace(thread[place], text=text)
            edited = MessageEdited(key="", community=HERE, at=self.clock.now(), message=message.ref, text=text)
            await self.world.happens(edited)
            return
        message.gone = True
        self.deleted |= message.marks
        thread[place] = replace(thread[place], text="")
        for nugget_id, known in self.believed.items():
            if (await self.nugget(nugget_id)).state in DRAFTS:
                known.fields = {name: one for name, one in known.fields.items() if one.source != message.ref}
        await self.world.happens(MessageDeleted(key="", community=HERE, at=self.clock.now(), message=message.ref))

    async def send(self, nugget_id: str, way: str) -> None:
        """Let whoever has the draft before them send it."""
        before, known = await self.nugget(nugget_id), self.believed[nugget_id]
        holder = known.author if before.state is NuggetState.OFFERED else known.collector
        if holder in {*self.forgotten, NOBODY}:
            return
        await self.use(holder, "nugget send", {"nugget": nugget_id, "attribution": way})
        after = await self.nugget(nugget_id)
        if before.state in DRAFTS and after.state not in {*DRAFTS, *OVER}:
            assert holder == known.author
            self._said_yes(known, holder, after.wanted, way)

    async def edit(self, nugget_id: str, name: FieldName, *, own: bool) -> None:
        """Let its author put other words in the place of a field's, or add some to them."""
        before, known = await self.nugget(nugget_id), self.believed[nugget_id]
        holder = known.collector if before.state is NuggetState.CAPTURED else known.author
        if holder in {*self.forgotten, NOBODY}:
            return
        person = self.people[holder]
        await person.uses("/nugget edit", nugget=nugget_id)
        if person.form is None:
            return
        mark, stood = self.mark(known.author), before.fields.get(name, Told(""))
        names = " and ".join(sorted(known.nameless & set(EVERYBODY)))
        text = f"{stood.text} {mark}" if not own else f"{names} told of {mark}, which went as we hoped."
        await person.fills(result="success", level="facility", **{**_required(before), name.value: text})
        after = await self.nugget(nugget_id)
        if after == before or person.errors:
            return
        words = known.fields.get(name, Words(known.author, set()))
        if own or words.by == known.author:
            source = words.source if words.by == known.author else None
            known.says(name, Words(known.author, {mark} | (set() if own else words.marks), source))
        else:
            known.says(name, Words(words.by, words.marks | {mark}, words.source))
            known.yes.pop(words.by, None)

    async def answer(self, nugget_id: str, who: str, what: str, way: str) -> None:
        """Let somebody say yes or no to their words being read, or take a yes back."""
        before, known = await self.consent(nugget_id, who), self.believed[nugget_id]
        if before is None or who in self.forgotten:
            return
        how = {"attribution": way, "version": str(before.version)} if what == "give" else {}
        await self.use(who, f"consent {what}", {"consent": before.id, **how})
        after = await self.consent(nugget_id, who)
        assert after is not None
        if what == "give" and after != before:
            self._said_yes(known, who, before.asked_for, way)
        elif what == "withdraw":
            known.yes.pop(who, None)
            self.taken_back |= known.loses(None if who == known.author else who)

    async def take_back(self, nugget_id: str, command: str) -> None:
        """Let its author withdraw it, or whoever has the draft drop it."""
        before, known = await self.nugget(nugget_id), self.believed[nugget_id]
        who = known.collector if before.state is NuggetState.CAPTURED else known.author
        if who not in {*self.forgotten, NOBODY}:
            await self.use(who, command, {"nugget": nugget_id})
            if (await self.nugget(nugget_id)).state in EMPTIED:
                self.taken_back |= known.loses()

    async def widen(self, nugget_id: str, scope: Scope) -> None:
        """Let its author ask that it be read more widely, which is their yes to it."""
        known = self.believed[nugget_id]
        if known.author in {*self.forgotten, NOBODY}:
            return
        person = self.people[known.author]
        await person.uses("/nugget share", nugget=nugget_id)
        if person.form is not None:
            await person.fills(scope=scope.value)
            after = await self.nugget(nugget_id)
            if after.state is NuggetState.IN_REVIEW and after.wanted is scope:
                known.yes[known.author] = scope

    async def review(self, nugget_id: str, who: str, *, back: bool) -> None:
        """Let somebody pass a nugget, or send it back, if they may; its author says no more than it says already."""
        author = self.believed[nugget_id].author
        if not back:
            if author in self.people and author not in self.forgotten:
                for _ in ASKED:
                    await self.people[author].uses("/nugget skip", nugget=nugget_id)
            shown = str((await self.nugget(nugget_id)).version)
            await self.use(who, "review publish", {"nugget": nugget_id, "version": shown})
            return
        person = self.people[who]
        await person.uses("/review return", nugget=nugget_id)
        if person.form is not None:
            await person.fills(note="Please say for whom.")

    async def send_again(self, nugget_id: str) -> None:
        """Let its author send it again as it is, after a note."""
        author = self.believed[nugget_id].author
        if author not in {*self.forgotten, NOBODY}:
            await self.use(author, "nugget resend", {"nugget": nugget_id})

    async def leave(self, who: str) -> None:
        """Let somebody leave the pod."""
        if who in self.inside:
            await self.use(who, "pod leave", {"pod": self.template.pod})
            self.inside.discard(who)

    async def forget(self, who: str, *, keep: bool) -> None:
        """Let somebody have themselves forgotten, and what they published stay without them, or go."""
        if who in self.forgotten:
            return
        person = self.people[who]
        agreed = {one.nugget for one in await self.consents_of(who) if one.given_for is not None}
        states = {nugget.id: nugget.state for nugget in await self.all_nuggets()}
        await person.uses("/profile erase")
        await person.fills(published="keep" if keep else "withdraw", sure="yes")
        assert not person.errors
        await self.world.settles()
        self.forgotten.add(who)
        self.inside.discard(who)
        for nugget_id, known in self.believed.items():
            draft = states[nugget_id] in DRAFTS
            goes = (known.author == who and (draft or not keep)) or (known.collector == who and draft)
            if goes or not (keep and (known.author == who or nugget_id in agreed)):
                self.taken_back |= known.loses(None if goes else who)
            known.fields = {
                name: replace(one, by=NOBODY) if one.by == who else one for name, one in known.fields.items()
            }
            known.author = NOBODY if known.author == who else known.author
            known.collector = NOBODY if known.collector == who else known.collector
            known.nameless.add(who)

    async def _quoting(self, nugget: Nugget, story: Story) -> Nugget:
        outcome, author = story.messages[1], self.people[story.teller].ref
        if outcome.gone or nugget.author != author or {*nugget.fields} & set(REQUIRED) != {FieldName.WHAT_CHANGED}:
            return nugget
        quoted = Told(outcome.text, self.people[outcome.by].ref, outcome.ref)

        def quote(uow: UnitOfWork) -> None:
            uow.nuggets.save(replace(nugget, fields={**nugget.fields, FieldName.OUTCOME: quoted}))

        await self.world.bot.storage.write(quote, [HERE]).result
        return await self.nugget(nugget.id)

    def _said_yes(self, known: Believed, who: str, scope: Scope, way: str) -> None:
        known.yes[who] = scope
        if way != "named":
            known.nameless.add(who)
        elif who not in known.hidden:
            known.nameless.discard(who)
        if way == "chatham_house":
            known.hidden.add(who)


def _required(nugget: Nugget) -> dict[str, str]:
    """Give what the form asks, where the nugget lacks it."""
    return {name.value: "We tried something." for name in REQUIRED if not nugget.says(name)}
