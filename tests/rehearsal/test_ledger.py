"""The numbered log: what stays, what is let go, what came since."""

from rehearsal.workspace.ledger import Ledger


def kept(most: int, entries: int) -> Ledger:
    ledger = Ledger(most)
    for number in range(1, entries + 1):
        ledger.append({"number": number})
    return ledger


def test_numbers_stay_with_their_entries_when_older_ones_are_let_go() -> None:
    ledger = kept(3, 5)
    assert [entry["number"] for entry in ledger] == [3, 4, 5]
    assert (ledger.get(2), ledger.get(3), ledger.get(5), ledger.get(6)) == (
        None, {"number": 3}, {"number": 5}, None
    )  # fmt: skip


def test_what_came_since_is_given_with_its_number_and_only_the_latest_of_much() -> None:
    ledger = kept(10, 12)
    assert [number for number, entry in ledger.since(10, 500) if entry["number"] == number] == [11, 12]
    assert [number for number, _ in ledger.since(0, 3)] == [10, 11, 12]
    assert [number for number, _ in ledger.since(0, 500)] == list(range(3, 13))
    assert list(ledger.since(12, 500)) == list(ledger.since(99, 500)) == []


def test_what_is_long_leaves_room_for_less() -> None:
    ledger = Ledger(10, room=100)
    for number, letters in enumerate((10, 40, 50, 30), 1):
        ledger.append({"number": number}, letters)

    assert [entry["number"] for entry in ledger] == [3, 4]
    assert (ledger.get(2), ledger.get(4)) == (None, {"number": 4})
