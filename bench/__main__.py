"""`./run bench [name]`: run one bench, or all of them."""

import sys
from collections.abc import Sequence
from importlib import import_module

BENCHES = ("intake", "polls", "placement", "session", "workspace", "reports")


def main(arguments: Sequence[str]) -> int:
    """Run the benches that are named; all when none is. Answers 64 for a name that is none."""
    unknown = [name for name in arguments if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"There is no bench '{unknown[0]}'. There are: {', '.join(BENCHES)}.\n")
        return 64
    for name in arguments or BENCHES:
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
