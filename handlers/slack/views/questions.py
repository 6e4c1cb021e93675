"""A question in a form: its fields, whatever its kind, and how a question is to be answered in a sentence."""

from consultation.answers import fields_of, written_number
from consultation.model.questions import (
    Answer,
    Chosen,
    Question,
    QuestionKind,
    Ranked,
    Shared,
    Unsure,
    Value,
    Words,
)
from consultation.questions import PRESSED
from handlers.slack.blocks import (
    Block,
    Element,
    Option,
    checkbox,
    field,
    radio,
    section,
    select,
    text_input,
)
from handlers.slack.boxes import checkboxes, multi_select, number_input
from handlers.slack.views.wording import count, words

BOXES_MOST = 10
"""Options that stand under each other with a box or a button each; more come as a menu (Block Kit: 10)."""


def question_fields(question: Question, answer: Answer | None = None, prefix: str = "") -> list[Block]:
    """The fields that ask a question, with what was answered so far. Their ids are those of `fields_of`, after the prefix."""
    blocks = _FIELDS.get(question.kind, _one)(question, answer, prefix)
    if question.unsure:
        box = checkbox(Option(question.unsure, "unsure"), checked=isinstance(answer, Unsure))
        blocks.append(field(f"{prefix}unsure", "Or", box, optional=True))
    return blocks


def how_to_answer(question: Question) -> str:
    """What somebody has to know before they answer, in one sentence; empty where the answers say it themselves."""
    least, most, options = question.least, question.most, question.options
    match question.kind:
        case QuestionKind.SEVERAL:
            return _how_many(least or 1, most or len(options), len(options))
        case QuestionKind.RATING:
            ends = f" ({words(options[0])}) to {most} ({words(options[-1])})" if options else f" to {most}"
            return f"From {least}{ends}."
        case QuestionKind.RANKING:
            return f"Put up to {most} in order, the best first." if most else "Put them in order."
        case QuestionKind.POINTS:
            return f"You have {count(most or 0, 'point')} to share out."
        case QuestionKind.NUMBER:
            return _between(least, most)
    return ""


def _how_many(least: int, most: int, options: int) -> str:
    if most < options:
        return f"Choose {least if least == most else f'{least} to {most}'}."
    return f"Choose at least {least}." if least > 1 else "Choose as many as you like."


def _between(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"A number from {least:,} to {most:,}."
    if least is not None:
        return f"A number, {least:,} at least."
    return f"A number, {most:,} at most." if most is not None else "A number."


def _options(question: Question) -> list[Option]:
    return [Option(row, str(index)) for index, row in enumerate(question.rows)]


def _one(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    chosen = _row(question, answer)
    options = _options(question)
    hint = how_to_answer(question)
    shown = radio(options, chosen or "") if len(options) <= BOXES_MOST else select(options, chosen)
    return [field(f"{prefix}answer", question.wording, shown, hint=hint, optional=bool(question.unsure))]


def _row(question: Question, answer: Answer | None) -> str | None:
    if isinstance(answer, Chosen) and answer.options:
        return str(answer.options[0])
    if isinstance(answer, Value) and question.kind in PRESSED:
        return str(int(answer.number) - (question.least or 0))
    return None


def _several(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    chosen = [str(one) for one in answer.options] if isinstance(answer, Chosen) else []
    options = _options(question)
    element = checkboxes(options, chosen) if len(options) <= BOXES_MOST else multi_select(options, chosen)
    hint = how_to_answer(question)
    return [field(f"{prefix}answer", question.wording, element, hint=hint, optional=bool(question.unsure))]


def _ranking(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    ranked = answer.options if isinstance(answer, Ranked) else ()
    blocks = [_heading(question, prefix)]
    for place, name in enumerate(fields_of(question)):
        chosen = str(ranked[place]) if place < len(ranked) else None
        menu = select(_options(question), chosen, hint="Choose, or leave empty")
        blocks.append(field(f"{prefix}{name}", f"Place {place + 1}", menu, optional=True))
    return blocks


def _points(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    given = answer.points if isinstance(answer, Shared) else ()
    blocks = [_heading(question, prefix)]
    for option, name in enumerate(fields_of(question)):
        points = str(given[option]) if option < len(given) and given[option] else ""
        element = number_input(points, least=0, most=question.most)
        blocks.append(field(f"{prefix}{name}", question.options[option], element, optional=True))
    return blocks


def _heading(question: Question, prefix: str) -> Block:
    return section(f"{prefix}heading", f"*{words(question.wording, 300)}*\n{how_to_answer(question)}")


def _number(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    typed = written_number(answer.number) if isinstance(answer, Value) else ""
    element = number_input(typed, least=question.least, most=question.most, decimal=True)
    hint = how_to_answer(question)
    return [field(f"{prefix}answer", question.wording, element, hint=hint, optional=bool(question.unsure))]


def _text(question: Question, answer: Answer | None, prefix: str) -> list[Block]:
    typed = answer.text if isinstance(answer, Words) else ""
    multiline = question.kind is QuestionKind.LONG_TEXT
    element: Element = text_input(typed, most=question.most or 3000, multiline=multiline)
    return [field(f"{prefix}answer", question.wording, element, optional=bool(question.unsure))]


_FIELDS = {
    QuestionKind.SEVERAL: _several,
    QuestionKind.RANKING: _ranking,
    QuestionKind.POINTS: _points,
    QuestionKind.NUMBER: _number,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
}
