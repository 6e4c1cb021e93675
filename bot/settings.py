"""Settings: read once from the environment and .env, each named in .env.example with a sentence."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

THIS_MACHINE = "127.0.0.1"
SIGNING_SECRET = re.compile(r"[0-9A-Za-z]{16,}")
PLACEHOLDER = re.compile(
    r"\.\.\.|[<>]|xxxx|your|change.?me|example|placeholder|secret|token|(.)\1{7}", re.IGNORECASE
)
"""What people leave in a setting that they meant to fill in. Slack's own are random."""
PUBLISHED_SECRETS = frozenset({"8f742231b10e8888abcd99yyyzzz85a5"})
"""Printed in Slack's documentation, and copied from there."""

DEFAULT_DATABASE = "sqlite:///plenary.sqlite3"
SLACK = "https://slack.com/api/"

EPHEMERAL_PLATFORMS = {
    "DYNO": "Heroku",
    "RENDER": "Render",
    "RAILWAY_ENVIRONMENT": "Railway",
    "FLY_APP_NAME": "Fly.io",
    "VCAP_APPLICATION": "Cloud Foundry",
    "K_SERVICE": "Cloud Run",
}
"""Variables that these platforms set. Their disks are lost at each restart, and a consultation with them."""


class BadSetting(Exception):
    """A setting is missing or can't be used. `sentence` names it and says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided outside the program. A port of 0 is none."""

    bot_token: str
    app_token: str
    database_url: str
    slack_api_url: str
    organisers: frozenset[str]
    log_level: str
    log_format: str = ""
    signing_secret: str = ""
    host: str = THIS_MACHINE
    port: int = 0
    health_port: int = 0
    report_name: str = ""
    report_colour: str = ""
    report_logo: str = ""
    report_zone: tzinfo = UTC

    @property
    def over_http(self) -> bool:
        """Whether Slack calls us, instead of us connecting to Slack."""
        return bool(self.port and self.signing_secret)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may hold."""
        return (self.bot_token, self.app_token, self.signing_secret, self.database_url)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Judge the environment. Raises BadSetting for the first setting that can't be used."""
    port, signing_secret = _port(environment, "PORT"), _signing_secret(environment)
    over_http = port and signing_secret
    _require_a_way(environment, port, signing_secret)
    return Settings(
        bot_token=_token(
            environment, "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions, Bot User OAuth Token"
        ),
        # Over HTTP there is no socket to open.
        app_token=""
        if over_http
        else _token(environment, "SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens"),
        database_url=read_database_url(environment),
        slack_api_url=_address(environment),
        organisers=frozenset(environment.get("PLENARY_ORGANISERS", "").replace(",", " ").split()),
        log_level=_log_level(environment),
        log_format=_log_format(environment),
        signing_secret=signing_secret,
        host=environment.get("HOST", "").strip() or THIS_MACHINE,
        port=port,
        health_port=_port(environment, "HEALTH_PORT"),
        report_name=environment.get("REPORT_NAME", "").strip(),
        report_colour=environment.get("REPORT_COLOUR", "").strip(),
        report_logo=environment.get("REPORT_LOGO", "").strip(),
        report_zone=_zone(environment, "REPORT_TIME_ZONE"),
    )


def read_database_url(environment: Mapping[str, str]) -> str:
    """Where the database is. Raises BadSetting on a platform whose disk does not last, unless DATABASE_URL is set."""
    url = environment.get("DATABASE_URL", "").strip()
    if not url:
        platform = next((name for key, name in EPHEMERAL_PLATFORMS.items() if environment.get(key)), None)
        if platform:
            raise BadSetting(
                f"DATABASE_URL is missing: files on {platform} are lost at each restart, and the consultation with them. "
                "Set DATABASE_URL to a PostgreSQL database, or to a file on a disk that lasts."
            )
        return DEFAULT_DATABASE
    if not url.startswith(("sqlite:///", "sqlite+aiosqlite:///", "postgresql://", "postgres://")):
        raise BadSetting(
            "DATABASE_URL must begin with sqlite:/// and name a file, such as sqlite:///plenary.sqlite3, or with postgresql://."
        )
    return url


def _token(environment: Mapping[str, str], name: str, prefix: str, where: str) -> str:
    token = environment.get(name, "").strip()
    if not token:
        raise BadSetting(f"{name} is missing: copy it from your Slack app's page ({where}) into .env.")
    if token == f"{prefix}...":
        raise BadSetting(
            f"{name} is the example's still: put in your own, from your Slack app's page ({where})."
        )
    if not token.startswith(prefix) or PLACEHOLDER.search(token.removeprefix(prefix)):
        raise BadSetting(
            f"{name} must begin with {prefix}: copy it again from your Slack app's page ({where})."
        )
    return token


def _require_a_way(environment: Mapping[str, str], port: int, signing_secret: str) -> None:
    """Raise BadSetting where half of HTTP mode is set, and no Socket Mode: what is missing is the other half."""
    if bool(port) == bool(signing_secret) or environment.get("SLACK_APP_TOKEN", "").strip():
        return
    if port:
        raise BadSetting(
            "SLACK_SIGNING_SECRET is missing: PORT is set, so that Slack calls this program, and signs its calls with it. Copy it from"
            " your Slack app's page (Basic Information, Signing Secret), or set SLACK_APP_TOKEN for Socket Mode."
        )
    raise BadSetting(
        "PORT is missing: SLACK_SIGNING_SECRET is set, so that Slack calls this program, and it needs a port for that. Set it, or set"
        " SLACK_APP_TOKEN for Socket Mode."
    )


def _address(environment: Mapping[str, str]) -> str:
    address = environment.get("SLACK_API_URL", "").strip() or SLACK
    if not _is_fit_for_tokens(address):
        raise BadSetting(
            "SLACK_API_URL must be an https:// address, or an http:// one on this machine for the rehearsal."
        )
    return address if address.endswith("/") else address + "/"


def _is_fit_for_tokens(address: str) -> bool:
    """Whether tokens may be sent there: over TLS, or to this very machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port  # a port that is no number is found out by reading it
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in ("127.0.0.1", "localhost"))
    )


def _log_level(environment: Mapping[str, str]) -> str:
    level = environment.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in {"INFO", "WARNING", "ERROR"}:
        # DEBUG is left out on purpose: Slack's library then writes tokens and texts into the log (reliability R13).
        raise BadSetting("LOG_LEVEL must be INFO, WARNING or ERROR.")
    return level


def _log_format(environment: Mapping[str, str]) -> str:
    form = environment.get("LOG_FORMAT", "").strip().lower()
    if form not in {"", "text", "json"}:
        raise BadSetting("LOG_FORMAT must be text or json.")
    return form


def _port(environment: Mapping[str, str], name: str) -> int:
    port = environment.get(name, "").strip()
    if not port:
        return 0
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII) or not 1 <= int(port) <= 65535:  # noqa: PLR2004 - TCP's own numbers
        raise BadSetting(f"{name} must be a number from 1 to 65535.")
    return int(port)


def _signing_secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("SLACK_SIGNING_SECRET", "").strip()
    if secret and (
        not SIGNING_SECRET.fullmatch(secret) or PLACEHOLDER.search(secret) or secret in PUBLISHED_SECRETS
    ):
        raise BadSetting(
            "SLACK_SIGNING_SECRET is not one of Slack's: copy it from your Slack app's page (Basic Information, Signing Secret)."
        )
    return secret


def load_environment(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with what .env adds; what is set outside wins.

    Raises BadSetting where .env can't be read as text, and where everybody on the machine can read it.
    """
    _require_private(path)
    try:
        found = dotenv_values(path)
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{path} can't be read: it must be a text file in UTF-8 that we may open.") from None
    from_file = {key: value for key, value in found.items() if value is not None}
    return {**from_file, **environment}


def _require_private(path: Path) -> None:
    """Raise BadSetting where others may read the file: it holds tokens. Windows has no such modes."""
    if os.name == "nt" or not path.is_file():
        return
    if path.stat().st_mode & 0o007:
        raise BadSetting(
            f"{path} holds your tokens, and everybody on this machine can read it: run chmod 600 {path}."
        )


def _zone(environment: Mapping[str, str], name: str) -> tzinfo:
    """The time zone that a setting names; UTC where it names none."""
    value = environment.get(name, "").strip()
    try:
        return ZoneInfo(value) if value else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(
            f"{name} is not a time zone that this machine knows. Write it like Europe/London."
        ) from None
