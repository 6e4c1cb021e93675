"""Charts of results: Slack's own where a workspace has them, drawn in letters where it has not, tried once."""

import pytest

from tests.handlers.test_poll_kinds import asked
from tests.support.slack import PLENARY, Body, FakeSlack


def blocks(slack: FakeSlack) -> dict[str, Body]:
    """The blocks of the newest card by their names."""
    return {block["block_id"]: block for block in slack.cards_in(PLENARY)[-1]["blocks"]}


async def closed(
    slack: FakeSlack, line: str = '"Which first?" "Records" "Rota"', row: str = "Records"
) -> None:
    """A poll that two people answered and that is closed."""
    organiser = await asked(slack, line)
    for name in ("U0", "U1"):
        await slack.person(name).presses(row)
    await slack.paints()
    assert "chart" not in blocks(slack)
    await organiser.presses("Close")
    await slack.paints()


async def test_a_result_is_a_chart_with_the_same_in_words(slack: FakeSlack) -> None:
    await closed(slack)
    (series,) = blocks(slack)["chart"]["chart"]["series"]
    assert series["data"] == [{"label": "1. Records", "value": 2}, {"label": "2. Rota", "value": 0}]
    assert "100 % Records · 2" in slack.cards_in(PLENARY)[-1]["text"]
    assert "█" not in str(blocks(slack)["tally_1"])


async def test_a_workspace_without_charts_gets_letters_and_is_not_asked_again(slack: FakeSlack) -> None:
    organiser = await asked(slack, '"Which first?" "Records" "Rota"')
    await slack.person("U0").presses("Records")
    await slack.paints()
    slack.api.refuses("chat.update", "invalid_blocks")
    await organiser.presses("Close")
    await slack.paints()
    assert "chart" not in blocks(slack)
    assert "█" in str(blocks(slack)["tally_1"])
    slack.clock.passes(minutes=1)
    await organiser.commands('/consult poll "And then?" "Rooms" "Rota"')
    await slack.paints()
    await slack.person("U0").presses("Rooms")
    await organiser.presses("Close")
    await slack.paints()
    assert "100 % Rooms · 1" in slack.cards_in(PLENARY)[-1]["text"]
    assert "chart" not in blocks(slack)


@pytest.mark.parametrize("line", ['text "What?"', 'number "How many?"'])
async def test_what_has_no_rows_has_no_chart(slack: FakeSlack, line: str) -> None:
    organiser = await asked(slack, line)
    await slack.person("U0").presses("Answer")
    await slack.person("U0").submits(answer="7")
    await organiser.presses("Close")
    await slack.paints()
    assert "chart" not in blocks(slack)


async def test_two_long_answers_that_begin_alike_are_two_bars(slack: FakeSlack) -> None:
    same = "Additional roles help my patients"
    await closed(slack, f'"Which?" "{same} a lot" "{same} a little"', f"{same} a lot")
    (series,) = blocks(slack)["chart"]["chart"]["series"]
    labels = [one["label"] for one in series["data"]]
    assert len(set(labels)) == 2
    assert all(len(label) <= 20 for label in labels)
