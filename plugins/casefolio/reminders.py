"""Writes what has lapsed, or will soon, as the one issue that tells of it; names no person and repeats no quote."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casefolio.agreements import Agreement, Standing, read_agreements
from casefolio.diagnostics import Position, Report
from casefolio.github_answers import find_own, number_at, text_at
from casefolio.inert_markdown import code
from casefolio.library.dates import TIME_TO_ASK
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.models import CaseStudy, Taxonomies
from casefolio.records import Record
from casefolio.reporting import count_words
from casefolio.selection import iter_selected
from casefolio.settings import Settings
from casefolio.validation import read_taxonomies, validate_record

#: What the issue begins with, and is found again by.
MARKER = "<!-- casefolio: what lapses -->"
TITLE = "Consents and studies to look at again"
_HEAD = "This list is written every day, and closes itself when nothing is left in it. Work in the files, not here."
_MOST_CHARACTERS = 60_000

_ENDED = (
    "Consents that have ended",
    "The quotes are hidden since that day. Ask again and write the new day, or take the quote out.",
)
_ENDING = (
    f"Consents that end within {TIME_TO_ASK.days} days",
    "Ask again and write the new day, or let it go: from then on the quote is hidden.",
)
_DUE = (
    "Studies to look at again",
    "Read whether everything in them is still true, and write the next day into `review_by`.",
)
_BROKEN = ("Studies that can't be read", "Nobody knows what lapses in them: `casefolio check` tells what is wrong.")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of GitHub's API.

    Attributes:
        action: `create`, `update`, `close`, or `none`.
        number: of the issue; 0 where there is none yet.
        body: what is sent, as JSON.
    """

    action: str
    number: int
    body: str


def render_reminder(settings: Settings) -> str:
    """The text of the issue.

    Args:
        settings: of the project, with the day that counts.

    Returns:
        Markdown; empty where nothing lapses. It holds paths, lines and days, so that it can be read by anybody.
    """
    found = list(_iter_due(settings))
    parts = []
    for title, words in (_ENDED, _ENDING, _DUE, _BROKEN):
        lines = [line for section, line in found if section == title]
        if lines:
            parts += [f"### {title} ({len(lines)})", "", words, "", *lines, ""]
    return _cut(parts) if parts else ""


def plan_request(text: str, issues: Any) -> Request:  # noqa: ANN401 - any JSON
    """What has to be done so that there is one issue with a text, or none where there is no text.

    Args:
        text: of `render_reminder`.
        issues: of the repository, open and closed, newest first, as the API lists them.
    """
    own = find_own(issues, MARKER)
    is_open = [item for item in own if text_at(item, "state") == "open"]
    number = number_at(is_open[0], "number") if is_open else 0
    if not text:
        return Request("close", number, _json(state="closed", state_reason="completed")) if number else _NOTHING
    body = f"{MARKER}\n{_HEAD}\n\n{text}"
    # An issue that somebody has closed stays closed, as long as it would say the same.
    last = is_open[0] if is_open else own[0] if own else None
    if last is not None and _lines(text_at(last, "body")) == _lines(body):
        return _NOTHING
    if number:
        return Request("update", number, _json(title=TITLE, body=body))
    return Request("create", 0, _json(title=TITLE, body=body))


_NOTHING = Request("none", 0, "{}")


def _iter_due(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each line with the title of its section."""
    node, report = load_taxonomies(settings.records_path, settings.root_path)
    taxonomies = read_taxonomies(node, report)
    for file_path, path in iter_selected(settings, ()):
        record, report = load_record(file_path, settings.root_path, settings.language, settings.limits)
        study = None if record is None or report.has_errors else validate_record(record, taxonomies, Report())
        if record is None or study is None:
            yield _BROKEN[0], f"- {code(path)}"
        else:
            yield from _iter_lines(record, study, taxonomies, settings)


def _iter_lines(
    record: Record, study: CaseStudy, taxonomies: Taxonomies, settings: Settings
) -> Iterator[tuple[str, str]]:
    for item in read_agreements(record, taxonomies, settings) or ():
        if item.standing is Standing.LAPSED:
            yield _ENDED[0], _consent_line(item, "ended")
        elif item.standing is Standing.ENDS_SOON:
            yield _ENDING[0], _consent_line(item, "ends")
    if study.review_by and study.review_by < settings.now.date():
        field = record.fields.get("review_by")
        position = field.position if field else Position(record.path)
        yield _DUE[0], f"- {_place(position)}: since {study.review_by}"


def _consent_line(item: Agreement, verb: str) -> str:
    return f"- {_place(item.position)}, quote {item.number}: {verb} on {item.testimonial.consent.expires_on}"


def _place(position: Position) -> str:
    return code(f"{position.path}:{position.line}")


def _cut(lines: list[str]) -> str:
    """As many lines as an issue may hold."""
    shown, room = [], _MOST_CHARACTERS
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            shown.append(f"\n… and {count_words(len(lines) - number, 'more line')}")
            break
        shown.append(line)
    return "\n".join(shown).rstrip("\n") + "\n"


def _lines(text: str) -> list[str]:
    """GitHub may answer with other line ends than it was sent."""
    return text.rstrip().splitlines()


def _json(**values: str) -> str:
    return json.dumps(values)
