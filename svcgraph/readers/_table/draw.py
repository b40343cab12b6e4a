"""One table of steps into the builder, whatever file it stands in; columns that are not read are said."""

from __future__ import annotations

from svcgraph.domain.names import clean
from svcgraph.errors import FaultList, Severity
from svcgraph.i18n import mark
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.find import About, Table, place, process_of
from svcgraph.readers._table.steps import Steps
from svcgraph.vocabulary import TABLE


def draw_table(table: Table, cover: About | None, builder: MapBuilder, faults: FaultList) -> int:
    """Draws one table; how many steps it has."""
    _say_columns(table, faults)
    process = builder.add_process(process_of(table, cover))
    steps = Steps(table, builder, process, faults)
    steps.draw()
    return len(steps.steps)


def _say_columns(table: Table, faults: FaultList) -> None:
    for column in table.unknown:
        heading = clean(table.sheet.rows[table.header][column])
        where = place(table.file, table.sheet, table.header, column)
        near = TABLE.nearest(heading)
        if TABLE.key(heading):
            said = mark("The column “{heading}” says what another one says already; it is not read.")
        elif near:
            said = mark("The column “{heading}” is not known and is not read. Did you mean “{near}”?")
        else:
            said = mark("The column “{heading}” is not known and is not read.")
        faults.add("unknown-column", where, said, severity=Severity.NOTE, heading=heading, near=near)
