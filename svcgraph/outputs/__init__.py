"""What `build` writes: one file an output, found by listing this folder or by the entry points ``svcgraph.outputs``.

Such a module has
    NAME: str                    what ``only`` and the progress bar call it
    SCOPE: tuple[str, ...]       the files and folders below `outputs/` that it makes completely
    def files(story: Story, words: Words) -> Iterator[OutputFile]
`files` may begin to draw beside us as soon as it is called; its files are asked for later, one module after another.
The same story gives the same files, byte for byte.
"""
