"""What `build` writes: one file an output, found by listing this folder or by the entry points ``svcgraph.outputs``.

Such a module has
    NAME: str                    what ``only`` and the progress bar call it
    SCOPE: tuple[str, ...]       the files and folders below `outputs/` that it makes completely
    def files(story: Story, words: Words) -> Iterator[OutputFile]
    TURN: Turn                   only where its pictures are shown by others, or it shows theirs (`_workshop`)
In a large workspace `files` is called in another process, which shares nothing with ours but the story.
The same story gives the same files, byte for byte.
"""
