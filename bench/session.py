"""The golden session end to end: sign-up of 124 people to the published digest, over the wire, without pauses.

The limit beside it is Slack's own: the posts and repaints of the session at the rate that Slack allows can't be faster, however
fast the program. The ratio says how much of the time is ours.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

LOG = Path("out/log.jsonl")
POSTS_A_SECOND = 1.0
"""chat.postMessage, for one channel (Slack's rate limits)."""
REPAINTS_A_MINUTE = 50.0
"""chat.update, tier 3, for the whole workspace."""


def main() -> None:
    """Play the session once and print how long it took beside what Slack's limits alone would take."""
    started = time.perf_counter()
    played = subprocess.run(
        [sys.executable, "-m", "rehearsal", "--headless"], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if played.returncode:
        print(played.stdout[-2000:], played.stderr[-2000:])
        raise SystemExit("The session did not play to its end; nothing was timed.")
    calls = [json.loads(line) for line in LOG.read_text(encoding="utf-8").splitlines()]
    floor = least_seconds(calls)
    print(f"golden session, end to end      {seconds:7.1f} s")
    print(f"Slack's limits alone            {floor:7.1f} s   (busiest channel, repaints)")
    print(f"ratio                           {seconds / floor:7.2f}")
    for method, number in Counter(call["method"] for call in calls).most_common():
        print(f"  {method:<28}{number:6d} calls")


def least_seconds(calls: list[dict[str, object]]) -> float:
    """What the slower of Slack's two limits takes for these calls: posts in the busiest channel, or repaints of all cards."""
    posts: Counter[str] = Counter()
    repaints = 0
    for call in calls:
        arguments = call["arguments"]
        if call["method"] == "chat.postMessage" and isinstance(arguments, dict):
            posts[str(arguments.get("channel"))] += 1
        repaints += call["method"] == "chat.update"
    return max(max(posts.values(), default=0) / POSTS_A_SECOND, repaints / REPAINTS_A_MINUTE * 60)
