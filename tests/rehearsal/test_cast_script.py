import json
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from rehearsal.cast.golden import FILE, read_golden
from rehearsal.cast.scenes.placing import legend
from rehearsal.cast.scenes.sessions import evenings
from rehearsal.cast.scenes.sign_up import rank
from rehearsal.cast.scenes.voting import AGREEING, ballots
from rehearsal.cast.window import Post

GOLDEN = read_golden()


def test_the_script_is_the_golden_file() -> None:
    assert len(GOLDEN.rooms) == 4
    assert tuple(len(room.remarks) for room in GOLDEN.rooms) == GOLDEN.notes_per_room == (22, 19, 19, 18)
    assert (
        Counter(tag for room in GOLDEN.rooms for one in room.remarks for tag in one.tags)
        == GOLDEN.notes_per_tag
    )
    assert (GOLDEN.participants, GOLDEN.rooms_of, len(GOLDEN.actions), len(GOLDEN.later)) == (120, 30, 9, 5)


def test_every_word_that_is_kept_is_the_golden_files() -> None:
    data = json.loads(Path(FILE).read_text(encoding="utf-8"))
    words = {note["text"] for room in data["rooms"] for note in room["notes"]}

    assert {one.text for room in GOLDEN.rooms for one in room.remarks} == words
    assert len(words) == 78


def test_the_programme_begins_next_wednesday_evening_and_keeps_its_distances() -> None:
    moments = evenings(GOLDEN, datetime(2026, 11, 25, 8, 0, tzinfo=UTC))  # a Wednesday

    days = [moment.date().isoformat() if moment else None for moment in moments.values()]
    assert days == ["2026-12-02", "2026-12-15", "2027-01-05", "2027-01-10", "2027-03-03", None]
    assert {moment.strftime("%H:%M") for moment in moments.values() if moment} == {"19:30"}


def test_the_first_theme_is_wanted_most_and_nobody_ranks_a_theme_twice() -> None:
    themes, chance = ["a", "b", "c", "d"], random.Random(1)  # noqa: S311 - repeatable, not secret
    rankings = [rank(themes, chance) for _ in range(400)]

    first = Counter(ranking[0] for ranking in rankings)
    assert first["a"] > first["b"] > first["c"] > first["d"] > 0
    assert all(len(set(ranking)) == len(ranking) for ranking in rankings)
    assert {len(ranking) for ranking in rankings} == {2, 3, 4}


def test_what_stands_in_the_end_agrees_as_often_as_the_statement_says() -> None:
    for statement in GOLDEN.statements:
        pressed = ballots(statement, random.Random(2))  # noqa: S311 - repeatable, not secret
        final = Counter(choices[-1] in AGREEING for choices in pressed)
        assert (len(pressed), final[True]) == (statement.answers, statement.agree)
        assert all(len(set(choices)) == len(choices) for choices in pressed)
        assert sum(len(choices) == 2 for choices in pressed) == 4


def test_the_legend_is_read_off_the_rooms_card() -> None:
    text = "*Facilitators keep what matters*\n:warning:  *Concern*  A worry.\n:hammer_and_wrench: *Proposal* Do it."
    block = {"type": "section", "block_id": "legend", "text": {"type": "mrkdwn", "text": text}}
    card = Post("C1", "1.0", "U1", "", (block,), private=False, by_app=True)

    assert legend(card) == {"concern": "warning", "proposal": "hammer_and_wrench"}
