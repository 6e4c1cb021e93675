"""Settings: a bad or missing one is one sentence that names it."""

from datetime import UTC
from pathlib import Path

import pytest

from bot.settings import BadSetting, load_environment, read_database_url, read_settings

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_two_tokens_are_enough() -> None:
    settings = read_settings(GOOD)
    assert (settings.database_url, settings.slack_api_url) == (
        "sqlite:///plenary.sqlite3",
        "https://slack.com/api/",
    )
    assert settings.organisers == frozenset()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", ""),
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_BOT_TOKEN", "xoxb-..."),
        ("SLACK_APP_TOKEN", ""),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("SLACK_API_URL", "http://slack.example/api/"),
        ("SLACK_API_URL", "http://127.0.0.1.slack.example/api/"),
        ("SLACK_API_URL", "http://localhost@slack.example/api/"),
        ("SLACK_API_URL", "https://"),
        ("SLACK_API_URL", "https://[bad/"),
        ("SLACK_API_URL", "http://127.0.0.1:port/api/"),
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "9" * 5000),
        ("HEALTH_PORT", "-1"),
        ("SLACK_SIGNING_SECRET", "..."),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_SIGNING_SECRET", "your-signing-secret"),
        ("SLACK_SIGNING_SECRET", "changemechangemechangeme"),
        ("SLACK_SIGNING_SECRET", "0" * 32),
        ("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5"),
        ("SLACK_BOT_TOKEN", "xoxb-your-token"),
        ("SLACK_BOT_TOKEN", "xoxb-<token>"),
        ("SLACK_APP_TOKEN", "xapp-xxxxxxxx"),
        ("SLACK_APP_TOKEN", "xapp-changeme"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({**GOOD, name: value})
    assert name in refusal.value.sentence
    assert "\n" not in refusal.value.sentence


def test_what_is_missing_of_http_mode_is_named_and_not_the_token_that_it_needs_not() -> None:
    bot, secret = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a6"}
    for given, missing in (({"PORT": "8080"}, "SLACK_SIGNING_SECRET"), (secret, "PORT")):
        with pytest.raises(BadSetting) as refusal:
            read_settings({**bot, **given})
        assert refusal.value.sentence.startswith(f"{missing} is missing")
    assert not read_settings({**GOOD, "PORT": "8080"}).over_http  # platforms set a port for everything
    assert read_settings({**bot, **secret, "PORT": "8080"}).over_http


def test_a_token_is_never_part_of_the_sentence() -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({**GOOD, "SLACK_BOT_TOKEN": "xoxp-secret"})
    assert "secret" not in refusal.value.sentence


@pytest.mark.parametrize("variable", ["DYNO", "RENDER", "RAILWAY_ENVIRONMENT", "FLY_APP_NAME", "K_SERVICE"])
def test_where_the_disk_does_not_last_a_database_must_be_named(variable: str) -> None:
    with pytest.raises(BadSetting, match="lost at each restart"):
        read_database_url({variable: "1"})
    assert read_database_url({variable: "1", "DATABASE_URL": "sqlite:////data/plenary.sqlite3"})


def test_organisers_may_be_parted_by_commas_or_spaces() -> None:
    assert read_settings({**GOOD, "PLENARY_ORGANISERS": "U1, U2 U3,"}).organisers == {"U1", "U2", "U3"}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN=xapp-file\n")
    file.chmod(0o600)
    settings = read_settings(load_environment(file, {"SLACK_BOT_TOKEN": "xoxb-outside"}))
    assert (settings.bot_token, settings.app_token) == ("xoxb-outside", "xapp-file")


@pytest.mark.parametrize("written", [b"SLACK_BOT_TOKEN=xoxb-\xff\xfe", "A=é".encode("utf-16")])
def test_an_env_file_that_is_no_text_is_named_in_one_sentence(tmp_path: Path, written: bytes) -> None:
    (tmp_path / ".env").write_bytes(written)
    (tmp_path / ".env").chmod(0o600)
    with pytest.raises(BadSetting, match=r"\.env can't be read"):
        load_environment(tmp_path / ".env", {})


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o606, 0o777])
def test_a_file_of_tokens_that_everybody_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-file\n")
    file.chmod(mode)
    with pytest.raises(BadSetting, match="chmod 600"):
        load_environment(file, {})


SECRET = {"SLACK_SIGNING_SECRET": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}


def test_a_port_and_a_signing_secret_mean_http_and_need_no_token_for_sockets() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "xoxb-1", **SECRET, "PORT": "8080"})
    assert (settings.over_http, settings.port, settings.host) == (True, 8080, "127.0.0.1")


@pytest.mark.parametrize("half", [SECRET, {"PORT": "8080"}])
def test_one_of_the_two_alone_means_socket_mode(half: dict[str, str]) -> None:
    assert not read_settings({**GOOD, **half}).over_http
    with pytest.raises(BadSetting, match="SLACK_APP_TOKEN"):
        read_settings({"SLACK_BOT_TOKEN": "xoxb-1", **half})


def test_reports_tell_times_in_the_zone_that_is_set() -> None:
    assert str(read_settings({**GOOD, "REPORT_TIME_ZONE": "Europe/London"}).report_zone) == "Europe/London"
    assert read_settings(GOOD).report_zone is UTC
    with pytest.raises(BadSetting, match="REPORT_TIME_ZONE is not a time zone"):
        read_settings({**GOOD, "REPORT_TIME_ZONE": "Teatime"})
