"""`python -m tests.rehearsal.patiently` is `./run rehearse` on a machine that is busy with other tests: nobody is cut off for being slow.

Slack gives an app three seconds, and the bot gives up a form before they are over: whether that is enough for so many people is measured
elsewhere, on a machine that does nothing else.
"""

import sys
from functools import partial

import rehearsal.__main__
from rehearsal import child
from rehearsal.stage import set_stage
from rehearsal.workspace import Timing

AN_HOUR = 3_600.0
PATIENT = Timing(acknowledge=AN_HOUR, trigger=AN_HOUR)
"""A workspace that waits for its apps, also where a clock that is moved by hand runs ahead of them."""

BOT = ("-m", "tests.rehearsal.patient_bot")
"""The real bot, which does not give up a form so soon."""


def main() -> int:
    """Run the command."""
    child.BOT = BOT
    rehearsal.__main__.set_stage = partial(set_stage, timing=PATIENT)  # type: ignore[attr-defined]  # where it is used
    return rehearsal.__main__.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
