"""What a question must be before it is put, and how it may change afterwards."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from consultation.errors import InvalidField, InvalidFields
from consultation.model.questions import AGREEMENT_SCALE, YES_NO, Question, QuestionDraft, QuestionKind
from consultation.model.references import QuestionId
from consultation.texts import clean, cut, one_line, quoted

WORDING_MOST = 300
"""Characters of a question: about three lines on a phone, so that the answers below it are still in sight."""

OPTION_MOST = 75
"""Characters of an option: what the narrowest button holds (Block Kit: text of a button, 75)."""

OPTIONS_LEAST, OPTIONS_MOST = 2, 10
"""Fewer is no choice; more than ten are not read to the end, and do not fit on one card with their buttons."""

SEVERAL_MOST = 25
"""Options of a question that takes several: a menu holds more than a row of buttons, and people tick what they know."""

RATING_MOST = 10
"""The highest value of a rating. Its lowest is 0 or 1: eleven buttons at most. A question for a number has no such bounds."""

POINTS_USUAL, POINTS_MOST = 10, 100
"""Points that each person has to share out: as many as fingers, unless somebody says otherwise."""

SHORT_MOST, LONG_MOST = 150, 3000
"""Characters of a text: a line on a phone turned sideways, and what a field of a form holds (Block Kit)."""

NUMBER_MOST = 10**12
"""Numbers beyond this are a slip of the finger."""

LABELLED = frozenset({QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.RANKING, QuestionKind.POINTS})
"""Kinds whose options the organiser makes up. Only these can be added to by others."""

PRESSED = frozenset({QuestionKind.CHOICE, QuestionKind.AGREEMENT, QuestionKind.YES_NO, QuestionKind.RATING})
"""Kinds that one press of a button answers. All others need a form."""


_WHOLE = re.compile("-?[0-9]{1,13}")


@dataclass(frozen=True, slots=True)
class _Range:
    """What `least` and `most` may be for a kind, and what they are where nothing was typed."""

    lowest: int
    highest: int
    least: int | None
    most: int | None
    words: str


_RANGES: Mapping[QuestionKind, _Range] = MappingProxyType(
    {
        QuestionKind.SEVERAL: _Range(1, SEVERAL_MOST, 1, None, "how many answers a person may choose"),
        QuestionKind.RANKING: _Range(1, OPTIONS_MOST, 1, None, "how many places a person may fill"),
        QuestionKind.RATING: _Range(0, RATING_MOST, 1, 5, "the highest number of the scale"),
        QuestionKind.POINTS: _Range(1, POINTS_MOST, None, POINTS_USUAL, "how many points each person has"),
        QuestionKind.NUMBER: _Range(-NUMBER_MOST, NUMBER_MOST, None, None, "the highest number"),
        QuestionKind.SHORT_TEXT: _Range(1, SHORT_MOST, None, SHORT_MOST, "how many characters there may be"),
        QuestionKind.LONG_TEXT: _Range(1, LONG_MOST, None, LONG_MOST, "how many characters there may be"),
    }
)


def draft_question(draft: QuestionDraft, question_id: QuestionId) -> Question:
    """The question that a draft asks for. Raises InvalidField for `question`, `options`, `least`, `most` or `unsure`.

    Raises InvalidFields where several can't be taken.
    """
    problems: list[InvalidField] = []

    def judged(read: Callable[[], tuple[object, ...]]) -> tuple[object, ...]:
        try:
            return read()
        except InvalidField as problem:
            problems.append(problem)
            return ()

    wording, options = one_line(draft.wording), _options_of(draft)
    judged(lambda: _require_wording(wording))
    judged(lambda: _require_options(draft, options))
    judged(lambda: _require_label("unsure", one_line(draft.unsure)))
    bounds = judged(lambda: _bounds(draft, options))
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFields(tuple(problems))
    least, most = (one if isinstance(one, int) else None for one in bounds)
    return Question(question_id, draft.kind, wording, options, least, most, one_line(draft.unsure))


def options_most(kind: QuestionKind) -> int:
    """How many options a question of this kind may have."""
    return SEVERAL_MOST if kind is QuestionKind.SEVERAL else OPTIONS_MOST


def add_option(question: Question, option: str, *, answered: bool) -> Question:
    """The question with one more option at its end; a new version of it where somebody has answered. Raises InvalidField("option")."""
    label = one_line(option)
    if question.kind not in LABELLED:
        raise InvalidField("option", "The answers of this question are fixed, so none can be added.")
    if not label:
        raise InvalidField("option", "Write the answer that you would add.")
    if len(question.options) >= options_most(question.kind):
        raise InvalidField("option", f"There are {len(question.options)} answers already, and no more fit.")
    if label.casefold() in {one.casefold() for one in question.options}:
        raise InvalidField("option", f"The answer {quoted(label)} is there already.")
    _require_label("option", label)
    version = question.version + 1 if answered else question.version
    since = question.since or (1,) * len(question.options)
    options, came = (*question.options, label), (*since, version)
    return replace(question, options=options, version=version, since=came if version > 1 else ())


def _options_of(draft: QuestionDraft) -> tuple[str, ...]:
    typed = tuple(filter(None, map(one_line, clean(draft.options).split("\n"))))
    if draft.kind is QuestionKind.AGREEMENT:
        return typed or AGREEMENT_SCALE
    if draft.kind is QuestionKind.YES_NO:
        return typed or YES_NO
    return typed


def _require_wording(wording: str) -> tuple[()]:
    if not wording:
        raise InvalidField("question", "Write the question that people are to answer.")
    if len(wording) > WORDING_MOST:
        raise InvalidField(
            "question",
            f"The question has {len(wording)} characters and {WORDING_MOST} fit. Please make it shorter.",
        )
    return ()


_FIXED: Mapping[QuestionKind, tuple[frozenset[int], str]] = MappingProxyType(
    {
        QuestionKind.AGREEMENT: (
            frozenset({5}),
            "The agreement scale has five answers, strongest agreement first. Write all five, one on each line, or none.",
        ),
        QuestionKind.YES_NO: (
            frozenset({3}),
            "Write your words for yes, for no and to abstain, one on each line, or leave this empty.",
        ),
        QuestionKind.RATING: (
            frozenset({0, 2}),
            "Write what the lowest and what the highest number mean, one on each line, or leave this empty.",
        ),
        QuestionKind.NUMBER: (frozenset({0}), "A number needs no answers to choose from. Leave this empty."),
        QuestionKind.SHORT_TEXT: (
            frozenset({0}),
            "People write their own answers to this. Leave this empty.",
        ),
        QuestionKind.LONG_TEXT: (frozenset({0}), "People write their own answers to this. Leave this empty."),
    }
)
"""How many labels a kind takes, where that is fixed, and what to say where there are others: none is lost without a word."""


def _require_options(draft: QuestionDraft, options: tuple[str, ...]) -> tuple[()]:
    """One thing at a time. Raises InvalidField."""
    sentence = _trouble_with_number(draft.kind, options)
    if sentence is not None:
        raise InvalidField("options", sentence)
    for option in options:
        _require_label("options", option)
    twin = _first_twin(options)
    if twin is not None:
        raise InvalidField(
            "options", f"The answer {quoted(twin)} is there twice. Please change or remove one."
        )
    return ()


def _trouble_with_number(kind: QuestionKind, options: tuple[str, ...]) -> str | None:
    if kind in _FIXED:
        allowed, sentence = _FIXED[kind]
        return None if len(options) in allowed else sentence
    if len(options) < OPTIONS_LEAST:
        return f"People need at least {OPTIONS_LEAST} answers to choose from. Write one on each line."
    if len(options) > (most := options_most(kind)):
        return f"There are {len(options)} answers and {most} fit. Please leave some out or join them."
    return None


def _require_label(field: str, label: str) -> tuple[()]:
    if len(label) > OPTION_MOST:
        raise InvalidField(
            field,
            f"An answer holds {OPTION_MOST} characters, and this one has {len(label)}: {quoted(cut(label, OPTION_MOST))}. Please make it shorter.",
        )
    return ()


def _first_twin(options: tuple[str, ...]) -> str | None:
    """The first option that reads like an earlier one, whatever the case of its letters."""
    seen: set[str] = set()
    for option in options:
        if option.casefold() in seen:
            return option
        seen.add(option.casefold())
    return None


def _bounds(draft: QuestionDraft, options: tuple[str, ...]) -> tuple[int | None, int | None]:
    """`least` and `most` as the kind takes them. Raises InvalidField for either."""
    known = _RANGES.get(draft.kind)
    if known is None:
        return None, None
    least = _bound("least", draft.least, known, known.least)
    most = _bound("most", draft.most, known, known.most)
    if draft.kind in (QuestionKind.SEVERAL, QuestionKind.RANKING):
        most = min(most or len(options), len(options))
    if draft.kind is QuestionKind.RATING and least not in (0, 1):
        raise InvalidField("least", "A rating begins at 0 or at 1.")
    if least is not None and most is not None and least > most - (draft.kind is QuestionKind.RATING):
        raise InvalidField("most", f"This has to be more than the lowest, which is {least}.")
    return least, most


def _bound(field: str, typed: str, known: _Range, usual: int | None) -> int | None:
    text = one_line(typed)
    if not text:
        return usual
    if not _WHOLE.fullmatch(text) or not known.lowest <= int(text) <= known.highest:
        raise InvalidField(
            field, f"This is {known.words}: a whole number from {known.lowest:,} to {known.highest:,}."
        )
    return int(text)
