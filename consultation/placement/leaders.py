"""How many rooms can have a facilitator: the largest matching of volunteers and rooms that they would lead.

Augmenting paths: C. Berge, "Two theorems in graph theory", Proceedings of the National Academy of Sciences 43(9), 1957.
"""

from collections.abc import Mapping, Sequence


def most_led(offers: Mapping[int, Sequence[int]]) -> int:
    """The most rooms that can be led at once, given the rooms that each volunteer would lead."""
    return len(matched(offers))


def matched(offers: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """A largest matching: the volunteer of each room that has one."""
    leader: dict[int, int] = {}
    rooms = {room for offered in offers.values() for room in offered}
    for volunteer in offers:
        if len(leader) == len(rooms):
            break
        _find(volunteer, offers, leader)
    return leader


def _find(volunteer: int, offers: Mapping[int, Sequence[int]], leader: dict[int, int]) -> bool:
    """Give the volunteer a room, others moving to another of theirs where that helps. Breadth first, so that no stack grows."""
    came_from: dict[int, int] = {}
    queue = [volunteer]
    for asking in queue:
        for room in offers[asking]:
            if room in came_from:
                continue
            came_from[room] = asking
            if room not in leader:
                _swap_along(room, volunteer, came_from, leader)
                return True
            queue.append(leader[room])
    return False


def _swap_along(room: int, volunteer: int, came_from: Mapping[int, int], leader: dict[int, int]) -> None:
    before = {led_by: led for led, led_by in leader.items()}
    while True:
        taker = came_from[room]
        leader[room] = taker
        if taker == volunteer:
            return
        room = before[taker]
