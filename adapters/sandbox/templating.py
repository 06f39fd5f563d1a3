"""The page's templates, escaped throughout, and the addresses of its files."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.sandbox import faces
from adapters.sandbox.spot import base_of
from adapters.sandbox.views import PageView

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
REGIONS: Final = ("side", "head", "notice", "feed", "thread", "form", "journal")

_TARGETS: Final[Mapping[str, str]] = {"side": "side-body", "head": "place"}


def _versions() -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in STATIC.iterdir()}


class Templates:
    """Draws pages and parts of them."""

    def __init__(self) -> None:
        self._versions = _versions()
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals["asset"] = self.asset
        self._env.filters.update(
            flag=faces.flag,
            country=faces.country,
            language=faces.language,
            hue=faces.hue,
            initials=faces.initials,
            brief=faces.brief,
            base=base_of,
        )

    def asset(self, name: str) -> str:
        """Give a file's address, which changes with the file."""
        return f"/static/{name}?{self._versions[name]}"

    def add_filter(self, name: str, run: object) -> None:
        """Let templates say something more."""
        self._env.filters[name] = run

    def whole(self, name: str, **values: object) -> str:
        """Draw a whole template."""
        return self._env.get_template(name).render(values)

    def parts(self, view: PageView) -> dict[str, Markup]:
        """Draw each part of a page that changes, by the id of the element it stands in."""
        module = self._env.get_template("regions.html").module
        shown = [name for name in REGIONS if _is_open(name, view)]
        return {_TARGETS.get(name, name): Markup(getattr(module, name)(view)) for name in shown}  # noqa: S704 - a macro's own, escaped.


def _is_open(name: str, view: PageView) -> bool:
    match name:
        case "thread":
            return bool(view.spot.thread and view.first)
        case "journal":
            return view.spot.journal
        case _:
            return True
