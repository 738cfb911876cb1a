"""Finds which record of one version is which of the other, whatever its file is called."""

from collections.abc import Mapping
from functools import partial

from casefolio.models import CaseStudy
from casefolio.review.sides import Side

#: A study before and after; None where a version hasn't got it.
Match = tuple[CaseStudy | None, CaseStudy | None]


def match(base: Side, head: Side) -> tuple[Match, ...]:
    """Pairs the studies of two versions: by their files, their addresses, redirects, titles or summaries.

    Args:
        base: the version as it was.
        head: the version as it is.

    Returns:
        Every study of both once, ordered by path; None stands for the version that hasn't got it. A record that can't
        be read in the later version is left out: nothing is known of it.
    """
    old = {path: study for path, study in sorted((base.public | base.hidden).items()) if path not in head.broken}
    new = dict(sorted((head.public | head.hidden).items()))
    pairs: list[Match] = [(old.pop(path), new.pop(path)) for path in list(old) if path in new]
    redirects = {path: file for file, path in head.redirects.items()}
    keys = (
        (base.file, head.file),
        (base.file, partial(_redirected, redirects)),
        (_title, _title),
        (_summary, _summary),
    )
    for key_of_old, key_of_new in keys:
        waiting = {key: study for study in new.values() if (key := key_of_new(study))}
        for study in list(old.values()):
            found = waiting.pop(key_of_old(study), None)
            if found:
                pairs.append((old.pop(study.path), new.pop(found.path)))
    pairs += [(study, None) for study in old.values()]
    pairs += [(None, study) for study in new.values()]
    return tuple(sorted(pairs, key=lambda pair: next(study.path for study in reversed(pair) if study)))


def _redirected(redirects: Mapping[str, str], study: CaseStudy) -> str:
    return redirects.get(study.path, "")


def _title(study: CaseStudy) -> str:
    return study.title.casefold()


def _summary(study: CaseStudy) -> str:
    return study.summary.casefold()
