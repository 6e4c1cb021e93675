"""What a tally holds beside its counts, as JSON text and back, exactly."""

import json
from dataclasses import replace
from decimal import Decimal

from consultation.model.questions import Figures, Round, Tally


def more_of(tally: Tally) -> str:
    """Everything but the counts, as ASCII JSON."""
    figures = tally.figures
    shape: dict[str, object] = {
        "people": tally.people,
        "unsure": tally.unsure,
        "silent": tally.silent,
        "scores": tally.scores,
        "unseen": tally.unseen,
        "texts": tally.texts,
        "rounds": [[one.counts, one.leaving] for one in tally.rounds],
        "figures": [str(one) for one in (figures.mean, figures.median, figures.lowest, figures.highest)]
        if figures
        else None,
    }
    return json.dumps(shape)


def with_more(tally: Tally, text: str) -> Tally:
    """The tally with what `more_of` was given."""
    shape = json.loads(text)
    figures = shape["figures"]
    return replace(
        tally,
        people=shape["people"],
        unsure=shape["unsure"],
        silent=shape["silent"],
        scores=tuple(shape["scores"]),
        unseen=tuple(shape["unseen"]),
        texts=tuple((words, people) for words, people in shape["texts"]),
        rounds=tuple(Round(tuple(counts), tuple(leaving)) for counts, leaving in shape["rounds"]),
        figures=Figures(*map(Decimal, figures)) if figures else None,
    )
