"""Turns the texts of records into HTML, with their links followed; remembers those that are as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from casefolio.bodies import BrokenLink, RenderedSection, Resolve, Target, render_sections
from casefolio.diagnostics import Report
from casefolio.library.collisions import Entry
from casefolio.links import LinkMap
from casefolio.memory import Memory
from casefolio.phrases import phrases_for
from casefolio.records import Record, Section
from casefolio.settings import Settings


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a study as HTML, with what was found out on the way."""

    sections: tuple[RenderedSection, ...]
    problems: Report
    links: Mapping[str, Target | BrokenLink]


def render_texts(
    entries: Iterable[Entry], links: LinkMap, settings: Settings, report: Report, memory: Memory
) -> Mapping[str, tuple[RenderedSection, ...]]:
    """The texts of studies, by their slugs.

    Args:
        entries: the studies.
        links: where links can lead.
        settings: language and HTML.
        report: takes what is wrong in the texts.
        memory: knows those that have not changed.
    """
    bodies = {}
    for entry in entries:
        body = render_text(entry, links, settings, memory)
        report.extend(body.problems)
        bodies[entry.study.page_slug] = body.sections
    return bodies


def render_text(entry: Entry, links: LinkMap, settings: Settings, memory: Memory) -> Body:
    """The text of one study; see `render_texts`."""
    path, sections = entry.record.path, entry.study.sections
    return memory.recall(
        "body",
        path,
        sections,
        partial(_render, sections, partial(links.resolve, record_path=path), settings),
        # A link may lead elsewhere than last time, though the words that it stands in are the same.
        lambda known: all(links.resolve(to, path) == found for to, found in known.links.items()),
    )


def check_texts(records: Iterable[Record], links: LinkMap, settings: Settings, report: Report) -> None:
    """Reads the texts of records whose fields are wrong: what is wrong in both is told in one run."""
    headings = phrases_for(settings.language).sections
    for record in records:
        resolve = partial(links.resolve, record_path=record.path)
        render_sections(record.sections, headings, resolve, report, allows_html=settings.allows_html)


def _render(sections: tuple[Section, ...], resolve: Resolve, settings: Settings) -> Body:
    links: dict[str, Target | BrokenLink] = {}

    def note(address: str) -> Target | BrokenLink:
        links[address] = resolve(address)
        return links[address]

    report = Report()
    headings = phrases_for(settings.language).sections
    rendered = render_sections(sections, headings, note, report, allows_html=settings.allows_html)
    return Body(rendered, report, links)
