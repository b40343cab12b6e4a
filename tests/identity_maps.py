"""Small maps made in Python, for tests of identity and walks."""

from __future__ import annotations

from svcgraph.domain.process import NONE, Flows, NodeKind, Nodes, Performer, Process, ProcessMap


def chain(
    file: str,
    *paths: tuple[str, ...],
    pool: bool = True,
    kinds: tuple[int, ...] = (),
    process: str = "p",
    parents: tuple[int, ...] = (),
    flows: tuple[tuple[int, int], ...] | None = None,
) -> ProcessMap:
    """A map of one process: a node per path, each leading to the next unless ``flows`` say otherwise."""
    count = len(paths)
    arrows = flows if flows is not None else tuple((n, n + 1) for n in range(count - 1))
    performers = tuple(dict.fromkeys(paths))
    return ProcessMap(
        file=file,
        format="made",
        processes=(Process(id=process, name=process.title()),),
        performers=tuple(Performer(path=path, pool=pool, line=10 + n) for n, path in enumerate(performers)),
        services=tuple(range(len(performers))),
        whole=(NONE,),
        nodes=Nodes(
            ids=tuple(f"n{n}" for n in range(count)),
            names=tuple(f"Do {n}" for n in range(count)),
            kinds=kinds or (NodeKind.ACTIVITY,) * count,
            performers=tuple(performers.index(path) for path in paths),
            processes=(0,) * count,
            parents=parents or (NONE,) * count,
            attached=(NONE,) * count,
            lines=tuple(range(1, count + 1)),
        ),
        flows=Flows(
            ids=tuple(f"f{n}" for n in range(len(arrows))),
            names=("",) * len(arrows),
            sources=tuple(source for source, _ in arrows),
            targets=tuple(target for _, target in arrows),
            conditional=(False,) * len(arrows),
        ),
    )
