"""Real conversations made with Pol.is, as they lie in ../shared: what was proposed, every vote in its order, and the final tallies.

The Computational Democracy Project, CC BY 4.0; votes are -1 (disagree), 0 (pass) and 1 (agree).
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1].parent / "shared" / "consultation" / "polis"
REJECTED = -1
OPINIONS = {"1": "agree", "-1": "disagree", "0": "pass"}

Tally = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """Something proposed; `final` are those who agree, disagree and pass at the end."""

    id: str
    author: str
    text: str
    rejected: bool
    final: Tally


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote, in milliseconds of unix time."""

    at: int
    comment: str
    voter: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation."""

    topic: str
    comments: tuple[Comment, ...]
    votes: tuple[Vote, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who voted or proposed something."""
        return tuple(dict.fromkeys([one.voter for one in self.votes] + [one.author for one in self.comments]))

    @property
    def final(self) -> Mapping[str, Tally]:
        """The tallies of what was not rejected, by its words."""
        return {one.text: one.final for one in self.comments if not one.rejected}


def read(name: str) -> Talk:
    """The conversation in the folder of this name."""
    folder = FOLDER / name
    topic = json.loads((folder / "about.json").read_text(encoding="utf-8"))["topic"]
    comments = tuple(
        Comment(
            row["comment_id"],
            row["author_id"],
            " ".join(row["comment_body"].split()),
            int(row["moderated"]) == REJECTED,
            (int(row["final_agrees"]), int(row["final_disagrees"]), int(row["final_passes"])),
        )
        for row in _rows(folder / "comments.csv")
    )
    votes = tuple(
        Vote(int(row["timestamp_ms"]), row["comment_id"], row["voter_id"], OPINIONS[row["vote"]])
        for row in _rows(folder / "votes.csv")
    )
    return Talk(topic, comments, votes)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
