"""Attempts of what works in the background: a failure is a line in the log, a pause, and another attempt."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from consultation.ports.platform import PlatformSilence
from consultation.ports.storage import Interrupted

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
"""Between a failure and the next attempt."""


@dataclass(slots=True)
class Attempt:
    """One attempt. `failed` says whether it came to nothing, once its block is left."""

    failed: bool = False


@contextmanager
def attempt(doing: str) -> Iterator[Attempt]:
    """Outlive whatever goes wrong in the block. What is stored stays to be done, so that nothing is lost by it.

    What is away for a moment, the platform or the database, is a warning; anything else comes with its traceback.
    """
    one = Attempt(failed=True)
    try:
        yield one
        one.failed = False
    except PlatformSilence as silence:
        log.warning("the platform is silent (%s); %s is tried again in %s s", silence, doing, PAUSE_SECONDS)
    except Interrupted as trouble:
        log.warning("the database is away (%s); %s is tried again in %s s", trouble, doing, PAUSE_SECONDS)
    except Exception:
        log.exception("%s failed; trying again in %s s", doing, PAUSE_SECONDS)
