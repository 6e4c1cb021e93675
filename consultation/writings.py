"""Rules for what people write: the same words are one, and others read only what was let through."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from consultation.model.questions import Question, QuestionKind, Tally
from consultation.model.statements import Standing
from consultation.model.writings import Judgement, Writing
from consultation.texts import one_line

WRITTEN = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
"""Kinds answered in people's own words."""

_ENDS = " .,;:!?…"


def mark_of(text: str) -> str:
    """What texts have in common that say the same: in the same words, whatever their case, spaces and last full stop."""
    tidy = one_line(text).casefold()
    return hashlib.sha256((tidy.strip(_ENDS) or tidy).encode()).hexdigest()[:24]


def writings_of(question: Question, written: Tally, judged: Sequence[Judgement]) -> tuple[Writing, ...]:
    """What was written, the same together, those of most people first. `judged` is oldest first."""
    latest = {one.mark: one for one in judged}
    alike: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for text, people in written.texts:
        alike[mark_of(text)].append((text, people))
    found = [_writing(question, mark, texts, latest.get(mark)) for mark, texts in alike.items()]
    return tuple(sorted(found, key=lambda one: (-one.people, one.text.casefold())))


def told(question: Question, written: Tally, judged: Sequence[Judgement]) -> Tally:
    """The tally as others may see it: texts that were let through, and of how many people words wait or are hidden."""
    found = writings_of(question, written, judged)
    return replace(
        written,
        texts=tuple((one.text, one.people) for one in found if one.standing is Standing.SHOWN),
        waiting=sum(one.people for one in found if one.standing is Standing.WAITING),
        hidden=sum(one.people for one in found if one.standing is Standing.HIDDEN),
    )


def _writing(
    question: Question, mark: str, texts: list[tuple[str, int]], judgement: Judgement | None
) -> Writing:
    frequent = tuple(sorted(texts, key=lambda one: (-one[1], one[0])))
    if judgement is None:
        return Writing(question, mark, frequent, Standing.WAITING)
    return Writing(question, mark, frequent, judgement.standing, judgement.reason)
