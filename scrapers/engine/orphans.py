"""No orphans: a process that ends with the one that started it, however that one ends.

Belongs here: asking the kernel for it. Linux only; elsewhere whoever starts a process must end it, and cannot where it
is killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent`, which has just forked it, dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
