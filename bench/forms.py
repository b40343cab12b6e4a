"""Word forms edited at random, saved by LibreOffice, received back: exactly the edits made, nothing lost.

``python -m bench.forms [N] [M]``: N edit sequences (default 100), M of them with our side changed meanwhile (30).

LibreOffice 7.4 takes tracked changes within content controls, and tracked deletions of rows, as accepted or not made,
without a trace: forms with such changes are received as Word has them only.
"""

from __future__ import annotations

import sys

from bench._edited_forms import Bench
from bench._word_edits import Editor

BENCH = Bench(name="forms", suffix="docx", editor=Editor, edits=(1, 9), counts=(100, 30))

if __name__ == "__main__":
    sys.exit(BENCH.main())
