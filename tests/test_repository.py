"""The repository's promises: what must be true of the whole, whoever changes a part."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from consultation.errors import ON_THE_WAY
from consultation.model.panel import Act
from consultation.model.people import SignUpDraft
from consultation.model.polls import PollDraft
from consultation.model.sessions import Phase, SessionDraft
from consultation.model.statements import ConversationDraft
from consultation.model.surveys import SurveyDraft
from consultation.phases import ALLOWED, DOING, INSTEAD, NEXT
from consultation.polls import KINDS_BY_WORD
from handlers.slack import ids
from handlers.slack.blocks import TEXT_MOST
from handlers.slack.ids import ACTS_BY_WORD
from handlers.slack.listeners import ACTS, FORMS
from handlers.slack.views.acts import LABELS
from handlers.slack.views.help import EVERYONE, LEADERS, ORGANISERS, help_message
from tests.handlers.showing import Evening, everything

ROOT = Path(__file__).parents[1]
OURS = ("bot", "consultation", "handlers", "reports", "storage", "rehearsal")
PATTERNS = (
    ids.ACT_PATTERN,
    ids.IN_FORM_PATTERN,
    ids.VOTE_PATTERN,
    ids.OPINION_PATTERN,
    ids.DEED_PATTERN,
    ids.SURVEY_PATTERN,
    ids.CLOSE_POLL_PATTERN,
    ids.POLL_PATTERN,
    ids.LINK_PATTERN,
    ids.FOUND_PATTERN,
    ids.TEMPLATE_PATTERN,
    ids.WRITING_PATTERN,
)
NOUNS = (
    "sessions",
    "people",
    "placement",
    "moves",
    "rooms",
    "polls",
    "statements",
    "surveys",
    "mandates",
    "library",
    "moderation",
    "notes",
    "digest",
    "home",
)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def pressed(shown: object) -> Iterator[str]:
    """The action id of every button in what is shown."""
    if isinstance(shown, dict):
        if shown.get("type") in ("button", "overflow"):
            yield str(shown["action_id"])
        yield from (one for value in shown.values() for one in pressed(value))
    elif isinstance(shown, list | tuple):
        yield from (one for value in shown for one in pressed(value))


@pytest.fixture(scope="module")
def shown() -> list[dict[str, object]]:
    views = everything(Evening("Words")).values()
    return [view if isinstance(view, dict) else {"blocks": view.blocks} for view in views]


def test_every_button_has_a_listener_and_no_two_claim_one(shown: list[dict[str, object]]) -> None:
    actions = set(pressed(shown))
    assert len(actions) > 15
    for action in actions:
        assert [bool(pattern.match(action)) for pattern in PATTERNS].count(True) == 1, action
    for act in Act:
        assert ids.ACT_PATTERN.match(ids.act_id(act))


def test_every_form_has_a_listener_and_every_listener_a_form(shown: list[dict[str, object]]) -> None:
    named = {value for name, value in vars(ids).items() if name.endswith("_FORM")}
    opened = {str(view["callback_id"]) for view in shown if view.get("type") == "modal"}
    assert named == opened == set(FORMS)


def test_every_act_has_a_listener_a_label_a_word_and_a_line_in_the_help() -> None:
    assert set(ACTS) == set(LABELS) == set(ACTS_BY_WORD.values()) == set(Act)
    for act in Act:
        assert f"{ids.COMMAND} {act}" in help_message().text
        assert f"`{ids.COMMAND} {act}`" in (ROOT / "README.md").read_text(encoding="utf-8")


ROW = re.compile(r"^\| `(?P<typed>/consult[^`]*)` \| .* \| (?P<who>[^|]*) \|$", re.MULTILINE)


def word(typed: str) -> str:
    """A command without its example: `/consult poll rank`."""
    return typed.partition(' "')[0]


def groups(who: str) -> set[str]:
    """The parts of the help in which a command of the README's table stands."""
    return {
        "leaders"
        if "facilitators" in one
        else "organisers"
        if "organiser" in one or "make" in one
        else "everyone"
        for one in who.split("; ")
    }


def test_the_readme_and_the_help_name_the_same_commands_for_the_same_people() -> None:
    table = {
        word(row["typed"]): groups(row["who"])
        for row in ROW.finditer((ROOT / "README.md").read_text(encoding="utf-8"))
    }
    parts = {"everyone": EVERYONE, "leaders": LEADERS, "organisers": ORGANISERS}
    listed: dict[str, set[str]] = {}
    for part, lines in parts.items():
        for typed, *_ in lines:
            listed.setdefault(word(typed), set()).add(part)
    assert listed == table


def test_every_kind_of_poll_is_named_in_the_readme_and_in_the_help() -> None:
    row = next(
        line
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if "/consult poll rank" in line
    )
    for kind in KINDS_BY_WORD:
        assert f"`{kind}" in row
        assert kind in help_message().text


def test_the_help_fits_into_one_message() -> None:
    assert len(help_message().text) < TEXT_MOST


def test_every_act_that_a_phase_can_refuse_says_what_and_what_instead() -> None:
    assert set(ALLOWED) == set(DOING)
    assert set(NEXT) == set(INSTEAD) == set(ON_THE_WAY) == set(Phase)


@pytest.mark.parametrize(
    ("form", "draft", "besides"),
    [
        (ids.SESSION_FORM, SessionDraft, set()),
        (ids.SIGN_UP_FORM, SignUpDraft, {"choices"}),
        (
            ids.POLL_FORM,
            PollDraft,
            # What its kind does not have, and what another field says.
            {
                "options",
                "least",
                "most",
                "is_open_to_options",
                "room",
                "secrecy",
                "electorate",
                "quorum",
                "majority",
            },
        ),
        (ids.STATEMENTS_FORM, ConversationDraft, set()),
        (ids.SURVEY_FORM, SurveyDraft, {"follows", "minutes"}),  # minutes are chosen in closes_in
    ],
)
def test_every_field_of_a_draft_is_a_field_of_its_form(
    shown: list[dict[str, object]], form: str, draft: type, besides: set[str]
) -> None:
    """An error names the draft's field; the form shows it at the block of that name."""
    for view in (view for view in shown if view.get("callback_id") == form):
        blocks = view["blocks"]
        assert isinstance(blocks, list)
        fields = {block["block_id"] for block in blocks if block["type"] == "input"}
        assert {field.name for field in dataclasses.fields(draft)} - besides <= fields


def test_every_setting_is_explained() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    assert len(names) == len(dataclasses.fields(Settings))
    for name in names:
        assert name in readme
        assert re.search(rf"^# .+\n#?{name}=", example, re.MULTILINE), f"{name} has no sentence"
        assert name in (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file with the number of lines that its body has, docstring aside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield f"{path.name}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("noun", NOUNS)
def test_a_listener_reads_calls_and_answers_in_eight_lines(noun: str) -> None:
    for name, lines in functions(ROOT / "handlers" / "slack" / f"{noun}.py"):
        assert lines <= 8 or name.endswith(":draft_of"), f"{name} has {lines} lines"


def test_no_function_is_longer_than_forty_lines_and_no_file_than_three_hundred() -> None:
    for path in sources(*OURS, "tests", "bench", "soak"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
        for name, lines in functions(path):
            assert lines <= 40, f"{path.parent.name}/{name} has {lines} lines"


def test_every_weight_of_the_placement_is_explained() -> None:
    names = re.findall(
        r"^(?:def )?([A-Za-z_]+)(?: = |\()",
        (ROOT / "consultation" / "placement" / "weights.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    explained = (ROOT / "docs" / "placement.md").read_text(encoding="utf-8")
    assert len(names) > 5
    for name in names:
        assert f"(`{name}`)" in explained


def test_no_check_is_switched_off_without_a_reason_on_its_line() -> None:
    silent = re.compile(r"#\s*(noqa(: ?[A-Z0-9, ]+)?|type: ignore(\[[^\]]+\])?)\s*$")
    for path in sources(*OURS, "tests", "bench", "soak"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert not silent.search(line), f"{path.name}:{number}"
