"""The command line: ``python -m bot run`` and its sisters."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import bootstrap
from bot.config import ConfigProblem, Settings, load
from bot.core.ids import reference
from bot.locales import words
from bot.ports.health import Health

app = typer.Typer(
    help="Podkeeper: learning pods, labs, a help desk and change nuggets, where a community already talks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(database, name="db")
making = typer.Typer(help="Print what a platform needs to know before it lets the bot in.", no_args_is_help=True)
app.add_typer(making, name="manifest")
syncing = typer.Typer(help="Tell a platform which commands there are.", no_args_is_help=True)
app.add_typer(syncing, name="sync")
nuggets = typer.Typer(help="Work on change nuggets outside the chat.", no_args_is_help=True)
app.add_typer(nuggets, name="nugget")
templates = typer.Typer(help="Look after what a community asks of change nuggets.", no_args_is_help=True)
nuggets.add_typer(templates, name="template")
desks = typer.Typer(help="Look after help desks outside the chat.", no_args_is_help=True)
app.add_typer(desks, name="desk")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", help="The settings file; config.toml, or the sandbox without one.", envvar="PODKEEPER_CONFIG"
    ),
]

Community = Annotated[
    str,
    typer.Option("--community", help="Which one, as slack:T… or discord:…, as in the settings.", show_default=False),
]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@app.command()
def run(config: Config = None) -> None:
    """Start the bot: the platforms in the settings, or the sandbox with its demo community."""
    settings = _load(config)
    try:
        asyncio.run(bootstrap.run(settings, say=out.print))
    except KeyboardInterrupt:
        out.print("Stopped.")
    except bootstrap.Problem as problem:
        _fail(str(problem))


@app.command()
def doctor(config: Config = None) -> None:
    """Say what is set up, what can be reached and what is missing, one line each, with what to do."""
    marks = {Health.FINE: "[green]ok     [/]", Health.MISSING: "[yellow]missing[/]", Health.BROKEN: "[red]broken [/]"}
    findings = asyncio.run(bootstrap.examine(_load(config)))
    for finding in findings:
        said = finding.what + (f"  → {finding.fix}" if finding.fix else "")
        out.print(f"{marks[finding.health]} {escape(said)}")
    if any(finding.health is Health.BROKEN for finding in findings):
        raise typer.Exit(1)


@app.command()
def commands(locale: Annotated[str, typer.Option(help="The language, such as fr.")] = "en") -> None:
    """List every command that members can use in chat."""
    table = Table("Command", "Parameters", "What it does", box=None, pad_edge=False)
    translator = words(locale)
    for spec in bootstrap.menus().commands:
        params = " ".join(param.name if param.required else f"[{param.name}]" for param in spec.params)
        table.add_row(f"/{spec.name}", params.replace("[", "\\["), translator.gettext(spec.description.id))
    out.print(table)


@app.command()
def find(
    query: Annotated[str, typer.Argument(help="The words to look for.")],
    as_: Annotated[str, typer.Option("--as", help="The member who asks: a reference such as slack:T1:U7, or a name.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many to give at most.")] = 10,
    config: Config = None,
) -> None:
    """Find what a member would find in chat: what they may read, and no more."""
    settings = _load(config)
    with _problems():
        found = bootstrap.find(settings, query, as_, limit=limit)
    if as_json:
        print(json.dumps(bootstrap.as_plain(found)))  # noqa: T201 - JSON to be piped, unwrapped
        return
    for hit in found.hits:
        out.print(f"{reference(hit.item.id)}  {hit.item.published_at:%Y-%m-%d}  {hit.item.title}", markup=False)
    out.print(f"{'more than ' if found.more else ''}{found.count} found")


@app.command(name="version")
def show_version() -> None:
    """Say which version this is."""
    try:
        out.print(version("podkeeper"))
    except PackageNotFoundError:
        out.print("unknown: not installed as a package")


@database.command()
def upgrade(config: Config = None) -> None:
    """Bring the database to this version's shape."""
    settings = _load(config)
    with _problems():
        out.print(bootstrap.upgrade(settings))


@database.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")], config: Config = None) -> None:
    """Copy the database while the bot runs, and check the copy."""
    settings = _load(config)
    with _problems():
        out.print(bootstrap.backup(settings, target))


@database.command()
def verify(config: Config = None) -> None:
    """Walk the event log's hash chain and say where it was tampered with."""
    settings = _load(config)
    with _problems():
        breaks = bootstrap.verify(settings)
    for line in breaks:
        out.print(line)
    if breaks:
        _fail(f"{len(breaks)} breaks in the log")
    out.print("The log is whole.")


@making.command()
def slack(
    locale: Annotated[str, typer.Option(help="The language of the commands' descriptions.")] = "en",
    url: Annotated[str, typer.Option(help="Where Slack delivers over HTTP; empty for Socket Mode.")] = "",
    prefix: Annotated[str, typer.Option(help="Stands before every command, such as pk- for /pk-pod.")] = "",
    groups: Annotated[
        bool, typer.Option("--groups", help="Roles are to come with user groups of the workspace.")
    ] = False,
    oauth: Annotated[
        bool, typer.Option("--oauth", help="For the app that [slack.oauth] in the settings names.")
    ] = False,
    config: Config = None,
) -> None:
    """Print the app manifest from which a workspace makes its own Slack app."""
    installed = _load(config) if oauth else None
    with _problems():
        made = bootstrap.slack_manifest(locale, url=url, prefix=prefix, groups=groups, installed=installed)
        print(made)  # noqa: T201 - JSON to be piped, unwrapped


@syncing.command()
def discord(
    config: Config = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, just do it.")] = False,
) -> None:
    """Show how the commands registered with Discord differ from what there is, and bring them up to date."""
    settings = _load(config)
    with _problems():
        asyncio.run(bootstrap.sync_discord(settings, out.print, confirm=lambda: yes or typer.confirm("Apply?")))


@nuggets.command()
def draft(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="Threads, one a line as JSON; - reads standard input.")],
) -> None:
    """Draft a change nugget from each thread in a file, and print the drafts, one a line as JSON.

    A thread: {"id": …, "language": "en", "messages": [{"i": 0, "author": …, "at": …, "text": …}, …]}. The languages are
    en, fr, es, pt and ar; with another one or none it is told from the words. A draft has, for each of what_changed,
    outcome, why, for_whom, when, how and place, the words of the thread and the numbers of their messages, or null
    where nothing was found; result_type and level, as far as the words tell; and under "sensitive" hints at what should
    not leave the room. A line that cannot be read is named on standard error, and the others are still drafted.
    """
    # The telephone numbers of all countries are a tenth of a start, and of no use to any other command.
    from bot.domain.drafting import lines  # noqa: PLC0415 - as said above
    from bot.domain.drafting.drafter import draft as drafted  # noqa: PLC0415 - as said above

    unreadable = 0
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            told = lines.read(line)
        except lines.Unreadable as why:
            err.print(f"podkeeper: line {number}: {why}", markup=False)
            unreadable += 1
            continue
        # Half a character, which some clients send, has no bytes of its own; JSON has an escape for it.
        sys.stdout.buffer.write(lines.written(told, drafted(told.thread)).encode("utf-8", "backslashreplace") + b"\n")
    if unreadable:
        raise typer.Exit(1)


@templates.command()
def show(
    community: Community,
    number: Annotated[int | None, typer.Option("--version", help="An older version, by its number.")] = None,
    config: Config = None,
) -> None:
    """Print a community's template as TOML: the sign, the languages, labels, fields and areas."""
    settings = _load(config)
    with _problems():
        told = bootstrap.template_file(settings, community, number)
    sys.stdout.buffer.write(told.encode())


@templates.command(name="load")
def load_template(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="The template as TOML; - reads standard input.")],
    community: Community,
    config: Config = None,
) -> None:
    """Make a file a community's template. What it does not name stays as it is, so a list of areas alone will do.

    Every part that changes makes a new version; nuggets made before keep theirs. A file that says from which version
    it was made is refused where there is a newer one. What is wrong is named with its line, and nothing is changed.
    """
    settings = _load(config)
    with _problems():
        out.print(asyncio.run(bootstrap.load_template(settings, community, file.read())), markup=False)


@desks.command()
def rules(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="The rules as TOML; - reads standard input.")],
    community: Community,
    desk: Annotated[str, typer.Option("--desk", help="Which desk: its name, or its reference.", show_default=False)],
    config: Config = None,
) -> None:
    """Make a file the rules by which a desk sorts questions: topics, regions, rules. /desk rules-file gives it out.

    What the file does not name stays as it is. One that says from which version it was made is refused where there is
    a newer one. What is wrong is named with its line, and nothing is changed.
    """
    settings = _load(config)
    with _problems():
        out.print(asyncio.run(bootstrap.load_rules(settings, community, desk, file.read())), markup=False)


def _load(config: Path | None) -> Settings:
    try:
        return load(config)
    except ConfigProblem as problem:
        _fail(str(problem))


def _fail(message: str) -> NoReturn:
    err.print(f"podkeeper: {message}", markup=False)
    raise typer.Exit(1)


@contextmanager
def _problems() -> Iterator[None]:
    """Turn what went wrong into one clear line."""
    try:
        yield
    except bootstrap.Problem as problem:
        _fail(str(problem))


if __name__ == "__main__":
    sys.exit(app())
