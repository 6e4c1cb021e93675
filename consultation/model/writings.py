"""What people wrote in their own words, and whether others may read it."""

from dataclasses import dataclass
from datetime import datetime

from consultation.model.questions import Question
from consultation.model.references import PersonRef, QuestionId
from consultation.model.statements import Standing


@dataclass(frozen=True, slots=True)
class Judgement:
    """That words may be read by others, or not and why. `text` is word for word what was judged; times are UTC.

    `mark` is what all ways of writing the same have in common: the judgement is about all of them, the latest counts.
    """

    question: QuestionId
    mark: str
    text: str
    standing: Standing
    by: PersonRef
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """The same words of one person or several, whatever the case of their letters.

    `texts` are all ways in which they were written, each word for word with how many wrote it so, the most frequent first.
    """

    question: Question
    mark: str
    texts: tuple[tuple[str, int], ...]
    standing: Standing
    reason: str = ""

    @property
    def text(self) -> str:
        """How most wrote it."""
        return self.texts[0][0]

    @property
    def people(self) -> int:
        """How many wrote it."""
        return sum(people for _, people in self.texts)
