"""Settings: a TOML file, with secrets also from the environment; a key that there is not is an error, never ignored."""

import difflib
import os
import tomllib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import COMMUNITY_ROLES, Role

DEFAULT_FILE: Final = Path("config.toml")
DEFAULT_PORT: Final = 8080
FROM_ENVIRONMENT: Final = "env:"
KEY_BYTES: Final = 32


class ConfigProblem(Exception):
    """The settings cannot be used; the message is one line for whoever wrote them."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _from_environment(cls, value: object) -> object:
        """Read ``"env:NAME"`` from the environment, so that a file need not hold a secret."""
        if isinstance(value, str) and value.startswith(FROM_ENVIRONMENT):
            name = value.removeprefix(FROM_ENVIRONMENT)
            if name not in os.environ:
                raise ValueError(f"the environment has no {name}")
            return os.environ[name]
        return [cls._from_environment(item) for item in value] if isinstance(value, list) else value


def _check_key(key: SecretStr) -> SecretStr:
    try:
        raw = b64decode(key.get_secret_value(), validate=True)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ValueError(f"not {KEY_BYTES} bytes in base64; make a key with: openssl rand -base64 {KEY_BYTES}")
    return key


Key = Annotated[SecretStr, AfterValidator(_check_key)]


def _check_filled(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value():
        raise ValueError("empty: anybody could sign with it")
    return secret


Filled = Annotated[SecretStr, AfterValidator(_check_filled)]


class StorageSettings(_Section):
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


class SandboxSettings(_Section):
    """The sandbox: ``auto`` is on where no real platform is set up."""

    enabled: Literal["auto", "on", "off"] = "auto"
    file: Path = Path("data/sandbox.db")


class LocalSettings(_Section):
    """The local door, on this machine only: the sandbox's page, health and figures. Port 0 is any free one."""

    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)


class PublicSettings(_Section):
    """The door that Slack delivers to over HTTP. Put a proxy with a certificate before it."""

    host: str = "127.0.0.1"
    port: int = Field(default=8081, ge=0, le=65535)


class SlackAppSettings(_Section):
    """One community's own Slack app. ``prefix`` stands before its commands, as in its manifest."""

    bot_token: SecretStr
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    mode: Literal["socket", "http"] = "socket"
    prefix: str = ""
    api_url: str = "https://slack.com/api/"


class SlackOAuthSettings(_Section):
    """One Slack app that several workspaces install. ``key`` seals their tokens; ``old_keys`` still open them."""

    client_id: str
    client_secret: Filled
    signing_secret: Filled
    url: str
    key: Key
    old_keys: tuple[Key, ...] = ()
    prefix: str = ""
    api_url: str = "https://slack.com/api/"

    @field_validator("url")
    @classmethod
    def _is_secure(cls, value: str) -> str:
        """Slack sends people back to https alone; this machine itself may do without, to try things out."""
        parts = urlsplit(value)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}):
            raise ValueError("not an https address")
        return value

    @property
    def keys(self) -> Sequence[bytes]:
        """The keys, the one that seals first."""
        return [b64decode(key.get_secret_value()) for key in (self.key, *self.old_keys)]


class SlackSettings(_Section):
    """Slack: apps that communities made themselves, and perhaps one that others install."""

    apps: tuple[SlackAppSettings, ...] = ()
    oauth: SlackOAuthSettings | None = None


class DiscordSettings(_Section):
    """Discord; empty ``guilds`` means every server that the bot was invited to."""

    token: SecretStr
    guilds: tuple[str, ...] = ()
    message_content: bool = False
    members: bool = False
    api_url: str = ""
    gateway_url: str = ""


class CommunitySettings(_Section):
    """What a community is called, its rooms' language, its zone, its first stewards, and which groups give roles.

    ``roles`` names ids of user groups (Slack) or of the server's roles (Discord); who is in one holds the role.
    """

    ref: str
    name: str = ""
    locale: str = "en"
    zone: str = "UTC"
    stewards: tuple[str, ...] = ()
    roles: dict[Role, tuple[str, ...]] = {}

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
    def over_http(self) -> bool:
        """Tell whether a platform delivers over HTTP, so that the public door is needed."""
        return self.slack.oauth is not None or any(app.mode == "http" for app in self.slack.apps)

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
