"""What holds for everything that Plenary shows, whatever people write and however many they are."""

import re
from collections.abc import Iterator

import pytest

from handlers.slack.blocks import Message
from tests.handlers.showing import LINK, Evening, Shown, everything
from tests.support.blockkit import assert_slack_accepts, payload_of, walk

FAMILY = "👨‍👩‍👧‍👦"
EVENINGS = {
    "ordinary": Evening("What would help most?"),
    "one theme": Evening("Access", themes=1, rooms=1, prompts=0, notes=0, polls=0, others=0),
    "nothing yet": Evening("Access", themes=0, rooms=0, notes=0, polls=0, others=0),
    "a hundred themes": Evening("A theme of some length. " * 20, themes=100, rooms=100, prompts=10),
    "forty rooms, twelve polls": Evening("Words " * 60, themes=40, rooms=40, polls=12, options=10, others=12),
    "two thousand notes": Evening("Something that somebody said in a room. " * 3, rooms=2, notes=2000),
    "very long notes": Evening("On and on. " * 3000, rooms=2, notes=12),
    "one unbroken word": Evening("w" * 5000),
    "families": Evening(FAMILY * 700),
    "right to left": Evening("שלום עולם، السلام عليكم " * 200),
    "calls to everybody": Evening(
        "<!channel> <@U0EVIL> <#C0EVIL|x> <https://evil.example|here> <!here|y> & <b> " * 40
    ),
    "ampersands": Evening("&" * 5000),
    "marks": Evening("*bold* _it_ ~no~ `code` ```fence\n> quote :tada: " * 60),
}
KNOWN = re.compile(
    r"@U0(ORG|FAC|PAR|P\d+)|#C0PLENARY|!date\^\d+\^(\{date_long_pretty\} at )?\{time\}\|[^<>|]+UTC|"
    + re.escape(LINK)
    + r"\|↗"
)


@pytest.fixture(scope="module", params=EVENINGS, ids=str)
def shown(request: pytest.FixtureRequest) -> dict[str, Shown]:
    return dict(everything(EVENINGS[request.param]))


def test_slack_accepts_everything(shown: dict[str, Shown]) -> None:
    for name, one in shown.items():
        try:
            assert_slack_accepts(one)
        except AssertionError as refused:
            pytest.fail(f"{name}: {refused}")


def test_nobody_can_write_a_live_mention_or_link(shown: dict[str, Shown]) -> None:
    for name, one in shown.items():
        for text in formatted_texts(one):
            live = re.findall(r"<([^<>]*)>", text)
            assert all(KNOWN.fullmatch(token) for token in live), f"{name}: {live}"
            assert text.count("<") == text.count(">") == len(live), f"{name}: {text}"


def test_no_escaped_character_is_cut_in_two(shown: dict[str, Shown]) -> None:
    for name, one in shown.items():
        for text in formatted_texts(one):
            assert not re.search(r"&(?!amp;|lt;|gt;)", text), f"{name}: {text}"


def test_every_block_has_a_name_and_every_input_has_the_same_action(shown: dict[str, Shown]) -> None:
    for name, one in shown.items():
        for part in walk(payload_of(one)):
            if part.get("type") in ("section", "header", "context", "divider", "actions", "input"):
                assert part.get("block_id"), name
            if part.get("type") == "input":
                element = part["element"]
                assert isinstance(element, dict)
                # What changes its form at once bears the name of that instead.
                assert str(element["action_id"]).partition(":")[0] == "value" or part.get(
                    "dispatch_action"
                ), name


def formatted_texts(shown: Shown) -> Iterator[str]:
    """The texts in which Slack looks for mentions and links."""
    if isinstance(shown, Message):
        yield shown.text
    for part in walk(payload_of(shown)):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
