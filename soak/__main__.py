"""`./run soak [name] [--seed N] [--points N] [--runs N]`: run one soak, or all of them. Exits 0 if everything held."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from random import SystemRandom

from soak.figures import Options, report

SOAKS = {
    "kills": "the program killed at hooks of 120 people going to their rooms (--points all or N), and pairs of kills (--pairs N)",
    "votes": "kill -9 and SIGTERM in bursts of 5,000 votes, and of reactions (--runs N)",
    "writers": "50 writers, 10 readers and backups at once (five --minutes unless N)",
    "backups": "25 backups under 500 votes a second, each restored and counted, and as many copies with cp",
    "leaders": "two processes on PostgreSQL: kill, freeze and wake the leader (--runs N)",
    "statements": "three real conversations of 5,303 to 49,443 opinions voted again, against their final tallies",
    "facilitators": "20 rooms of real facilitators' notes from their channels to the report, beside the summaries that were published",
    "faults": "Slack slow, silent, refusing, and losing its answers",
    "forms": "forms that can not be brought up to date, and two organisers at one form: 500 sent",
    "cuts": "the line to Slack cut at any byte (--points N)",
    "endurance": "five votes a second, kills and refreshed connections, memory looked at (--minutes N; 720 is the whole)",
    "restarts": "PostgreSQL restarted every few seconds under votes (--runs N)",
    "outage": "Slack out of reach, its certificate wrong, then back; our token revoked (a third of --minutes N each)",
    "ending": "the program killed at hooks of an evening's end, from the rooms to the digest (--points N)",
    "limits": "a burst of votes and an evening with 256 MB of memory and 256 files; needs the right to make a control group",
    "power": "the disk failing under the program, from the first to the 20th write on (--runs N); needs strace",
}


MINUTES = {"writers": 5.0}
"""How long those go on that are told no other time; ten minutes where none is named."""


def main(arguments: Sequence[str]) -> int:
    """Run the soaks that are named; all when none is."""
    parser = ArgumentParser(
        "./run soak", description="\n".join(f"{name}: {what}." for name, what in SOAKS.items())
    )
    parser.add_argument("name", nargs="?", help="one of those above; all without it")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="a run to repeat")
    parser.add_argument("--points", default="400", help="hooks to be killed at, or all")
    parser.add_argument("--pairs", type=int, default=200, help="pairs of kills")
    parser.add_argument("--runs", type=int, default=40, help="bursts to be cut off")
    parser.add_argument("--people", type=int, default=120, help="people who go to their rooms (kills)")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long to go on (writers 5, others 10)")
    given = parser.parse_args(arguments)
    if given.name == "help":
        parser.print_help()
        return 0
    if given.name and given.name not in SOAKS:
        sys.stderr.write(f"There is no soak '{given.name}'. There are: {', '.join(SOAKS)}.\n")
        return 64
    points = 10**6 if given.points == "all" else int(given.points)
    options = Options(given.seed, points, given.pairs, given.runs, given.minutes, given.people)
    held = [_soak(name, options) for name in ([given.name] if given.name else SOAKS)]
    return 0 if all(held) else 1


def _soak(name: str, options: Options) -> bool:
    print(f"{name}, --seed {options.seed}", flush=True)
    long = replace(options, minutes=options.minutes or MINUTES.get(name, 10.0))
    return report(import_module(f"soak.{name}").run(long))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
