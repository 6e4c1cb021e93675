"""Settings: a bad or missing one is one sentence that names it."""

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
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({**GOOD, name: value})
    assert name in refusal.value.sentence
    assert "\n" not in refusal.value.sentence


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
    settings = read_settings(load_environment(file, {"SLACK_BOT_TOKEN": "xoxb-outside"}))
    assert (settings.bot_token, settings.app_token) == ("xoxb-outside", "xapp-file")


@pytest.mark.parametrize("written", [b"SLACK_BOT_TOKEN=xoxb-\xff\xfe", "A=é".encode("utf-16")])
def test_an_env_file_that_is_no_text_is_named_in_one_sentence(tmp_path: Path, written: bytes) -> None:
    (tmp_path / ".env").write_bytes(written)
    with pytest.raises(BadSetting, match=r"\.env can't be read"):
        load_environment(tmp_path / ".env", {})
