"""Settings: read once from the environment and .env, each named in .env.example with a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

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
    """Everything that is decided outside the program."""

    bot_token: str
    app_token: str
    database_url: str
    slack_api_url: str
    organisers: frozenset[str]
    log_level: str


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Judge the environment. Raises BadSetting for the first setting that can't be used."""
    return Settings(
        bot_token=_token(
            environment, "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions, Bot User OAuth Token"
        ),
        app_token=_token(environment, "SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens"),
        database_url=read_database_url(environment),
        slack_api_url=_address(environment),
        organisers=frozenset(environment.get("PLENARY_ORGANISERS", "").replace(",", " ").split()),
        log_level=_log_level(environment),
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
    if not token.startswith(prefix) or token == prefix + "...":
        raise BadSetting(
            f"{name} must begin with {prefix}: copy it again from your Slack app's page ({where})."
        )
    return token


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


def load_environment(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with what .env adds; what is set outside wins. Raises BadSetting where .env can't be read as text."""
    try:
        found = dotenv_values(path)
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{path} can't be read: it must be a text file in UTF-8 that we may open.") from None
    from_file = {key: value for key, value in found.items() if value is not None}
    return {**from_file, **environment}
