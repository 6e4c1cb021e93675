"""Statements: the form that begins, the card, the walk from one to the next."""

import json
from collections.abc import Sequence

from consultation.disclosure import FEW
from consultation.model.cards import StatementsCard
from consultation.model.panel import Talk
from consultation.model.references import PlaceRef, SessionId
from consultation.model.sessions import Session
from consultation.model.statements import (
    Answered,
    Conversation,
    ConversationDraft,
    Findings,
    Opinion,
    Reception,
    Standing,
    Statement,
    Walk,
)
from consultation.statements import FIRST_MOST, QUESTION_MOST, STATEMENT_MOST
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    Option,
    Style,
    View,
    actions,
    button,
    checkbox,
    confirm,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import PROPOSAL_FORM, STATEMENTS_FORM, Deed, deed_id, opinion_id
from handlers.slack.texts import bar
from handlers.slack.views.wording import count, people, words

LABELS = {Opinion.AGREE: "Agree", Opinion.DISAGREE: "Disagree", Opinion.PASSED: "Pass"}
SAID = {Opinion.AGREE: "You agree", Opinion.DISAGREE: "You disagree", Opinion.PASSED: "You passed"}
MINE_MOST, TALKS_MOST = 20, 1
SECRECY = "Names are not shown to anybody. Whoever runs Plenary could look them up."
REVIEWED = Option(
    "I look at each statement before others see it", "reviewed", "Without this they are shown at once."
)


def statements_form(session: Session, place: PlaceRef, question: str) -> View:
    """The form that begins. Every field's block bears the name of the draft's field."""
    draft = ConversationDraft(question)
    blocks = [
        field(
            "question",
            "Question",
            text_input(draft.question, most=QUESTION_MOST, example="What would help your practice most?"),
        ),
        field(
            "statements",
            "First statements",
            text_input(multiline=True, example="We should share staff between practices."),
            hint=f"One a line, {FIRST_MOST} at most, of {STATEMENT_MOST} characters. People add their own.",
            optional=True,
        ),
        field("reviewed", "Moderation", checkbox(REVIEWED, checked=draft.reviewed), optional=True),
    ]
    return modal(
        STATEMENTS_FORM, "Gather statements", blocks, submit="Begin", metadata=metadata(session.id, place)
    )


def proposal_form(conversation: Conversation, place: PlaceRef, text: str = "") -> View:
    """The form in which somebody proposes a statement."""
    shown = "An organiser looks at it first." if conversation.reviewed else "Everybody sees it at once."
    blocks = [
        section("question", f"*{words(conversation.question, 300)}*"),
        field(
            "statement",
            "Your statement",
            text_input(text, most=STATEMENT_MOST, example="We should share staff between practices."),
            hint=f"One thought that others can agree or disagree with. {shown} Your name is not shown.",
        ),
    ]
    which = known(conversation.session, place, conversation.id)
    return modal(PROPOSAL_FORM, "Propose a statement", blocks, submit="Propose", metadata=which)


def known(session: SessionId | str, place: PlaceRef, seen: str) -> str:
    """What a form about one thing carries: which it is, besides where it was opened."""
    return json.dumps({"session": session, "place": place, "seen": seen})


def statements_card(card: StatementsCard) -> Message:
    """The question, how many take part, and the way in; once closed, what came out."""
    conversation, turnout = card.conversation, card.turnout
    blocks = [header("question", conversation.question)]
    if card.findings is not None:
        return message(*blocks, *_found(card.findings), context("base", f":lock: Closed · {_turnout(card)}"))
    blocks.append(section("how", "Say what you think of short statements, and propose your own."))
    part = button(
        "Take part",
        deed_id(Deed.PART, conversation.id),
        style="primary",
        spoken_label=f"Take part: {conversation.question}",
    )
    propose = button("Propose a statement", deed_id(Deed.PROPOSE, conversation.id))
    waiting = f" · {turnout.waiting:,} {waits(turnout.waiting)} for an organiser" if turnout.waiting else ""
    return message(
        *blocks,
        actions("acts", part, propose),
        context("base", f"{_turnout(card)}{waiting} · What came out is shown at the close."),
        context("secrecy", SECRECY),
    )


def _turnout(card: StatementsCard) -> str:
    turnout = card.turnout
    shown = count(turnout.shown, "statement")
    if not turnout.people:
        return f"{shown} · Nobody has answered yet"
    return f"{shown} · {people(turnout.people)} · {count(turnout.opinions, 'opinion')}"


def _found(found: Findings) -> list[Block]:
    if not found.judged:
        return [
            section(
                "few", f"Too few people answered to say what came out: at least {FEW} a statement are needed."
            )
        ]
    blocks = [
        *_ranked("agreed", "*What most agree on*", found.agreed),
        *_ranked("divided", "*What divides*", found.divided),
    ]
    note = f"{count(found.judged, 'statement')} had enough voters. Shares are of all who answered, passes counted."
    return [*blocks, context("note", note)]


def _ranked(block_id: str, title: str, receptions: Sequence[Reception]) -> list[Block]:
    if not receptions:
        return []
    lines = [_row(one) for one in receptions]
    return [section(block_id, "\n".join([title, *lines]))]


def _row(one: Reception) -> str:
    agree, disagree = round(one.percent(one.agree)), round(one.percent(one.disagree))
    shares = f"{agree} % agree, {disagree} % disagree"
    return f"`{bar(agree)} {agree:>3} %`  {words(one.statement.text, 220)} · {shares} · {people(one.voters)}"


def walk(at: Walk) -> Message:
    """The statement before one person, with what they have just said; or that they have seen all of them."""
    blocks = [context("question", words(at.conversation.question, 300))]
    if at.last is not None:
        said, opinion = at.last
        change = button("Change", deed_id(Deed.AGAIN, said.id), spoken_label=f"Change: {said.text}")
        blocks.append(section("last", f"{SAID[opinion]}: {words(said.text, 220)}", change))
    return message(*blocks, *(_before(at, at.statement) if at.statement else _end(at)))


def _before(at: Walk, statement: Statement) -> list[Block]:
    earlier = f" {SAID[at.stance]} so far." if at.stance else ""
    styles: dict[Opinion, Style] = {Opinion.AGREE: "primary"} if at.stance is None else {}
    buttons: list[Element] = [
        button(label, opinion_id(statement.id, opinion), style=styles.get(opinion))
        for opinion, label in LABELS.items()
    ]
    return [
        section("statement", f"*{words(statement.text, 300)}*"),
        actions("opinions", *buttons),
        context(
            "far",
            f"{at.answered:,} of {at.total:,} answered.{earlier} You can change your mind until the close.",
        ),
    ]


def _end(at: Walk) -> list[Block]:
    conversation = at.conversation.id
    said = (
        f"You have answered all {at.total:,} statements. Thank you."
        if at.total
        else "There is no statement yet. Propose the first one."
    )
    return [
        section("end", said),
        actions(
            "acts",
            button("Propose a statement", deed_id(Deed.PROPOSE, conversation)),
            button("My answers", deed_id(Deed.MINE, conversation)),
        ),
    ]


def mine(answered: Answered, page: int) -> Message:
    """What one person has said, a page at a time, each with a way to change it."""
    start = page * MINE_MOST
    blocks = [context("question", words(answered.conversation.question, 300))]
    blocks += [
        section(
            f"mine_{number}",
            f"{SAID[opinion]}: {words(statement.text, 220)}",
            button("Change", deed_id(Deed.AGAIN, statement.id), spoken_label=f"Change: {statement.text}"),
        )
        for number, (statement, opinion) in enumerate(answered.opinions[start : start + MINE_MOST])
    ]
    more = [
        button(label, deed_id(Deed.MINE, answered.conversation.id, at))
        for label, at, there in (
            ("Earlier answers", page - 1, page > 0),
            ("More answers", page + 1, len(answered.opinions) > start + MINE_MOST),
        )
        if there
    ]
    on = button("Next statement", deed_id(Deed.PART, answered.conversation.id), style="primary")
    return message(*blocks, actions("acts", on, *more))


def proposed(statement: Statement) -> Message:
    """The private answer to a proposal."""
    then = (
        "An organiser looks at it first, then everybody sees it."
        if statement.standing is Standing.WAITING
        else "Everybody sees it now."
    )
    return message(section("proposed", f"Proposed: *{words(statement.text, 220)}*. {then}"))


def waits(number: int) -> str:
    """The verb for so many that wait."""
    return "waits" if number == 1 else "wait"


def talk_blocks(talks: Sequence[Talk], *, organiser: bool) -> list[Block]:
    """Open rounds of statements on the panel: the way in, and for organisers the queue and the close."""
    blocks: list[Block] = []
    for talk in talks[:TALKS_MOST]:
        one, waiting = talk.conversation, talk.turnout.waiting
        asks = f" · {waiting:,} {waits(waiting)} for you" if organiser and waiting else ""
        blocks.append(
            section(f"talk_{one.id}", f":speech_balloon: Statements: *{words(one.question, 100)}*{asks}")
        )
        buttons: list[Element] = [
            button("Take part", deed_id(Deed.PART, one.id), spoken_label=f"Take part: {one.question}")
        ]
        if organiser:
            buttons.append(button("Look at proposals", deed_id(Deed.QUEUE, one.id)))
            buttons.append(
                button(
                    "Close statements",
                    deed_id(Deed.CLOSE, one.id),
                    confirm=CLOSING,
                    spoken_label=f"Close statements: {one.question}",
                )
            )
        blocks.append(actions(f"talk_acts_{one.id}", *buttons))
    return blocks


CLOSING = confirm(
    "Close this round?",
    "Nobody can answer or propose any more, and the card shows what came out. This can't be undone.",
    "Close",
    danger=True,
)
