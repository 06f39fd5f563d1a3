"""Settings: a TOML file, with secrets also from the environment; a key that there is not is an error, never ignored."""

import difflib
import os
import tomllib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import (
    BaseModel,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.values import Address, Filled, Key, Section
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import COMMUNITY_ROLES, Role

DEFAULT_FILE: Final = Path("config.toml")
DEFAULT_PORT: Final = 8080


class ConfigProblem(Exception):
    """The settings cannot be used; the message is one line for whoever wrote them."""


class StorageSettings(Section):
    """Where everything is kept. PostgreSQL is a URL, ``postgresql+psycopg://…``.

    ``key`` seals who asks anonymously. Without one it is made once and kept in ``key_file``, by default a file beside
    the database.
    """

    url: SecretStr = SecretStr("sqlite:///data/podkeeper.db")
    key: Key | None = None
    key_file: Path | None = None

    @property
    def file(self) -> Path | None:
        """Give the file of a SQLite database; None for PostgreSQL."""
        kind, _, name = self.url.get_secret_value().partition(":///")
        return Path(name) if kind == "sqlite" and name else None

    @property
    def kept_key(self) -> Path:
        """Give the file in which a key is kept that the settings do not tell."""
        return self.key_file or (self.file or Path("data/podkeeper")).with_suffix(".key")


class SandboxSettings(Section):
    """The sandbox: ``auto`` is on where no real platform is set up."""

    enabled: Literal["auto", "on", "off"] = "auto"
    file: Path = Path("data/sandbox.db")


class LocalSettings(Section):
    """The local door, on this machine only: the sandbox's page, health and figures. Port 0 is any free one."""

    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)


class PublicSettings(Section):
    """The door that Slack delivers to over HTTP, and calendars fetch from. Put a proxy with a certificate before it.

    ``url`` is where that proxy is reached from outside. With one, the door is open.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8081, ge=0, le=65535)
    url: Address | None = None


class SlackAppSettings(Section):
    """One community's own Slack app. ``prefix`` stands before its commands, as in its manifest."""

    bot_token: SecretStr
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    mode: Literal["socket", "http"] = "socket"
    prefix: str = ""
    api_url: str = "https://slack.com/api/"


class SlackOAuthSettings(Section):
    """One Slack app that several workspaces install. ``key`` seals their tokens; ``old_keys`` still open them."""

    client_id: str
    client_secret: Filled
    signing_secret: Filled
    url: Address
    key: Key
    old_keys: tuple[Key, ...] = ()
    prefix: str = ""
    api_url: str = "https://slack.com/api/"

    @property
    def keys(self) -> Sequence[bytes]:
        """The keys, the one that seals first."""
        return [b64decode(key.get_secret_value()) for key in (self.key, *self.old_keys)]


class SlackSettings(Section):
    """Slack: apps that communities made themselves, and perhaps one that others install."""

    apps: tuple[SlackAppSettings, ...] = ()
    oauth: SlackOAuthSettings | None = None


class DiscordSettings(Section):
    """Discord; empty ``guilds`` means every server that the bot was invited to."""

    token: SecretStr
    guilds: tuple[str, ...] = ()
    message_content: bool = False
    members: bool = False
    api_url: str = ""
    gateway_url: str = ""


class CommunitySettings(Section):
    """What a community is called, its rooms' language, its zone, its first stewards, and which groups give roles.

    ``roles`` names ids of user groups (Slack) or of the server's roles (Discord); who is in one holds the role.
    """

    ref: str
    name: str = ""
    locale: str = "en"
    zone: str = "UTC"
    stewards: tuple[str, ...] = ()
    roles: dict[Role, tuple[str, ...]] = Field(default_factory=dict)

    @field_validator("ref")
    @classmethod
    def _a_community(cls, value: str) -> str:
        CommunityRef.parse(value)
        return value

    @field_validator("stewards")
    @classmethod
    def _members(cls, value: tuple[str, ...], told: ValidationInfo) -> tuple[str, ...]:
        for member in value:
            if str(MemberRef.parse(member).community) != told.data.get("ref", ""):
                raise ValueError(f"{member} is no member of this community")
        return value

    @field_validator("roles")
    @classmethod
    def _of_a_community(cls, value: dict[Role, tuple[str, ...]]) -> dict[Role, tuple[str, ...]]:
        for role in value:
            if role not in COMMUNITY_ROLES:
                raise ValueError(f"{role} is held in a pod; a group can give {', '.join(sorted(COMMUNITY_ROLES))}")
        return value


class Settings(BaseSettings):
    """All settings. From the environment: ``PODKEEPER_STORAGE__URL``, ``PODKEEPER_DISCORD__TOKEN`` and so on."""

    model_config = SettingsConfigDict(
        extra="forbid", env_prefix="PODKEEPER_", env_nested_delimiter="__", frozen=True, env_ignore_empty=True
    )

    storage: StorageSettings = StorageSettings()
    sandbox: SandboxSettings = SandboxSettings()
    local: LocalSettings = LocalSettings()
    public: PublicSettings = PublicSettings()
    slack: SlackSettings = SlackSettings()
    discord: DiscordSettings | None = None
    communities: tuple[CommunitySettings, ...] = ()
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, so that a secret can be replaced without editing it."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def real_platforms(self) -> bool:
        """Tell whether Slack or Discord is set up."""
        return bool(self.slack.apps or self.slack.oauth or self.discord)

    @property
    def reached(self) -> bool:
        """Tell whether anything is to be reached from outside, so that the public door is needed."""
        return bool(self.address) or any(app.mode == "http" for app in self.slack.apps)

    @property
    def address(self) -> str:
        """Give where the bot is reached from outside; empty if that is not told."""
        return self.public.url or (self.slack.oauth.url if self.slack.oauth else "")

    @property
    def sandbox_on(self) -> bool:
        """Tell whether the sandbox runs."""
        return self.sandbox.enabled == "on" or (self.sandbox.enabled == "auto" and not self.real_platforms)


def load(path: Path | None = None) -> Settings:
    """Read the settings from a file, or the defaults where there is none; ConfigProblem says what is wrong."""
    named = path or (Path(given) if (given := os.environ.get("PODKEEPER_CONFIG")) else None)
    file = named or DEFAULT_FILE
    if named and not file.is_file():
        raise ConfigProblem(f"there is no {file}: copy config.example.toml, or leave --config out for the sandbox")
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ConfigProblem(f"{file}: {wrong}") from wrong
    except OSError as wrong:
        raise ConfigProblem(f"{file} cannot be read: {wrong.strerror}") from wrong
    if port := os.environ.get("PORT"):
        told["local"] = {**told.get("local", {}), "port": port}
    try:
        return Settings(**told)
    except ValidationError as wrong:
        raise ConfigProblem(f"{file}: " + "; ".join(_in_words(wrong))) from wrong


def _in_words(wrong: ValidationError) -> Iterator[str]:
    for error in wrong.errors():
        where = ".".join(str(part) for part in error["loc"])
        match error["type"]:
            case "extra_forbidden":
                yield f"{where} is not a setting{_did_you_mean(error['loc'])}"
            case "missing":
                yield f"{where} is missing"
            case _:
                # Only pydantic's own words: the value may be a secret.
                message = error["msg"].removeprefix("Value error, ")
                yield f"{where}: {message[:1].lower()}{message[1:]}"


def _did_you_mean(where: tuple[Any, ...]) -> str:
    model: Any = Settings
    for part in where[:-1]:
        field = getattr(model, "model_fields", {}).get(part)
        if field is not None:
            model = _model_in(field.annotation)
    near = difflib.get_close_matches(str(where[-1]), getattr(model, "model_fields", {}), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _model_in(annotation: Any) -> Any:
    inside = getattr(annotation, "__args__", (annotation,))
    return next((item for item in inside if isinstance(item, type) and issubclass(item, BaseModel)), None)
