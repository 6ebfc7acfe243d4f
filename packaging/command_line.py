"""The program `lloco` of the bundle: the command line alone."""

import multiprocessing
import sys

from lloco_desktop.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # in a frozen child this does the child's work and does not return
    sys.exit(main())
