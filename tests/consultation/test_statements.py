"""Statements: what may be proposed, in which order people meet them, what came out."""

import json
from datetime import timedelta
from random import Random

import pytest

from consultation.errors import InvalidField, InvalidFields
from consultation.model.references import ConversationId, PersonRef, StatementId
from consultation.model.statements import ConversationDraft, Reception, Standing, Statement
from consultation.statements import (
    FIRST_MOST,
    STATEMENT_MOST,
    findings,
    in_order,
    judge_question,
    judge_statement,
)
from soak.polis import FOLDER, read
from tests.support.people import NOW

C = ConversationId("c1")


def statement(number: int, text: str = "", standing: Standing = Standing.SHOWN) -> Statement:
    at = NOW + timedelta(minutes=number)
    return Statement(StatementId(f"s{number}"), C, text or f"Thing {number}", standing, PersonRef("U0"), at)


def received(
    number: int, agree: int, disagree: int, passed: int = 0, standing: Standing = Standing.SHOWN
) -> Reception:
    return Reception(statement(number, standing=standing), agree, disagree, passed)


def test_a_statement_is_kept_word_for_word_on_one_line() -> None:
    assert judge_statement("  More time\n for *teaching* & <research> ", []) == (
        "More time for *teaching* & <research>"
    )


@pytest.mark.parametrize("text", ["", "  ", "x" * (STATEMENT_MOST + 1)])
def test_nothing_and_too_much_are_refused_at_the_field(text: str) -> None:
    with pytest.raises(InvalidField) as refused:
        judge_statement(text, [])
    assert refused.value.field == "statement"


@pytest.mark.parametrize("twin", ["more time for teaching", " More  time for teaching"])
def test_the_same_words_are_one_statement(twin: str) -> None:
    with pytest.raises(InvalidField, match="already"):
        judge_statement(twin, [statement(1, "More time for teaching")])


def test_a_hidden_statement_is_not_proposed_again() -> None:
    with pytest.raises(InvalidField):
        judge_statement("Thing 1", [statement(1, standing=Standing.HIDDEN)])


def test_a_question_comes_with_its_first_statements_a_line_each() -> None:
    draft = ConversationDraft(" What helps? ", "More time\n\n More staff ")
    assert judge_question(draft) == ("What helps?", ("More time", "More staff"))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ConversationDraft(" "), "question"),
        (ConversationDraft("q" * 301), "question"),
        (ConversationDraft("Well?", "Same\nsame"), "statements"),
        (ConversationDraft("Well?", "\n".join(map(str, range(FIRST_MOST + 1)))), "statements"),
        (ConversationDraft("Well?", "x" * 201), "statements"),
    ],
)
def test_what_cannot_be_begun_is_said_at_its_field(draft: ConversationDraft, field: str) -> None:
    with pytest.raises(InvalidField) as refused:
        judge_question(draft)
    assert refused.value.field == field


def test_two_troubles_are_told_together() -> None:
    with pytest.raises(InvalidFields):
        judge_question(ConversationDraft("", "x" * 201))


def test_each_person_meets_the_statements_in_an_order_of_their_own_which_stays() -> None:
    shown = [statement(number) for number in range(10)]
    orders = {tuple(one.id for one in in_order(PersonRef(f"U{n}"), shown)) for n in range(20)}
    assert len(orders) == 20
    assert in_order(PersonRef("U1"), shown) == in_order(PersonRef("U1"), list(reversed(shown)))


def test_every_statement_comes_first_for_about_as_many_people() -> None:
    shown = [statement(number) for number in range(5)]
    first = [in_order(PersonRef(f"U{n}"), shown)[0].id for n in range(1000)]
    assert all(150 < first.count(one.id) < 250 for one in shown)


def test_what_most_agree_on_comes_first_and_more_voters_before_fewer() -> None:
    found = findings([received(1, 6, 0), received(2, 14, 0), received(3, 20, 3), received(4, 2, 10)])
    assert [one.statement.id for one in found.agreed] == ["s2", "s1", "s3"]


def test_what_divides_is_what_as_many_agree_with_as_not() -> None:
    found = findings([received(1, 10, 9), received(2, 19, 1), received(3, 8, 12), received(4, 1, 1, 18)])
    assert [one.statement.id for one in found.divided] == ["s1", "s3", "s2"]


def test_few_voters_and_hidden_statements_are_not_ranked() -> None:
    hidden = received(3, 60, 0, standing=Standing.HIDDEN)
    found = findings([received(1, 4, 0), received(2, 90, 10), hidden, received(4, 9, 0)])
    assert [one.statement.id for one in found.agreed] == ["s2"]
    assert found.judged == 1


def test_nobody_said_anything_is_no_finding() -> None:
    assert findings([received(1, 0, 0)]).judged == 0
    assert received(1, 0, 0).percent(0) == 0


def test_no_finding_depends_on_the_order_of_those_without_a_tie() -> None:
    chance = Random(5)  # noqa: S311 - repeatable, not secret
    some = [
        received(n, chance.randint(5, 90), chance.randint(0, 40), chance.randint(0, 9)) for n in range(40)
    ]
    mixed = chance.sample(some, len(some))
    assert {one.statement.id for one in findings(mixed).agreed} == {
        one.statement.id for one in findings(some).agreed
    }


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/consultation beside this repository")
@pytest.mark.parametrize("name", ["london-youth-policing", "brexit-consensus", "vtaiwan-uberx"])
def test_three_real_conversations_are_ranked_as_expected(name: str) -> None:
    expected = json.loads((FOLDER.parent / "expected.json").read_text(encoding="utf-8"))["polis"][name][
        "ranking"
    ]
    found = findings(
        [
            Reception(
                statement(int(one.id), standing=Standing.HIDDEN if one.rejected else Standing.SHOWN),
                *one.final,
            )
            for one in read(name).comments
        ]
    )
    for ranked, wanted in ((found.agreed, "most_agreed"), (found.divided, "most_divided")):
        assert [
            (
                one.statement.id,
                one.voters,
                round(one.percent(one.agree), 2),
                round(one.percent(one.disagree), 2),
            )
            for one in ranked
        ] == [
            (f"s{one['comment_id']}", one["voters"], one["percent_agree"], one["percent_disagree"])
            for one in expected[wanted]
        ]
