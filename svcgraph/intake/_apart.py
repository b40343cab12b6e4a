"""Old binary workbooks (xls), read by a program of their own.

Their records cannot be looked through beforehand as XML can, and the library ends the whole program when
a damaged one makes it ask for too much. Run as ``python -m svcgraph.intake._apart``: workbook in, sheets out.
"""

from __future__ import annotations

import json
import subprocess
import sys

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.intake._calamine import open_sheets
from svcgraph.intake.archive import damaged
from svcgraph.intake.cells import Sheet

SECONDS = 60
MEMORY = 2 << 30  # bytes


def read_apart(data: bytes, file: str, most: int | None) -> tuple[Sheet, ...]:
    """The sheets of a binary workbook. Raises Unreadable when it is damaged, protected, or takes too long."""
    command = [sys.executable, "-m", "svcgraph.intake._apart", str(most or "")]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise damaged(file, f"{SECONDS} s") from error
    if done.returncode:
        raise damaged(file, f"xls {done.returncode}")
    answer = json.loads(done.stdout)
    if answer["refused"]:
        code, message, parameters = answer["refused"]
        named = tuple((key, value) for key, value in parameters)
        raise Unreadable(Fault(code=code, place=Place(file=file), message=message, parameters=named))
    return tuple(Sheet(name=name, rows=tuple(map(tuple, rows)), visible=seen) for name, rows, seen in answer["sheets"])


def _main(data: bytes, rows: int | None) -> str:
    try:
        sheets = open_sheets(data, "", rows)
    except Unreadable as refusal:
        fault = refusal.faults[0]
        return json.dumps({"refused": [fault.code, fault.message, fault.parameters]})
    return json.dumps({"refused": [], "sheets": [[sheet.name, sheet.rows, sheet.visible] for sheet in sheets]})


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _bound_memory()
    sys.stdout.write(_main(sys.stdin.buffer.read(), int(sys.argv[1]) if sys.argv[1] else None))
