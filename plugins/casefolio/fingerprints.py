"""Gives each diagnostic a name by which programs know it again after other lines have moved."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from casefolio.diagnostics import Diagnostic

#: Messages that name a second place move with it.
_PLACE = re.compile(r"\bline \d+")


def iter_fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Gives the fingerprints, in the order of the diagnostics: 64 hexadecimal digits, none twice.

    Where a mistake stands in its file counts for nothing; equal ones of one file are told apart by their order.

    Args:
        diagnostics: of one run, ordered by place.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for item in diagnostics:
        key = (item.position.path, item.code.id, _PLACE.sub("line", item.message))
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        yield hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
