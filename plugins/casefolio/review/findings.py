"""Tells which mistakes are new and which are gone; repeats no value, since what is withheld may be in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from casefolio.diagnostics import Diagnostic
from casefolio.fingerprints import iter_fingerprints


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake that one version has and the other has not.

    Attributes:
        is_new: whether it comes or goes.
        place: `path:line:column`.
        code: such as `CF202`.
        severity: `error` or `warning`.
        summary: what the rule says.
    """

    is_new: bool
    place: str
    code: str
    severity: str
    summary: str


def compare_findings(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], new_paths: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Holds the mistakes of two versions against each other, wherever in its file each stands.

    Args:
        before: of the version as it was, ordered by place.
        after: of the version as it is, ordered by place.
        new_paths: by the path of a record as it was, the path that it has now.

    Returns:
        The new ones, errors first, and then those that are gone.
    """
    moved = [_moved(item, new_paths) for item in before]
    old, new = (dict(zip(iter_fingerprints(items), items, strict=True)) for items in (moved, after))
    come = [item for fingerprint, item in new.items() if fingerprint not in old]
    gone = [item for fingerprint, item in old.items() if fingerprint not in new]
    return (*_iter_findings(come, is_new=True), *_iter_findings(gone, is_new=False))


def _moved(item: Diagnostic, new_paths: Mapping[str, str]) -> Diagnostic:
    path = new_paths.get(item.position.path, item.position.path)
    return replace(item, position=replace(item.position, path=path))


def _iter_findings(items: Sequence[Diagnostic], *, is_new: bool) -> Iterator[Finding]:
    for item in sorted(items, key=lambda item: not item.is_error):
        yield Finding(is_new, str(item.position), item.code.id, item.severity.value, item.code.summary)
