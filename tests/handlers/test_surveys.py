"""Surveys in Slack: several questions in a form, saved page by page, reminded of, closed, asked again."""

from consultation.model.references import PlaceRef
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person

QUESTIONS = 'Additional roles help my patients\n"Which first?" "Records" "Rota"\ntext "What is missing?"'


async def begun(slack: FakeSlack, secrecy: str = "names hidden", *, pairs: bool = False) -> Person:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions=QUESTIONS, secrecy=secrecy, pairs=pairs)
    await slack.paints()
    return organiser


def card(slack: FakeSlack) -> str:
    return str(slack.cards_in(PLENARY)[-1]["text"])


async def survey_id(slack: FakeSlack) -> str:
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        return (await work.surveys.all(session.id))[-1].id


async def test_the_card_says_what_to_do_and_who_can_know(slack: FakeSlack) -> None:
    await begun(slack, "anonymous")
    assert "Before we begin" in card(slack)
    assert "3 questions" in card(slack)
    assert "nobody can find out who answered what" in card(slack)


async def test_what_was_saved_is_in_the_form_again_and_may_be_left_halfway(slack: FakeSlack) -> None:
    await begun(slack, "anonymous")
    someone = slack.person("U0")
    await someone.presses("Answer")
    await someone.submits(q1_answer="Agree")
    assert "answered 1 of 3 questions" in someone.told[-1]
    await someone.presses("Change my answers")
    first = next(block for block in someone.form["blocks"] if block["block_id"] == "q1_answer")
    assert first["element"]["initial_option"]["text"]["text"] == "Agree"
    assert first["optional"]
    await someone.submits(q2_answer="Rota", q3_answer="Time & money")
    assert "answered 3 of 3" in someone.told[-1]


async def test_a_long_survey_goes_on_page_by_page_and_is_taken_up_where_it_was_left(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Long")
    await organiser.submits(questions="\n".join(f"Statement number {n}" for n in range(25)))
    await slack.paints()
    someone = slack.person("U0")
    await someone.presses("Answer")
    assert "Page 1 of 3" in str(someone.form)
    await someone.submits(q1_answer="Agree")
    assert "Page 2 of 3" in str(someone.form)
    slack.api.forms.pop("U0")  # left halfway
    await someone.presses("Answer")
    assert "Page 2 of 3" in str(someone.form)
    await someone.submits(q13_answer="Disagree")
    await someone.submits(q25_answer="Agree")
    assert "You have answered 3 of 25 questions" in someone.told[-1]
    await someone.presses("Change my answers")
    assert "Page 1 of 3" in str(someone.form)
    first = next(block for block in someone.form["blocks"] if block["block_id"] == "q1_answer")
    assert first["element"]["initial_option"]["text"]["text"] == "Agree"


async def test_who_does_not_organise_answers_with_the_same_word(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U1")
    await someone.commands("/consult survey")
    assert someone.form["callback_id"] == "survey_page_form"


async def test_results_come_with_the_close_each_with_its_base(slack: FakeSlack) -> None:
    organiser = await begun(slack)
    for number, row in enumerate(("Agree", "Strongly agree", "Disagree")):
        someone = slack.person(f"U{number}")
        await someone.presses("Answer")
        await someone.submits(q1_answer=row, **({"q2_answer": "Records"} if number else {}))
    await slack.paints()
    assert "%" not in card(slack)
    assert "3 people answered so far" in card(slack)
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "67 % agree or strongly agree" in card(slack)
    assert "Which first? · 2 answers" in card(slack).replace("*", "")


async def test_of_few_an_anonymous_survey_shows_nothing(slack: FakeSlack) -> None:
    organiser = await begun(slack, "anonymous")
    await slack.person("U0").presses("Answer")
    await slack.person("U0").submits(q1_answer="Agree")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "Fewer than 5 people answered" in card(slack)


async def test_a_reminder_goes_to_who_has_not_answered_and_opens_the_form(slack: FakeSlack) -> None:
    organiser = await begun(slack)
    await slack.person("U0").presses("Answer")
    await slack.person("U0").submits(q1_answer="Agree")
    await organiser.commands("/consult")
    await organiser.presses("Remind")
    assert "5 people are reminded privately" in organiser.told[-1]
    await slack.paints()
    assert any("you have not answered it yet" in one for one in slack.person("U1").told)
    assert not any("you have not answered it yet" in one for one in slack.person("U0").told)


async def test_it_is_asked_again_and_says_so_on_a_new_card(slack: FakeSlack) -> None:
    organiser = await begun(slack, pairs=True)
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await organiser.commands("/consult")
    await organiser.presses("Ask again")
    await slack.paints()
    someone = slack.person("U0")
    await someone.presses("Answer")
    assert "May your answers be compared" in str(someone.form)
    await someone.submits(q1_answer="Agree", q4_answer="Yes")
    assert "You have answered 1 of 3 questions" in someone.told[-1]
    await organiser.commands("/consult polls")
    assert organiser.told[-1].count("(asked again)") == 2


async def test_an_answer_that_is_emptied_is_taken_back(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before")
    await organiser.submits(questions='Roles help\ntext "What is missing?"')
    await slack.paints()
    someone = slack.person("U0")
    await someone.presses("Answer")
    await someone.submits(q1_answer="Agree", q2_answer="My name is on this")
    await someone.presses("Change my answers")
    await someone.submits(q2_answer="")
    assert "You have answered 1 of 2 questions" in someone.told[-1]
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "What is missing? · 0 answers" in card(slack).replace("*", "")
    assert "1 of 6 people answered" in card(slack)


async def test_who_lets_answers_be_compared_is_told_until_when_they_could_be_found(slack: FakeSlack) -> None:
    await begun(slack, "anonymous", pairs=True)
    assert "this holds once the second survey has closed" in card(slack)


async def test_a_number_that_cannot_be_is_told_at_its_field(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Well")
    answer = await organiser.submits(questions='"Which?" "One"')
    assert '"questions"' in answer.body
    await organiser.submits(questions='number 10 "How many?"')
    await slack.paints()
    await slack.person("U0").presses("Answer")
    assert '"q1_answer"' in (await slack.person("U0").submits(q1_answer="11")).body


async def test_only_the_list_answers_and_only_organisers_do_the_rest(slack: FakeSlack) -> None:
    await begun(slack)
    stranger, someone = slack.person("U99"), slack.person("U0")
    await stranger.presses("Answer")
    assert "You are not on the list" in stranger.told[-1]
    for deed in ("close", "remind", "again"):
        await someone.presses_action(f"survey:{deed}:{await survey_id(slack)}")
        assert someone.told[-1].startswith("Only an organiser")
    await someone.presses_action("survey:answer:nosuch")
    assert "is not there any more" in someone.told[-1]
