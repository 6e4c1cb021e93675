"""The bot as a child process of the rehearsal."""

from pathlib import Path

import pytest

from rehearsal import child


async def test_the_manifest_is_asked_of_the_bot_itself(tmp_path: Path) -> None:
    manifest = await child.read_manifest(tmp_path)

    assert manifest["display_information"]["name"] == "Plenary"


async def test_a_bot_that_ends_too_early_is_told_in_a_sentence_with_its_last_words(tmp_path: Path) -> None:
    where = child.surroundings(tmp_path, "http://127.0.0.1:9/api/", "nonsense", "xapp-1")
    async with child.running(where) as ended:
        sentence = await ended

    assert sentence.startswith("The bot ended with exit code 78. Its last words:\n")
    assert "SLACK_BOT_TOKEN" in sentence


async def test_a_command_of_the_bot_that_fails_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(child.BotFailed, match=r"\./run bot dance ended with exit code 64"):
        await child._finish(child.Surroundings(tmp_path, {}), "dance")


def test_a_proxy_or_settings_of_this_machine_do_not_reach_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTP_PROXY", "PLENARY_ORGANISERS", "LOG_LEVEL"):
        monkeypatch.setenv(name, "else")
    where = child.surroundings(tmp_path, "http://127.0.0.1:1/api/", "xoxb-1", "xapp-1")

    assert "else" not in where.environment().values()
    assert where.environment()["SLACK_API_URL"] == "http://127.0.0.1:1/api/"
