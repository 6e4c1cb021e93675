"""Every weight of the aim, in one place. docs/placement.md explains them.

The levels themselves need no weights: the solvers settle one after the other, and what a lower level does never costs a higher one.
"""

STEP = 1
"""One rank further down a person's list: a 3rd choice costs as much as two 2nd ones, so that the cost is the sum of ranks."""

EXCESS = 1
"""One person of a role, or of an organisation, above a room's fair share of it: the mix."""

MEETING_AGAIN = 1
"""Two people who sit together again."""

CHANGE = 1
"""One seat more or less, one role or organisation over its limit, one person's rule given up: what the smallest change is counted in."""


def first_in_line(longest: int) -> int:
    """How much the steps weigh of somebody who missed a first choice last time; others' weigh 1. `longest` is the longest list.

    With it, of any two people who want one seat, whoever missed last time gets it, however far down the other one falls.
    """
    return max(longest, 1)


def off_list(longest: int, weights: int) -> int:
    """What a theme costs that somebody with choices did not name: more than all the steps of all together.

    So, where it can't be avoided, it befalls as few as can be; and then the sum of ranks decides. `weights` is everybody's, added up.
    """
    return STEP * max(longest, 1) * (weights + 1)


MIX_BEFORE_MEETING = 1_000_000
"""One person above a fair share against repeated encounters, in the search of swaps: more than any session has of these."""
