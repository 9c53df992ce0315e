"""Runs a connector's own script, `launch.py SCRIPT ARGUMENTS`, so that it ends with our parent.

Standard input is a pipe that nobody writes to. It closes when the parent is gone, however it went, and then the whole group goes.
"""

import os
import runpy
import signal
import sys
import threading

import reach
import shortcuts


def end_with_parent():
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()
reach.keep()
shortcuts.take()
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])
runpy.run_path(sys.argv[0], run_name="__main__")
