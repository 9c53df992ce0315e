"""Runs a connector's own script, `launch.py SCRIPT ARGUMENTS`, so that it ends with our parent, and within the memory it is given.

Standard input is a pipe that nobody writes to. It closes when the parent is gone, however it went, and then the whole group goes.
"""

import os
import resource
import runpy
import signal
import sys
import threading

import reach
import shortcuts
import until


def end_with_parent():
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def bound_memory():
    """Of data alone: code and files that are mapped cost nothing. It holds for what the connector starts as well, each for itself."""
    ceiling = int(os.environ.pop("MEMORY_CEILING", "0"))
    if ceiling:
        resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))


bound_memory()
threading.Thread(target=end_with_parent, daemon=True).start()
reach.keep()
shortcuts.take()
until.keep()
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])
runpy.run_path(sys.argv[0], run_name="__main__")
