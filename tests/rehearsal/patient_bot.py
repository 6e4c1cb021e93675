"""`python -m tests.rehearsal.patient_bot` is `./run bot`, on a machine that is busy with other tests: no form is given up for being slow."""

import sys

from bot.__main__ import main
from tests.support.patience import waits_for_forms, waits_for_placements

if __name__ == "__main__":
    waits_for_placements()
    if len(sys.argv) == 1:
        waits_for_forms()
    sys.exit(main(sys.argv[1:]))
