"""All that works for one identified app."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answers import Answers
from adapters.slack.apps import Identity
from adapters.slack.intents import Intents
from adapters.slack.people import People
from adapters.slack.render import Renderer
from adapters.slack.settle import Settling
from adapters.slack.sight import Sight
from adapters.slack.tasks import Tasks
from adapters.slack.web import Web
from bot.ports.chat import Words
from bot.ports.clock import Clock


class Staff:
    """The parts that work for one app, made once it is known who it is."""

    def __init__(
        self,
        me: Identity,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        tasks: Tasks,
        words: Words,
        clock: Clock,
    ) -> None:
        self.me = me
        self.client = client
        self.session = session
        self.clock = clock
        self.words = words
        self.web = Web(client, session)
        self.people = People(client, me)
        self.sight = Sight(client, self.web, me, self.people)
        self.render = Renderer(words, clock, me, self.people)
        self.answers = Answers(self.web, self.render, tasks)
        self.intents = Intents(client, self.web, me, self.render, self.people, self.sight, clock)
        self.settling = Settling(client, self.web, me, clock)
