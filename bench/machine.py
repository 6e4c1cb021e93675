"""What the kernel says of processes and of the machine that a bench runs on; nothing where it doesn't say."""

import os
import socket
from pathlib import Path


def pin(pid: int, core: int) -> None:
    """Keep a process (0: this one) on one core, where there is another."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(pid, {core})


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def processor(pid: int) -> float:
    """Microseconds of processor time that a process has used; nan where the kernel doesn't say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e6


def memory(pid: int, what: str = "VmRSS") -> float:
    """Megabytes that a process holds: VmRSS now, VmHWM at its highest; nan where the kernel doesn't say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(what))


def stolen() -> tuple[int, int]:
    """How much time this machine wanted and did not get, and all time, in ticks of all cores since it started; nothing where nobody says."""
    try:
        ticks = [
            int(one) for one in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]
        ]
    except (OSError, ValueError):
        return 0, 0
    return ticks[7], sum(ticks)


def share_stolen(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Which share of the time between went to others; none where nobody says."""
    return (after[0] - before[0]) / max(after[1] - before[1], 1)
