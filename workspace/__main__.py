"""``python -m workspace`` and the frozen program start here."""

import sys

from workspace.cli import main

if __name__ == "__main__":
    sys.exit(main())
