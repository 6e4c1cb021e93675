"""Making, changing and finding a session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from consultation.errors import InvalidField, InvalidFields, NotAnOrganiser
from consultation.model.panel import Act
from consultation.model.references import PersonRef, SessionId
from consultation.model.sessions import Phase
from consultation.rights import is_organiser, require_organiser
from consultation.sessions import current, judge_draft, meant, organisers, require_ready_for_sign_up
from tests.support.people import ELSEWHERE, LATER, NOW, ORGANISER, draft, person, session


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"t{next(numbers)}"


def test_a_draft_becomes_clean_text_and_themes() -> None:
    tidy, themes = judge_draft(draft(question="  What\nnow?  ", guest=" Dr B "), NOW, (), ids())
    assert (tidy.question, tidy.guest) == ("What now?", "Dr B")
    assert [theme.name for theme in themes] == [
        "Integrated care",
        "Future models",
        "Networks",
        "Additional roles",
    ]
    assert themes[3].link == "https://meet.example/roles"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("question", {"question": " \n "}),
        ("question", {"question": "w" * 301}),
        ("guest", {"guest": "w" * 101}),
        ("programme", {"programme": "w" * 101}),
        ("starts_at", {"starts_at": NOW - timedelta(minutes=1)}),
        ("themes", {"themes": "\n".join(f"Theme {n}" for n in range(101))}),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(field: str, changes: dict[str, object]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        judge_draft(draft(**changes), NOW, (), ids())
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_all_problems_of_a_form_are_told_at_once() -> None:
    with pytest.raises(InvalidFields) as refusal:
        judge_draft(draft(question="", starts_at=NOW - timedelta(days=1)), NOW, (), ids())
    assert {problem.field for problem in refusal.value.problems} == {"question", "starts_at"}


def test_a_session_without_a_date_can_be_kept_for_later_and_opened() -> None:
    tidy, _ = judge_draft(draft(starts_at=None), NOW, (), ids())
    assert tidy.starts_at is None
    require_ready_for_sign_up(session(starts_at=None), NOW)


def test_sign_up_cannot_open_without_a_theme_or_after_the_date() -> None:
    with pytest.raises(InvalidField, match="no themes yet"):
        require_ready_for_sign_up(session(themes=()), NOW)
    with pytest.raises(InvalidField, match="has passed"):
        require_ready_for_sign_up(session(), LATER + timedelta(seconds=1))


def test_the_maker_comes_first_among_the_organisers_and_nobody_twice() -> None:
    assert organisers(PersonRef("A"), [PersonRef("B"), PersonRef("A")]) == ("A", "B")


def test_what_is_under_way_is_meant_before_drafts_and_old_sessions() -> None:
    old, draft_, running = (
        session(id=SessionId(name), phase=phase)
        for name, phase in (("old", Phase.PUBLISHED), ("draft", Phase.DRAFT), ("run", Phase.IN_ROOMS))
    )
    assert current([old, running, draft_]) is running
    assert current([old, draft_]) is draft_
    assert current([old]) is old
    assert current([]) is None


def test_a_closed_session_waits_for_its_digest_before_the_next_draft_is_meant() -> None:
    closed = session(id=SessionId("closed"), phase=Phase.CLOSED)
    draft_ = session(id=SessionId("draft"))
    assert meant([closed, draft_], ORGANISER) is closed


def test_of_several_drafts_the_one_with_the_earliest_date_is_meant() -> None:
    soon = session(id=SessionId("soon"))
    late = session(id=SessionId("late"), starts_at=LATER + timedelta(days=7))
    undated = session(id=SessionId("undated"), starts_at=None)
    assert current([undated, late, soon]) is soon
    assert current([undated]) is undated


def test_only_an_organiser_in_the_same_workspace_may_act() -> None:
    assert is_organiser(session(), ORGANISER)
    assert not is_organiser(session(), person("U9"))
    assert not is_organiser(session(), replace(ORGANISER, tenant=ELSEWHERE))
    with pytest.raises(NotAnOrganiser, match="Only an organiser of this session can open sign-up"):
        require_organiser(session(), person("U9"), Act.OPEN)
