"""The sandbox's page: its addresses, and what stands behind each. Served on the local door alone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.sandbox.chrome import Say
from adapters.sandbox.engine import Sandbox
from adapters.sandbox.people import NoSuch, Person
from adapters.sandbox.posts import Posts
from adapters.sandbox.render import Renderer
from adapters.sandbox.say import clock_text
from adapters.sandbox.sent import Sent
from adapters.sandbox.spot import Spot, base_of
from adapters.sandbox.templating import STATIC, Templates
from adapters.sandbox.unread import mark_read
from adapters.sandbox.views import PageView
from adapters.sandbox.world import community_ref
from bot.core.refs import MemberRef
from bot.ports.chat import Reader
from bot.ports.journal import Journal, NoJournal

SILENCE: Final = 15.0
"""Seconds after which an open stream says that it is still there."""

SUGGESTIONS: Final = 25


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What an operator may set: the language of the page that comes before one is somebody."""

    locale: str = "en"


class Page:
    """All routes over one sandbox. ``journal`` fills the drawer that tells what happened."""

    def __init__(self, sandbox: Sandbox, journal: Journal | None = None, settings: PageSettings | None = None) -> None:
        self._sandbox = sandbox
        self._journal: Journal = journal or NoJournal()
        self._settings = settings or PageSettings()
        self._templates = Templates()
        self._templates.add_filter("here", self._here)

    def routes(self) -> list[BaseRoute]:
        """Give the routes, to be mounted at the root of the local door."""
        who = "/as/{community}/{person}"
        return [
            Route("/", self.welcome),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route(who, self.enter),
            Route(f"{who}/palette", self.palette),
            Route(f"{who}/complete", self.complete),
            Route(f"{who}/file/{{message:int}}", self.file),
            Route(f"{who}/stream/{{kind}}", self.stream),
            Route(f"{who}/stream/{{kind}}/{{room}}", self.stream),
            Route(f"{who}/{{act}}", self.post, methods=["POST"]),
            Route(f"{who}/{{kind}}", self.show),
            Route(f"{who}/{{kind}}/{{room}}", self.show),
        ]

    def wrong(self, status: int) -> Response:
        """Give the page for what cannot be shown or done."""
        return HTMLResponse(
            self._templates.whole("wrong.html", say=self._say(), status=status, lang=self._settings.locale, dir="ltr"),
            status,
        )

    async def welcome(self, _request: Request) -> Response:
        """Let somebody choose who to be."""
        store = self._sandbox.world.store
        communities = [(community, store.people(community.ref)) for community in store.communities()]
        shown = [(community, [p for p in people if not p.gone]) for community, people in communities if people]
        html = self._templates.whole(
            "welcome.html", communities=shown, say=self._say(), lang=self._settings.locale, dir="ltr"
        )
        return HTMLResponse(html)

    async def enter(self, request: Request) -> Response:
        """Begin as somebody in the first room, or with the bot where there is none."""
        person = self._person(request)
        view = PageView(self._sandbox, person, Spot(), self._journal)
        spot = view.at_room(view.rooms[0]) if view.rooms else Spot()
        return RedirectResponse(f"{base_of(person)}/{spot}", 303)

    async def show(self, request: Request) -> Response:
        """Draw the page of one person at one place."""
        person, spot = self._person(request), _spot(request)
        if spot.kind == "home":
            await self._sandbox.gestures.open_home(person, wait=False)
        view = self._view(person, spot)
        if spot.thread and view.first is None:
            raise HTTPException(404)
        return HTMLResponse(self._templates.whole("page.html", v=view, lang=view.lang, dir=view.dir))

    async def post(self, request: Request) -> Response:
        """Do something; without JavaScript the page is shown again, with it its parts are brought up to date."""
        person, sent = self._person(request), await Sent.read(request)
        before = sent.spot
        after = await Posts(self._sandbox, person, sent).run(request.path_params["act"])
        address = f"{base_of(person)}/{after}"
        if request.headers.get("hx-request") != "true":
            return RedirectResponse(address, 303)
        if after != before:
            return Response(status_code=204, headers={"HX-Redirect": address})
        return HTMLResponse(self._templates.whole("partials.html", parts=self._parts(person, after)))

    async def palette(self, request: Request) -> Response:
        """Give the commands that begin with what is typed, or the parameters of one."""
        person, asked = self._person(request), Sent.parse(request.scope["query_string"])
        view = PageView(self._sandbox, person, asked.spot, self._journal)
        name, line = asked.one("command"), asked.one("text").lstrip()
        typed = " ".join(line.removeprefix("/").lower().split())
        found = spec = None
        if name:
            spec = next((spec for spec in view.commands if spec.name == name), None)
        elif line.startswith("/"):
            found = [spec for spec in view.commands if spec.name.startswith(typed) or typed.startswith(spec.name)]
        return HTMLResponse(self._templates.whole("palette.html", v=view, found=found, spec=spec))

    async def complete(self, request: Request) -> Response:
        """Give what completes a search input or a parameter."""
        person, asked = self._person(request), Sent.parse(request.scope["query_string"])
        field = asked.one("field")
        options = await self._sandbox.gestures.complete(person, asked.one("source"), asked.one(field)[:100])
        return HTMLResponse(self._templates.whole("options.html", options=options[:SUGGESTIONS], field=field))

    async def file(self, request: Request) -> Response:
        """Give a file that came with a message to the one who got it."""
        person = self._person(request)
        world = self._sandbox.world
        try:
            message = world.message_for(person, world.direct(person), str(request.path_params["message"]))
            attached = world.messages.attached(message.id)
        except NoSuch as wrong:
            raise HTTPException(404) from wrong
        # Only ever saved, never shown: what is in it is not ours.
        headers = {"Content-Disposition": "attachment", "Content-Type": "application/octet-stream"}
        return Response(attached.body.encode("utf-8", "replace"), headers=headers)

    async def stream(self, request: Request) -> Response:
        """Tell an open page what has changed, for as long as it is open."""
        person, spot = self._person(request), _spot(request)
        self._view(person, spot)
        return StreamingResponse(
            self._changes(person, spot), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _changes(self, person: Person, spot: Spot) -> AsyncIterator[str]:
        changes, shown, drawn = self._sandbox.world.changes, dict[str, str](), -1
        while not changes.closed:
            if changes.count == drawn:
                yield ": still here\n\n"
            else:
                drawn = changes.count
                try:
                    parts = self._parts(person, spot)
                except HTTPException:
                    # The place is no longer theirs to read, not even that it was there.
                    yield "event: gone\ndata: gone\n\n"
                    return
                fresh = {name: html for name, html in parts.items() if shown.get(name) != html}
                shown = parts
                if fresh:
                    yield _event(self._templates.whole("partials.html", parts=fresh))
            await changes.after(drawn, SILENCE)

    def _view(self, person: Person, spot: Spot) -> PageView:
        """Look at a place; 404 for one that is not there for this person."""
        try:
            # As they are now: a page may be open for long.
            person = self._sandbox.world.store.person(person.ref)
            view = PageView(self._sandbox, person, spot, self._journal)
            room = view.room
        except NoSuch as wrong:
            raise HTTPException(404) from wrong
        if room is not None:
            mark_read(self._sandbox.world, person, room)
        return view

    def _parts(self, person: Person, spot: Spot) -> dict[str, str]:
        return dict(self._templates.parts(self._view(person, spot)))

    def _person(self, request: Request) -> Person:
        ref = MemberRef(community_ref(request.path_params["community"]), request.path_params["person"])
        try:
            person = self._sandbox.world.store.person(ref)
        except (NoSuch, ValueError) as wrong:
            raise HTTPException(404) from wrong
        if person.gone:
            raise HTTPException(404)
        return person

    def _say(self) -> Say:
        return Say(Renderer.of(Reader(self._settings.locale), self._sandbox.world.words))

    def _here(self, person: Person) -> str:
        return clock_text(self._sandbox.world.clock.now(), self._settings.locale, person.zone)


def _spot(request: Request) -> Spot:
    kind, room = request.path_params["kind"], request.path_params.get("room", "")
    query = request.url.query
    match kind:
        case "room" if room:
            return Spot.of("room", room, query)
        case "home" | "direct" if not room:
            return Spot.of(kind, "", query)
        case _:
            raise HTTPException(404)


def _event(html: str) -> str:
    """Put HTML into one server-sent event."""
    return "".join(f"data: {line}\n" for line in html.splitlines()) + "\n"
