"""Where readings are kept beside `processes/readings/*.csv`: files of other kinds, tables of databases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A ``file`` below the workspace (a pattern of Parquet files too), or a ``table`` or ``query`` at a ``url``.

    The URL is as written, ``${NAME}`` standing for variables of the environment. ``key`` is the column that names a
    row to people. ``columns`` are pairs of ours and theirs, for those with another heading. With an ``indicator`` all
    rows are readings of that one. ``line`` is that of `svcgraph.yaml`, 0 for what lies in `processes/readings/`.
    """

    file: str = ""
    url: str = ""
    table: str = ""
    query: str = ""
    key: str = ""
    indicator: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    line: int = 0

    @property
    def scheme(self) -> str:
        """``postgresql``, ``sqlite``…; "" for a file."""
        return self.url.partition(":")[0].lower().partition("+")[0]

    @property
    def is_parquet(self) -> bool:
        return self.file.lower().endswith(".parquet")

    @property
    def is_postgres(self) -> bool:
        return self.scheme in ("postgres", "postgresql")
