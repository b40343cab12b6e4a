"""A PostgreSQL of the tests' own, on a free port; a plain reason where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _program(name: str) -> str | None:
    known = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(known[0]) if known else shutil.which(name)


def _as_nobody(folder: Path) -> list[str]:
    """PostgreSQL does not start as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody")
    return ["runuser", "-u", "nobody", "--"]


@contextmanager
def postgres() -> Iterator[str]:
    """Its URL. Skips the test where PostgreSQL or its driver is not installed, or nobody may start it."""
    pytest.importorskip("psycopg", reason="psycopg comes with svcgraph[postgres]")
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not (initdb and pg_ctl):
        pytest.skip("PostgreSQL is not installed (make system)")
    folder = Path(tempfile.mkdtemp(prefix="svcgraph-pg-", dir="/tmp"))
    shell = _as_nobody(folder)
    if shell and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not start as root, and there is no runuser")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, log = folder / "data", folder / "log"
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB"
    try:
        made = [initdb, "-D", str(data), "-U", "svcgraph", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run([*shell, *made], check=True, capture_output=True, cwd=folder)
        start = [pg_ctl, "-D", str(data), "-l", str(log), "-w", "-t", "60", "-o", settings, "start"]
        subprocess.run([*shell, *start], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgresql://svcgraph@127.0.0.1:{port}/postgres"
    finally:
        stop = [pg_ctl, "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run([*shell, *stop], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)
