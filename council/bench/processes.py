"""What a process has used: its processor time to the microsecond, and its share of the memory (Linux)."""

import time
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and everything it has started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += tree(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children, threads that have ended too.

    Read from the kernel's own clock of each process, which /proc/PID/stat shows only in hundredths of a second.
    """
    return sum(time.clock_gettime(_clock_of(each)) for each in tree(pid))


def _clock_of(pid: int) -> int:
    """The clock id that clock_getcpuclockid(3) gives: the process's number turned round, and CPUCLOCK_SCHED."""
    return ~pid << 3 | 2


def pss_mib(pid: int) -> float:
    """Proportional set size of a process and its children: shared pages count by their share."""
    total = 0
    for each in tree(pid):
        lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
