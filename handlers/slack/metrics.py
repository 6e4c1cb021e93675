"""What is counted while Slack and we talk. Kinds, outcomes and seconds; no name, id or text."""

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
"""Ours alone: the library's own counts of files and memory are not for everybody."""

KINDS = frozenset(
    {
        "app_home_opened",
        "block_actions",
        "command",
        "message",
        "reaction_added",
        "reaction_removed",
        "view_closed",
        "view_submission",
        "vote",
    }
)
"""The kinds that are told apart. What a stranger could make up is counted together."""

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Up to the three seconds that Slack waits."""

_acknowledged = Histogram(
    "plenary_acknowledged_seconds",
    "Seconds from a delivery's arrival to its acknowledgement.",
    ("kind",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_refused = Counter(
    "plenary_not_acknowledged", "Deliveries that could not be taken, by kind.", ("kind",), registry=REGISTRY
)
_unsigned = Counter(
    "plenary_requests_refused", "Requests that are not Slack's, by status.", ("status",), registry=REGISTRY
)
_calls = Counter(
    "plenary_slack_calls", "Calls to Slack, by method and outcome.", ("method", "outcome"), registry=REGISTRY
)
_waits = Histogram(
    "plenary_slack_call_wait_seconds",
    "Seconds that a call waited for its turn.",
    buckets=(0.01, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0),
    registry=REGISTRY,
)
_BY_KIND = {kind: _acknowledged.labels(kind) for kind in (*KINDS, "other")}

OK = 200


def delivered(kind: str, status: int, seconds: float) -> None:
    """A delivery came, and was acknowledged if the status is 200."""
    kind = kind if kind in KINDS else "other"
    if status == OK:
        _BY_KIND[kind].observe(seconds)
    else:
        _refused.labels(kind).inc()


def refused(status: int) -> None:
    """A request came that was not Slack's, or not in order."""
    _unsigned.labels(str(status)).inc()


def called(method: str, outcome: str) -> None:
    """A call to Slack came to its end: `ok`, Slack's word for what was wrong, or the kind of failure."""
    _calls.labels(method, outcome).inc()


def waited(seconds: float) -> None:
    """A call's turn came after so many seconds."""
    _waits.observe(seconds)
