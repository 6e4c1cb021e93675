"""Who may see and do what about polls, surveys, statements, the library and files: every act by everybody, through the real dispatch."""

from dataclasses import dataclass

import pytest

from consultation.model.references import PlaceRef
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person

ORG, LEADER, OTHER, SEATED, WATCHER, STRANGER = "UORG", "leader", "other", "U0", "UWATCH", "U99"
EVERYBODY = (STRANGER, WATCHER, SEATED, OTHER, LEADER, ORG)
LED = frozenset({ORG, LEADER})
ORGANISER_ONLY = frozenset({ORG})
OF_THE_ROOM = frozenset({LEADER})
LISTED = frozenset({SEATED, OTHER, LEADER})

DEEDS: dict[str, frozenset[str]] = {
    # A poll in the leader's room: whoever leads it.
    "poll:desk:{poll}": LED,
    "poll:files:{poll}": LED,
    "poll:extend:{poll}:5": LED,
    "poll:remind:{poll}": LED,
    "poll:keep:{poll}": LED,
    "wrote:desk:{words}": LED,
    "wrote:all:{words}": LED,
    "vote:{poll}:0": OF_THE_ROOM,
    "poll:answer:{words}": OF_THE_ROOM,
    "close_poll:{poll}": LED,
    "poll:reopen:{poll}": LED,
    # A survey of the whole session.
    "survey:answer:{survey}": LISTED,
    "survey:desk:{survey}": ORGANISER_ONLY,
    "survey:remind:{survey}": ORGANISER_ONLY,
    "survey:more:{survey}:5": ORGANISER_ONLY,
    "survey:keep:{survey}": ORGANISER_ONLY,
    "survey:files:{survey}": ORGANISER_ONLY,
    "wrote:desk:{survey_words}": ORGANISER_ONLY,
    "survey:close:{survey}": ORGANISER_ONLY,
    "survey:reopen:{survey}": ORGANISER_ONLY,
    "survey:again:{survey}": ORGANISER_ONLY,
    # Statements.
    "said:part:{talk}": LISTED,
    "said:mine:{talk}": frozenset(EVERYBODY),  # what they said themselves, if anything
    "said:propose:{talk}": LISTED,
    "said:queue:{talk}": ORGANISER_ONLY,
    "said:show:{statement}": ORGANISER_ONLY,
    "said:hide:{statement}": ORGANISER_ONLY,
    "said:close:{talk}": ORGANISER_ONLY,
    # The library: facilitators may start from it.
    "template:use:{template}": frozenset({ORG, LEADER, OTHER}),
    "template:remove:{template}": ORGANISER_ONLY,
}
REFUSED = (
    "Only an organiser",
    "You are not on the list",
    "You are on the list as an observer",
    "This question is for the people of another room",
)


@dataclass
class Evening:
    slack: FakeSlack
    names: dict[str, str]
    people: dict[str, str]
    session: str

    def person(self, role: str) -> Person:
        return self.slack.person(self.people.get(role, role))


async def evening(slack: FakeSlack) -> Evening:
    """Rooms are open; in the first a poll and a question for words, for all a survey, statements, and something in the library."""
    organiser = await slack.session_in_rooms()
    room, next_room = slack.rooms()[:2]
    leader, other = slack.facilitator_of(room), slack.facilitator_of(next_room)
    await slack.person(WATCHER).commands("/consult join")
    await slack.person(WATCHER).submits(observes=True)
    for line in ('"Ready?" "Yes" "No"', 'text "What is missing?"'):
        await leader.commands(f"/consult poll {line}", place=room)
    await organiser.commands("/consult survey Before")
    await organiser.submits(questions='Roles help\ntext "What else?"')
    await organiser.commands("/consult statements What helps?")
    await organiser.submits(statements="We should share staff.")
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        polls, survey = await work.polls.all(session.id), (await work.surveys.all(session.id))[0]
        talk = (await work.statements.conversations(session.id))[0]
        statement = (await work.statements.all(talk.id))[0]
    await organiser.presses_action(f"poll:keep:{polls[0].id}")
    await organiser.submits(name="Ready")
    async with slack.storage.look() as work:
        (template,) = await work.library.all(session)
    names = {
        "poll": polls[0].id,
        "words": polls[1].id,
        "survey": survey.id,
        "survey_words": survey.questions[1].id,
        "talk": talk.id,
        "statement": statement.id,
        "template": template.id,
    }
    return Evening(slack, names, {LEADER: leader.name, OTHER: other.name}, session.id)


async def test_everybody_may_do_what_is_theirs_and_nothing_else(slack: FakeSlack) -> None:
    here = await evening(slack)
    for deed, allowed in DEEDS.items():
        for role in EVERYBODY:
            person, action = here.person(role), deed.format(**here.names)
            before = len(person.told)
            slack.api.forms.pop(person.name, None)
            carried = len(slack.courier.carried)
            await person.presses_action(action, here.session if "template" in deed else "5")
            said = person.told[before:]
            was_refused = any(one.startswith(REFUSED) for one in said)
            assert was_refused is (role not in allowed), (deed, role, said)
            if role not in allowed:
                assert len(slack.courier.carried) == carried, (deed, role)
                assert person.name not in slack.api.forms, (deed, role)


COMMANDS = {
    "poll": LED | {OTHER},
    "polls": LED | {OTHER},
    "statements": ORGANISER_ONLY,
    "library": ORGANISER_ONLY,
    "report": ORGANISER_ONLY,
    "digest": ORGANISER_ONLY,
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_of_organisers_is_refused_to_others(slack: FakeSlack, command: str) -> None:
    here = await evening(slack)
    for role in EVERYBODY:
        person = here.person(role)
        before = len(person.told)
        await person.commands(f"/consult {command}")
        refused = any(one.startswith("Only an organiser") for one in person.told[before:])
        assert refused is (role not in COMMANDS[command]), (command, role, person.told[before:])


async def test_an_organiser_of_another_workspace_finds_nothing(slack: FakeSlack) -> None:
    here = await evening(slack)
    organiser = here.person(ORG)
    for deed in DEEDS:
        body = organiser._block_actions(
            "old",
            {"action_id": deed.format(**here.names), "value": here.session if "template" in deed else "5"},
            PLENARY,
            {"ts": "1.1"},
            None,
        )
        before = len(organiser.told)
        await slack.deliver({**body, "team": {"id": "T2"}, "user": {**body["user"], "team_id": "T2"}})
        (said,) = organiser.told[before:]
        assert "is not there any more" in said or "no session" in said.casefold(), (deed, said)
