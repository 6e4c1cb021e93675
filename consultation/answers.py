"""What can be counted as an answer to a question, and how an answer is said in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from consultation.errors import InvalidField, NoSuchThing
from consultation.model.questions import (
    Answer,
    Chosen,
    Given,
    LeftOut,
    Pressed,
    Question,
    QuestionKind,
    Ranked,
    Shared,
    Unsure,
    Value,
    Words,
)
from consultation.questions import OPTIONS_MOST, POINTS_USUAL, PRESSED
from consultation.texts import clean, one_line, quoted

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,4})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3}){1,3}([.][0-9]{1,4})?")
"""As the British write it. A comma before three digits parts thousands; before fewer it is what others write for a point."""


def fields_of(question: Question) -> tuple[str, ...]:
    """The names of the fields by which a form asks a question, in the order of `Filled.fields`; errors bear them too."""
    if question.kind is QuestionKind.RANKING:
        return tuple(f"answer_{place}" for place in range(_places(question)))
    if question.kind is QuestionKind.POINTS:
        return tuple(f"answer_{option}" for option in range(len(question.options)))
    return ("answer",)


def read_answer(question: Question, given: Given) -> Answer:
    """What is counted for what was pressed or filled in.

    Raises NoSuchThing("option") for a button of another question, InvalidField for one of `fields_of` or for `unsure`.
    """
    if isinstance(given, Pressed):
        return _pressed(question, given.row)
    written = tuple(map(clean, given.fields))
    if given.unsure and question.unsure:
        if any(written) and question.kind is not QuestionKind.POINTS:
            raise InvalidField(
                "unsure", f"Choose an answer or {quoted(question.unsure)}, not both. Clear one of them."
            )
        return Unsure()
    return _READERS[question.kind](question, written)


def name_of(question: Question, answer: Answer) -> str:
    """An answer in words, on one line, as its giver is told it and as a table has it."""
    options = question.options
    match answer:
        case Chosen(chosen):
            return ", ".join(options[one] for one in chosen)
        case Ranked(ranked):
            return ", ".join(f"{place}. {options[one]}" for place, one in enumerate(ranked, start=1))
        case Shared(points):
            return ", ".join(f"{options[one]}: {given}" for one, given in enumerate(points) if given)
        case Value(number):
            return written_number(number)
        case Words(text):
            return one_line(text)
        case Unsure() | LeftOut():
            return question.unsure if isinstance(answer, Unsure) else ""


def written_number(number: Decimal) -> str:
    """A number in digits, without an exponent and without noughts at its end."""
    return format(number.normalize() + 0, "f")


def _pressed(question: Question, row: int) -> Answer:
    rows = len(question.rows)
    if row == rows and question.unsure:
        return Unsure()
    if question.kind not in PRESSED or not 0 <= row < rows:
        raise NoSuchThing("option")
    if question.kind is QuestionKind.RATING:
        return Value(Decimal((question.least or 0) + row))
    return Chosen((row,))


def _read_one(question: Question, fields: Sequence[str]) -> Answer:
    row = _first(fields)
    if not row:
        raise InvalidField("answer", "Choose an answer.")
    return _pressed(question, _index(row, len(question.rows)))


def _read_several(question: Question, fields: Sequence[str]) -> Answer:
    chosen = sorted({_index(field, len(question.options)) for field in fields if field})
    least, most = question.least or 1, question.most or len(question.options)
    if len(chosen) < least:
        raise InvalidField("answer", f"Choose at least {_so_many(least)}.")
    if len(chosen) > most:
        raise InvalidField("answer", f"Choose at most {_so_many(most)}. You have chosen {len(chosen)}.")
    return Chosen(tuple(chosen))


def _read_ranking(question: Question, fields: Sequence[str]) -> Answer:
    ranked: list[int] = []
    for place, field in enumerate(fields[: _places(question)]):
        if not field:
            continue
        option = _index(field, len(question.options))
        if option in ranked:
            raise InvalidField(
                f"answer_{place}", f"{quoted(question.options[option])} has a place already. Choose another."
            )
        ranked.append(option)
    if not ranked:
        raise InvalidField("answer_0", "Choose at least the one that you like best.")
    return Ranked(tuple(ranked))


def _read_points(question: Question, fields: Sequence[str]) -> Answer:
    points = tuple(
        _points(f"answer_{option}", field) for option, field in enumerate(fields[: len(question.options)])
    )
    points += (0,) * (len(question.options) - len(points))
    most = question.most or POINTS_USUAL
    if not sum(points):
        raise InvalidField("answer_0", f"Give your {most} points to one answer or to several.")
    if sum(points) > most:
        raise InvalidField(
            "answer_0", f"You have {most} points to give, and these are {sum(points)}. Please take some back."
        )
    return Shared(points)


def _read_number(question: Question, fields: Sequence[str]) -> Answer:
    typed = _first(fields).replace("\N{MINUS SIGN}", "-")
    if _THOUSANDS.fullmatch(typed):
        typed = typed.replace(",", "")
    if not _NUMBER.fullmatch(typed):
        raise InvalidField("answer", "Write a number in digits, such as 12 or 3.5.")
    number = Decimal(typed.replace(",", "."))
    if question.least is not None and number < question.least:
        raise InvalidField("answer", f"The lowest number that can be given is {question.least}.")
    if question.most is not None and number > question.most:
        raise InvalidField("answer", f"The highest number that can be given is {question.most}.")
    return Value(number.normalize() + 0)


def _read_text(question: Question, fields: Sequence[str]) -> Answer:
    text = _first(fields)
    text = one_line(text) if question.kind is QuestionKind.SHORT_TEXT else text
    if not text:
        raise InvalidField("answer", "Write your answer.")
    if question.most is not None and len(text) > question.most:
        raise InvalidField(
            "answer",
            f"The answer has {len(text)} characters and {question.most} fit. Please make it shorter.",
        )
    return Words(text)


_READERS: Mapping[QuestionKind, Callable[[Question, Sequence[str]], Answer]] = MappingProxyType(
    {
        QuestionKind.CHOICE: _read_one,
        QuestionKind.AGREEMENT: _read_one,
        QuestionKind.YES_NO: _read_one,
        QuestionKind.RATING: _read_one,
        QuestionKind.SEVERAL: _read_several,
        QuestionKind.RANKING: _read_ranking,
        QuestionKind.POINTS: _read_points,
        QuestionKind.NUMBER: _read_number,
        QuestionKind.SHORT_TEXT: _read_text,
        QuestionKind.LONG_TEXT: _read_text,
    }
)


def _places(question: Question) -> int:
    return min(question.most or OPTIONS_MOST, len(question.options))


def _first(fields: Sequence[str]) -> str:
    return fields[0] if fields else ""


def _index(field: str, below: int) -> int:
    if not field.isdecimal() or int(field[:4]) >= below:
        raise NoSuchThing("option")
    return int(field)


def _points(name: str, field: str) -> int:
    if not field:
        return 0
    if not re.fullmatch("[0-9]{1,4}", field):
        raise InvalidField(name, "Give points in whole numbers, such as 3.")
    return int(field)


def _so_many(answers: int) -> str:
    return "1 answer" if answers == 1 else f"{answers} answers"
