"""Keeps a memory of the engine from one run to the next."""

import gc
import pickle
from functools import cache, partial
from pathlib import Path

from casefolio.memory import Memory
from casefolio.sealing import program_version, read_sealed, write_sealed

#: What has a say in how records are read, checked and rendered, and in what the search learns of their pages.
_PACKAGES = ("babel", "markdown-it-py", "mkdocs", "mkdocs-material", "nh3", "pydantic", "pyyaml", "python-frontmatter")
#: A memory is written again once so much of it is new: writing takes longer than making a few answers again.
_WORTH_KEEPING = 0.02


def load_memory(path: Path) -> Memory:
    """Reads the memory of an earlier run.

    Args:
        path: its file.

    Returns:
        An empty one where there is none that can be believed.
    """
    # Hundreds of thousands of new objects, and none to be collected.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        # It may hold objects of any kind, and to read them could run anything: hence the seal.
        content = read_sealed(path, _version(), pickle.load)
    finally:
        if was_enabled:
            gc.enable()
    return Memory() if content is None else Memory.of(*content)


def save_memory(memory: Memory, path: Path) -> None:
    """Writes a memory for later runs, unless the file there says nearly the same; does nothing where it can't.

    Args:
        memory: after a build.
        path: its file.
    """
    if memory.novelty > _WORTH_KEEPING:
        write_sealed(path, _version(), partial(pickle.dump, memory.content, protocol=pickle.HIGHEST_PROTOCOL))


@cache
def _version() -> str:
    return program_version(_PACKAGES)
