"""Questions, the answers people give to them, and what those come to. A poll asks one, a survey several."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from consultation.model.references import QuestionId

AGREEMENT_SCALE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
"""The five-point scale, strongest agreement first; the first two count as agreeing. Its labels may be replaced, not its points."""

YES_NO = ("Yes", "No", "Abstain")
"""What a question to decide by is answered with. Who abstains has answered, and is in the base."""

UNSURE = "Don't know"
"""What people choose who have no answer to give, where a question offers it. It is counted apart and is in no base."""


class QuestionKind(StrEnum):
    """What a question asks for."""

    CHOICE = "choice"
    """One of the options."""
    SEVERAL = "several"
    """At least `least` and at most `most` of the options."""
    AGREEMENT = "agreement"
    """A place on the five-point agreement scale."""
    YES_NO = "yes or no"
    """Yes, no, or to abstain."""
    RATING = "rating"
    """A whole number from `least` to `most`. `options` are what the lowest and the highest mean, or empty."""
    RANKING = "ranking"
    """Options in order, best first: all of them, or as many as somebody likes."""
    POINTS = "points"
    """`most` points, shared out among the options in whole numbers."""
    NUMBER = "number"
    """A number, between `least` and `most` where these are set."""
    SHORT_TEXT = "short text"
    """A line of at most `most` characters."""
    LONG_TEXT = "long text"
    """Lines of at most `most` characters together."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is put. What `options`, `least` and `most` mean depends on the kind.

    `unsure` is the label of the answer that is counted apart ("don't know"), empty where none is offered. `version` grows with each
    change after the first ballot; only options are ever added then, at the end. `since` has the version in which each option came,
    and is empty while all were there from the first.
    """

    id: QuestionId
    kind: QuestionKind
    wording: str
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    unsure: str = ""
    version: int = 1
    since: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """What its answers are counted by, one name for each of a tally's counts: the options, or the values of a rating."""
        if self.kind is QuestionKind.RATING and self.least is not None and self.most is not None:
            return tuple(map(str, range(self.least, self.most + 1)))
        return self.options


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as somebody typed it, not judged yet. `options` is the text as typed, an option a line; the rest as in `Question`."""

    wording: str
    kind: QuestionKind
    options: str = ""
    least: str = ""
    most: str = ""
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The indexes of the options that were chosen, in the question's order; one of them but for a question that takes several."""

    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The indexes of options, best first. Those left out are below all that are there."""

    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The points given to each option, in the question's order."""

    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """The number that a rating or a question for a number was answered with."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """What was written, word for word as it was cleaned on the way in."""

    text: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Somebody has no answer to give, and says so."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody has taken their answer back and gives none: it counts nowhere."""


Answer = Chosen | Ranked | Shared | Value | Words | Unsure | LeftOut
"""One person's answer to one question, judged and fit to be counted. Equal answers are equal values."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a question that was pressed: an index into its rows; the one after the last is `unsure`."""

    row: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of a question in a form, as they were typed or chosen; empty where nothing was.

    By kind: choice, agreement, yes or no, rating: the row's index. Several: the index of each option chosen. Ranking: for each place the
    index of an option. Points: for each option its points. Number and texts: what was typed. `unsure` is its box.
    """

    fields: tuple[str, ...]
    unsure: bool = False


Given = Pressed | Filled
"""An answer as it was given, not judged yet."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Equal answers of so many people, who all saw the question in this version."""

    answer: Answer
    people: int
    version: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What numbers come to. The mean is exact, to be rounded where it is shown."""

    mean: Decimal
    median: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Round:
    """One round of an instant run-off: how many people's best option left each one is (None: out), and which leave after it."""

    counts: tuple[int | None, ...]
    leaving: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted answers. A person counts once, with their latest answer.

    `counts` has a number for each of the question's rows: how many people chose it; put it first (ranking); gave it a point or more
    (points). `people` is how many answered, where that is not the sum of the counts. `unsure` are those who said that they don't
    know: they are in no base. `silent` is how many of those asked have not answered, None where nobody can know.
    `scores` are Borda points in halves of a point (ranking) or points given (points), `figures` what numbers come to, `rounds` the
    instant run-off of a ranking, and `texts` what was written, in order of the alphabet. `unseen` has, for each row, how many
    of the people answered before it was added; empty where nothing was added. Of `waiting` people the words wait for a moderator's yes, of
    `hidden` ones they are not shown: neither are among the `texts` that others may see.
    """

    counts: tuple[int, ...]
    people: int | None = None
    unsure: int = 0
    silent: int | None = None
    scores: tuple[int, ...] = ()
    figures: Figures | None = None
    rounds: tuple[Round, ...] = ()
    texts: tuple[tuple[str, int], ...] = ()
    unseen: tuple[int, ...] = ()
    waiting: int = 0
    hidden: int = 0

    @property
    def answers(self) -> int:
        """How many people have answered: the base of every percentage."""
        return sum(self.counts) if self.people is None else self.people

    def percent(self, *rows: int) -> int:
        """The share of people that these rows have together, in whole per cent rounded half up; 0 without answers."""
        return percent(sum(self.counts[row] for row in rows), self.answers)

    @property
    def percent_agree(self) -> int:
        """On the agreement scale: the share that agrees or strongly agrees."""
        return self.percent(0, 1)


def percent(part: int, base: int) -> int:
    """A share in whole per cent, rounded half up; 0 of nothing."""
    return (200 * part + base) // (2 * base) if base else 0
