"""What single settings are read as: secrets also from the environment, keys, and addresses."""

import os
from base64 import b64decode
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, field_validator

FROM_ENVIRONMENT: Final = "env:"
KEY_BYTES: Final = 32


class Section(BaseModel):
    """A part of the file. What is no setting is refused."""

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


def _check_secure(url: str) -> str:
    """Let what is reached from outside be https alone; this machine itself may do without, to try things out."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}):
        raise ValueError("not an https address")
    return url.rstrip("/")


Address = Annotated[str, AfterValidator(_check_secure)]
