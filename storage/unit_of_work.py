"""One piece of work's view of the store: the repositories and the books, on one connection, inside one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import delete, or_, update

from bot.core.refs import MemberRef
from bot.ports.handles import Sealer
from bot.ports.ledger import INBOX_KEPT
from storage.due import SqlDue
from storage.engine import Link
from storage.events import SqlEvents
from storage.feeds import SqlFeedKeys
from storage.handles import SqlHandles
from storage.inbox import SqlInbox
from storage.mapping import text_of
from storage.marks import SqlMarks
from storage.outbox import SqlOutbox
from storage.repositories.articles import SqlArticles, SqlCorrections
from storage.repositories.breakouts import SqlBreakouts
from storage.repositories.coming import SqlContributions, SqlReminderChoices, SqlRsvps
from storage.repositories.deliveries import SqlDeliveries
from storage.repositories.desk import SqlCards, SqlDrafts, SqlWaiting
from storage.repositories.desks import SqlDesks, SqlFocalPoints, SqlRulebooks
from storage.repositories.harvest import SqlClosings, SqlFeedbacks, SqlOutcomes
from storage.repositories.knowledge import SqlKnowledge
from storage.repositories.labs import SqlLabs, SqlLabSeries
from storage.repositories.macros import SqlMacros, SqlSuggestions
from storage.repositories.nuggets import SqlConsents, SqlNuggets, SqlRefusals, SqlRevisions, SqlSources
from storage.repositories.people import SqlCommunities, SqlMembers
from storage.repositories.pods import SqlJoinRequests, SqlPods
from storage.repositories.points import SqlLearningPoints
from storage.repositories.polls import SqlPolls, SqlVotes
from storage.repositories.questions import SqlEntries, SqlQuestions
from storage.repositories.resources import SqlResources, SqlSupportRequests
from storage.repositories.roles import SqlRoles
from storage.repositories.spread import SqlAdoptions, SqlEchoes, SqlHarvests
from storage.repositories.templates import SqlTemplates
from storage.repositories.topics import SqlSupports, SqlTopics
from storage.run import Run
from storage.sealing import Entry
from storage.tables.feeds import feed_keys
from storage.tables.ledger import due, inbox
from storage.tables.people import cards, drafts, grants, group_members, waiting
from storage.tokens import SqlSignatures, SqlTokens


class SqlUnitOfWork:
    """Implements ``bot.ports.store.UnitOfWork``. It ends with its work: using it afterwards is an error."""

    __slots__ = (
        "adoptions",
        "appended",
        "articles",
        "breakouts",
        "cards",
        "closings",
        "communities",
        "consents",
        "contributions",
        "corrections",
        "deliveries",
        "desks",
        "drafts",
        "due",
        "echoes",
        "entries",
        "events",
        "feed_keys",
        "feedbacks",
        "focals",
        "handles",
        "harvests",
        "inbox",
        "knowledge",
        "lab_series",
        "labs",
        "learning_points",
        "macros",
        "marks",
        "members",
        "nuggets",
        "outbox",
        "outcomes",
        "pods",
        "polls",
        "questions",
        "refusals",
        "reminder_choices",
        "requests",
        "resources",
        "revisions",
        "roles",
        "rsvps",
        "rulebooks",
        "run",
        "signatures",
        "sources",
        "suggestions",
        "support",
        "supports",
        "templates",
        "tokens",
        "topics",
        "votes",
        "waiting",
    )

    def __init__(
        self, run: Run, before: Sequence[Entry], appended: list[Entry] | None, sealer: Sealer | None = None
    ) -> None:
        self.run = run
        self.appended = appended
        self.communities = SqlCommunities(run)
        self.members = SqlMembers(run)
        self.roles = SqlRoles(run)
        self.pods = SqlPods(run)
        self.requests = SqlJoinRequests(run)
        self.resources = SqlResources(run)
        self.support = SqlSupportRequests(run)
        self.nuggets = SqlNuggets(run)
        self.consents = SqlConsents(run)
        self.revisions = SqlRevisions(run)
        self.sources = SqlSources(run)
        self.refusals = SqlRefusals(run)
        self.adoptions = SqlAdoptions(run)
        self.echoes = SqlEchoes(run)
        self.harvests = SqlHarvests(run)
        self.templates = SqlTemplates(run)
        self.questions = SqlQuestions(run)
        self.entries = SqlEntries(run)
        self.desks = SqlDesks(run)
        self.focals = SqlFocalPoints(run)
        self.rulebooks = SqlRulebooks(run)
        self.articles = SqlArticles(run)
        self.corrections = SqlCorrections(run)
        self.macros = SqlMacros(run)
        self.suggestions = SqlSuggestions(run)
        self.topics = SqlTopics(run)
        self.supports = SqlSupports(run)
        self.waiting = SqlWaiting(run)
        self.drafts = SqlDrafts(run)
        self.cards = SqlCards(run)
        self.deliveries = SqlDeliveries(run)
        self.knowledge = SqlKnowledge(run)
        self.events = SqlEvents(run, before, appended)
        self.inbox = SqlInbox(run)
        self.marks = SqlMarks(run)
        self.outbox = SqlOutbox(run)
        self.due = SqlDue(run)
        self.tokens = SqlTokens(run)
        self.signatures = SqlSignatures(run)
        self.feed_keys = SqlFeedKeys(run)
        self.handles = SqlHandles(run, sealer)
        self._open_learning(run)

    def _open_learning(self, run: Run) -> None:
        """Open what is kept of labs and learning points."""
        self.learning_points = SqlLearningPoints(run)
        self.labs = SqlLabs(run)
        self.lab_series = SqlLabSeries(run)
        self.rsvps = SqlRsvps(run)
        self.contributions = SqlContributions(run)
        self.breakouts = SqlBreakouts(run)
        self.polls = SqlPolls(run)
        self.votes = SqlVotes(run)
        self.reminder_choices = SqlReminderChoices(run)
        self.closings = SqlClosings(run)
        self.outcomes = SqlOutcomes(run)
        self.feedbacks = SqlFeedbacks(run)

    @classmethod
    def writing(cls, link: Link, before: Sequence[Entry]) -> Self:
        """Begin a piece of writing work; ``before`` is what earlier work in the batch appended to the log."""
        return cls(Run(link), before, [], link.sealer)

    @classmethod
    def reading(cls, link: Link) -> Self:
        """Begin a piece of reading work."""
        return cls(Run(link), (), None, link.sealer)

    def forget(self, member: MemberRef) -> None:
        """Remove what the books and the common tables hold of a member, by their name and under their handles.

        The inbox keeps only digests of keys; of it, what was about the member is forgotten.
        """
        for name in (member, *self.handles.of(member)):
            self._forget_name(name)
        self.handles.forget(member)
        self.members.forget(member)

    def _forget_name(self, name: MemberRef) -> None:
        who = text_of(name)
        self.outbox.forget(name)
        self.events.erase(name)
        for column in (
            grants.c.member,
            group_members.c.member,
            waiting.c.member,
            drafts.c.member,
            feed_keys.c.member,
            due.c.about,
            waiting.c.about,
            drafts.c.about,
        ):
            self.run.change(delete(column.table).where(column == who))
        self.run.change(delete(cards).where(or_(cards.c.about == who, cards.c.reader.in_([who, f"@{who}"]))))
        self.run.change(update(inbox).where(inbox.c.about == who).values(view="", about=""))

    def sweep(self, now: datetime) -> None:
        """Forget what the books need no longer."""
        self.inbox.sweep(now - INBOX_KEPT)
        self.outbox.sweep(now - INBOX_KEPT)
        self.signatures.sweep(now)
