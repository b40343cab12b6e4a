"""The one door to Graphviz: finds the program, runs it with a time limit, says plainly when it fails.

The program is that of the pip package ``graphviz-pure``, found in the environment's scripts folder and
never on PATH, since pictures differ between engines (`5-pictures`). A setting may name another one.
"""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path

from svcgraph.cache import made
from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.i18n import mark

PROGRAM = "graphviz-pure"
TIME_LIMIT = 20.0  # seconds; the largest picture that is readable takes under 3
# graphviz-pure says this on every run with an accented letter, though it lays out correctly.
NOISE = "no value for width of non-ASCII character"
NOT_FOUND = mark(
    "The layout program {program} was not found. Install it with “pip install graphviz-pure”, "
    "or name a Graphviz program of this machine under “layout” in svcgraph.yaml."
)
TOO_SLOW = mark(
    "The layout program took longer than {seconds} s and was stopped. "
    "Ask for a smaller picture: one department, one process or one service."
)
FAILED = mark("The layout program failed (exit code {code}): {said}")


class LayoutError(SvcgraphError):
    """The layout program could not be run, failed, or lost something."""


class LayoutTimeout(LayoutError):
    """The layout program was stopped at its time limit."""


def program(setting: str = "") -> Path:
    """The layout program: what the setting names, else the one of the environment.

    Raises ``UsageError`` when there is no such file.
    """
    path = Path(setting).expanduser() if setting else _packaged()
    if not path.is_file():
        raise UsageError(NOT_FOUND, program=setting or PROGRAM)
    return path


def point_packages(setting: str = "") -> Path:
    """Lets the Python package ``graphviz`` use the same program; pydot takes the returned path as ``prog=``.

    Neither has a time limit: whoever draws for others calls `run` instead.
    """
    from graphviz.backend import dot_command

    path = program(setting)
    dot_command.DOT_BINARY = path
    return path


def run(
    dot: str,
    *,
    engine: str = "dot",
    output: str = "json",
    fixed: bool = False,
    setting: str = "",
    timeout: float = TIME_LIMIT,
) -> str:
    """Lays ``dot`` out. ``timeout`` is in seconds; ``fixed``: boxes stay where ``pos`` says (points).

    Raises ``LayoutTimeout`` when the time is up (the process is killed), ``LayoutError`` when it fails.
    """
    point_packages(setting)
    if setting:  # a program of the machine, which may change under the same name
        return _run(dot, engine, output, fixed=fixed, timeout=timeout).decode("utf-8")
    sort = f"{engine} {output} {fixed}"
    return made(PROGRAM, sort, dot, make=lambda: _run(dot, engine, output, fixed=fixed, timeout=timeout)).decode(
        "utf-8"
    )


def _run(dot: str, engine: str, output: str, *, fixed: bool, timeout: float) -> bytes:
    from graphviz.backend import dot_command

    command = dot_command.command(engine, output, neato_no_op=2 if fixed else None)
    try:
        done = subprocess.run(command, input=dot.encode(), capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as late:
        raise LayoutTimeout(TOO_SLOW, seconds=f"{timeout:g}") from late
    except OSError as failure:
        raise LayoutError(FAILED, code="-", said=failure.strerror or "-") from failure
    if done.returncode:
        raise LayoutError(FAILED, code=done.returncode, said=told(done.stderr) or "-")
    return done.stdout


def told(stderr: bytes) -> str:
    """What the program said, without the one line that means nothing."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return "\n".join(line for line in lines if NOISE not in line).strip()


def _packaged() -> Path:
    folder = Path(sysconfig.get_path("scripts"))
    names = (PROGRAM, f"{PROGRAM}.exe")
    return next((folder / name for name in names if (folder / name).is_file()), folder / PROGRAM)
