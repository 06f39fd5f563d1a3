"""The way in for calendars and readers that fetch by themselves: an address that cannot be guessed is all they have."""

import hashlib

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.ports.feeds import PATH, FeedSource


def feed_route(source: FeedSource) -> Route:
    """Make the route; what leads nowhere, any more or ever, is answered alike: 404."""

    async def fetch(request: Request) -> Response:
        fed = await source.fetch(request.path_params["secret"], request.path_params["name"])
        if fed is None:
            raise HTTPException(404)
        body = fed.body.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        # Kept by nobody on the way; asked for again each time, and sent again only when it has changed.
        headers = {"Cache-Control": "private, no-cache", "ETag": tag, "Referrer-Policy": "no-referrer"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=fed.media_type, headers=headers)

    return Route(PATH + "/{secret}/{name}", fetch, methods=["GET"])
