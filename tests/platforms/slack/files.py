"""files.*: an upload in three steps: a URL, the bytes, the completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from . import messages
from .errors import SlackError
from .faults import ConnectionDropped, Faulty
from .methods import Call, method
from .recording import Recorded
from .state import Channel, Json, StoredFile, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack


class Uploads:
    """The URLs to which bytes are posted."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server

    def pending(self, ticket: str) -> tuple[Workspace, StoredFile] | None:
        """The file that waits for its bytes under a ticket."""
        for workspace in self.server.workspaces.values():
            for file in workspace.files.values():
                if file.ticket == ticket:
                    return workspace, file
        return None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Take the bytes of one file, raw or as a form's file."""
        server = self.server
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [part.file.read() for part in form.values() if isinstance(part, web.FileField)]
            content = parts[0] if parts else b""
        else:
            content = await request.read()
        raw = content.decode("utf-8", errors="replace")
        record = Recorded("upload", {}, raw, None, dict(request.headers), server.clock())
        server.recording.requests.append(record)
        found = self.pending(request.match_info["ticket"])

        def apply() -> web.Response:
            if found is None or len(content) != found[1].length:
                record.status = 400
                return web.Response(status=400, text="Bad Request")
            found[1].content = content
            record.status = 200
            return web.Response(text=f"OK - {len(content)}")

        fault = server.faults.take("upload", {}, found[0].id if found else None)
        try:
            return await fault.strike(Faulty(server, found[0] if found else None, apply)) if fault else apply()
        except ConnectionDropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            server.notify()


def to_json(file: StoredFile) -> Json:
    """A file object."""
    return {"id": file.id, "name": file.name, "title": file.title, "size": file.length, "mode": "hosted"}


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(call: Call) -> Json:
    """A URL for the bytes of one file."""
    name = call.need("filename", "missing_argument")
    length = call.number("length", 0)
    if length <= 0:
        raise SlackError("missing_argument")
    file = StoredFile(call.server.ids.next("F"), name, length, call.server.ids.secret())
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.server.origin}/upload/{file.ticket}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(call: Call) -> Json:
    """Finish uploads, and share them where a channel is named."""
    wanted = call.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    files = []
    for item in wanted:
        file = call.workspace.files.get(str(item.get("id")))
        if file is None or file.content is None or file.complete:
            raise SlackError("file_not_found")
        file.title = str(item.get("title") or file.name)
        files.append(file)
    channels = [call.text("channel_id")] if call.text("channel_id") else call.listed("channels")
    shared = [share_target(call, str(name)) for name in channels]
    for file in files:
        file.complete = True
        file.channels = [channel.id for channel in shared]
    for channel in shared:
        content = {"text": call.text("initial_comment") or "", "thread_ts": call.text("thread_ts")}
        listed = [to_json(file) for file in files]
        messages.post(
            call.server,
            call.workspace,
            channel,
            call.workspace.bot_user_id,
            content,
            subtype="file_share",
            files=listed,
        )
    return {"files": [to_json(file) for file in files]}


def share_target(call: Call, name: str) -> Channel:
    """A channel that a file can be shared to."""
    channel = call.workspace.channels.get(name)
    if channel is None or not call.sees(channel):
        raise SlackError("channel_not_found")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


@method("files.info", "files:read")
def file_info(call: Call) -> Json:
    """One file."""
    file = call.workspace.files.get(call.need("file", "file_not_found"))
    if file is None or not file.complete:
        raise SlackError("file_not_found")
    return {"file": to_json(file)}


@method("files.delete", "files:write")
def delete_file(call: Call) -> Json:
    """Delete a file."""
    file = call.workspace.files.pop(call.need("file", "file_not_found"), None)
    if file is None:
        raise SlackError("file_not_found")
    return {}
