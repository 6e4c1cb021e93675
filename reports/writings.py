"""What people wrote in answer to a question, on a page: their own words as far as they were let through, and of how many."""

from collections.abc import Iterator

from consultation.disclosure import Reach, rounded
from consultation.model.report import ReportWritings
from reports.document import Block, Item, Items, Paragraph
from reports.phrases import count
from reports.words import TEXT_MOST, cut, printable

NOTHING = "Nothing that people wrote was let through."


def written(one: ReportWritings, reach: Reach) -> Iterator[Block]:
    """The base, then each text with how many wrote the same. Beyond the organisation nobody learns which was written by several."""
    yield Items(tuple(_items(one, reach)) or (Item(NOTHING),), printable(one.question))
    yield Paragraph(_base(one, reach), quiet=True)


def _items(one: ReportWritings, reach: Reach) -> Iterator[Item]:
    texts = one.texts if reach is Reach.WITHIN else sorted(one.texts)
    for text, people in texts:
        several = reach is Reach.WITHIN and people > 1
        yield Item(cut(printable(text), TEXT_MOST), detail=f"written by {people:,}" if several else "")


def _base(one: ReportWritings, reach: Reach) -> str:
    if reach is Reach.WITHIN:
        left = f" The words of {one.kept_back:,} are not shown." if one.kept_back else ""
        return f"{count(one.answers, 'answer')}, word for word.{left}"
    told = rounded(one.answers)
    return (
        "A few answers, word for word." if told is None else f"About {count(told, 'answer')}, word for word."
    )
