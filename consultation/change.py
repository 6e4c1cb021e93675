"""Before and after: how far the share that agrees has changed, and how sure one can be of it."""

from math import sqrt

from consultation.model.change import Change, Method, Pairs, Side

LEAST = 20
"""People below which nothing is said: with fewer even a change of 40 points may be chance, and the few who changed would be known."""

Z = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % above it."""


def compare(before: Side, after: Side, pairs: Pairs) -> Change | None:
    """The change, by those who answered twice where they are enough, else by all who answered; None where these are too few as well."""
    counted = (pairs.people, before.people, after.people)
    if pairs.people >= LEAST:
        points, low, high = paired_interval(pairs)
        return Change(100 * points, 100 * low, 100 * high, Method.PAIRED, *counted)
    if min(before.people, after.people) >= LEAST:
        points, low, high = unpaired_interval(before, after)
        return Change(100 * points, 100 * low, 100 * high, Method.UNPAIRED, *counted)
    return None


def in_words(change: Change) -> str:
    """A change in one sentence: how much, how sure, of how many people, and how many could not be paired."""
    who = (
        f"{change.paired:,} people before and after"
        if change.method is Method.PAIRED
        else f"{change.before:,} before and {change.after:,} after, not the same people"
    )
    interval = f"95 %: {change.low:+.0f} to {change.high:+.0f}"
    unpaired = f", {change.unpaired:,} answers unpaired" if change.method is Method.PAIRED else ""
    return f"Changed by {change.points:+.0f} points ({interval}; Newcombe's method; {who}{unpaired})"


def wilson(part: int, people: int) -> tuple[float, float]:
    """Wilson's score interval of a share, 95 %. `people` is above 0."""
    share, square = part / people, Z * Z
    middle = share + square / (2 * people)
    half = Z * sqrt(share * (1 - share) / people + square / (4 * people * people))
    whole = 1 + square / people
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def paired_interval(pairs: Pairs) -> tuple[float, float, float]:
    """The difference after minus before, of the same people, and its interval."""
    people = pairs.people
    earlier, later = pairs.both + pairs.before_only, pairs.both + pairs.after_only
    return _interval((earlier, people), (later, people), _correlation(pairs))


def unpaired_interval(before: Side, after: Side) -> tuple[float, float, float]:
    """The difference after minus before, of different people, and its interval."""
    return _interval((before.agree, before.people), (after.agree, after.people), 0.0)


def _interval(
    before: tuple[int, int], after: tuple[int, int], correlation: float
) -> tuple[float, float, float]:
    earlier, later = before[0] / before[1], after[0] / after[1]
    (low_1, high_1), (low_2, high_2) = wilson(*before), wilson(*after)
    below = _joined(later - low_2, high_1 - earlier, correlation)
    above = _joined(high_2 - later, earlier - low_1, correlation)
    return later - earlier, later - earlier - below, later - earlier + above


def _joined(one: float, other: float, correlation: float) -> float:
    return sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))


def _correlation(pairs: Pairs) -> float:
    a, b, c, d = pairs.both, pairs.before_only, pairs.after_only, pairs.neither
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 0.0
    crossed = a * d - b * c
    corrected = max(crossed - pairs.people / 2, 0.0) if crossed > 0 else crossed
    return float(corrected / sqrt(margins))
