"""Owns which HTML may stand in the text of a study where the site's owner allows it; renders nothing."""

import re
from collections.abc import Sequence

#: Each marks words within a sentence, and can neither run, load nor hide anything.
INLINE_TAGS = frozenset(
    (
        "abbr", "b", "bdi", "br", "cite", "del", "dfn", "i", "ins", "kbd", "mark", "q", "samp", "small", "sub",
        "sup", "u", "var",
    )
)  # fmt: skip
#: Of any of them.
INLINE_ATTRIBUTES = frozenset({"dir", "lang", "title"})

_TAG = re.compile(
    rf"<(?P<closing>/)?(?P<name>[A-Za-z]+)(?:\s+(?:{'|'.join(sorted(INLINE_ATTRIBUTES))})=\"[^\"<>]*\")*\s*/?>"
)
_VOID = "br"


def find_refused(tags: Sequence[str]) -> set[int]:
    """Finds the tags of a paragraph that have to be shown as they are written.

    Args:
        tags: in the order written, each from `<` to `>`.

    Returns:
        The indices of those that are not on the list, have another attribute, or lack their partner: an element that
        is left open would go on in the next paragraph.
    """
    refused: set[int] = set()
    opened: list[tuple[str, int]] = []
    for index, tag in enumerate(tags):
        match = _TAG.fullmatch(tag)
        name = match["name"].lower() if match else ""
        if match is None or name not in INLINE_TAGS or (match["closing"] and tag.count("=")):
            refused.add(index)
        elif name == _VOID:
            continue
        elif not match["closing"]:
            opened.append((name, index))
        elif opened and opened[-1][0] == name:
            opened.pop()
        else:
            refused.add(index)
    return refused | {index for _, index in opened}
