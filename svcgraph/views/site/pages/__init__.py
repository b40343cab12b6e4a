"""The parts of the site: one file a part, found by listing this folder or by entry
points ``svcgraph.views.site.pages``.

Such a module has
    ORDER: int              its place among the parts
    TITLE: str              what it is called (a marked message)
    PATH: str               the address of its first page
    def pages(guide: Guide) -> Iterator[Page]
and may have
    def entries(guide: Guide) -> Iterator[Entry]    what the search finds of it
"""
