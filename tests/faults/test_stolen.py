"""A database or a backup that was stolen gives nobody a token that works."""

import asyncio
from pathlib import Path

from bot.app.installing import StoredInstallations
from bot.app.vault import Vault
from bot.core.refs import CommunityRef, MemberRef
from bot.ports.installations import Installation
from storage import backup
from tests.storage.databases import file_at, new_file, opened
from tests.storage.nouns import NOW

HOME = CommunityRef("slack", "T1")
TOKEN = "xoxb-1111-2222-canaryofatoken"


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


async def test_s38_no_token_lies_in_the_database_its_log_or_its_backup(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        installations = StoredInstallations("slack", store, Vault([b"k" * 32]))
        await installations.keep(Installation(HOME, TOKEN, NOW), name="Canary network", by=MemberRef(HOME, "U1"))
        await asyncio.to_thread(backup, url, tmp_path / "copy.db")
        running = everything(tmp_path)
    closed = everything(tmp_path)

    assert file_at(url).parent == tmp_path
    for found in (running, closed):
        assert b"Canary network" in found, "this is where it would lie"
        assert TOKEN.encode() not in found
        assert b"canaryofatoken" not in found
