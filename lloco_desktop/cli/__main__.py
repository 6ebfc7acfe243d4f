"""`python -m lloco_desktop.cli`: the same as the command `lloco`."""

import sys

from lloco_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
