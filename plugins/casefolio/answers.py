"""Owns what somebody says of a new record, and holds each answer against the model; asks nothing and writes nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position, Report
from casefolio.models import CaseStudyFields, Model, Photo
from casefolio.record_folders import find_taken
from casefolio.records import Entry, Mapping, Scalar, ScalarStyle
from casefolio.settings import Settings
from casefolio.slugs import slugify
from casefolio.validation.rules import RULES
from casefolio.validation.shape import Shape

#: What YAML does not allow in a text.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SHAPE = Shape(RULES)
#: Of a photo without an answer: told elsewhere, and not of the answers that there are.
_UNANSWERED = frozenset({Code.ALT_MISSING, Code.CREDIT_MISSING})


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new record; what is not known is empty.

    Attributes:
        title: on one line.
        client: the client's name.
        summary: on one line.
        photo: the file, anywhere on the disk.
        alt: what the photo shows.
        credit: a sentence such as `Photo by Sample Name on Unsplash`.
    """

    title: str
    client: str = ""
    summary: str = ""
    photo: Path | None = None
    alt: str = ""
    credit: str = ""


def flatten(text: str | None) -> str:
    """An answer as fields have it: on one line."""
    return " ".join((text or "").split())


def check_texts(answers: Answers) -> tuple[str, ...]:
    """Everything that is wrong with the answers but the title; one that is empty is not wrong."""
    return (
        *(words for name in ("client", "summary") for words in check_field(name, getattr(answers, name))),
        *check_photo_texts(answers.alt, answers.credit, "" if answers.photo is None else answers.photo.name),
    )


def check_title(title: str, settings: Settings) -> tuple[str, ...]:
    """What is wrong with a title, or with the address that it gives the record."""
    slug = slugify(title)
    if not slug:
        return (f'no address can be made from the title "{title}"; use at least one Latin letter or digit',)
    if problems := _in_words(check_text("title", title)):
        return problems
    from casefolio.intake import reserved_slugs  # noqa: PLC0415 - slow to import, and a wrong title is told at once

    if slug in reserved_slugs(settings):
        return (f"the address `{slug}` is that of a generated page; choose another title",)
    return ()


def find_namesake(title: str, settings: Settings) -> Path | None:
    """The record that has the title's place already."""
    return find_taken(settings.records_path, slugify(title))


def check_field(name: str, text: str) -> tuple[str, ...]:
    """What is wrong with the text of a field of the record."""
    return _in_words(check_text(name, text)) if text else ()


def check_photo_texts(alt: str, credit: str, file_name: str = "") -> tuple[str, ...]:
    """What is wrong with the words beside a photo.

    Args:
        alt: what the photo shows.
        credit: whose it is.
        file_name: no text alternative may be the same.
    """
    given = {name: text for name, text in (("src", file_name or "photo"), ("alt", alt), ("credit", credit)) if text}
    report = Report()
    for name in ("alt", "credit"):
        if problem := _find_unprintable(name, given.get(name, "")):
            report.add(problem.code, problem.position, problem.message, problem.hint)
    _SHAPE.read(Photo, _mapping(given), report)
    return _in_words(item for item in report.diagnostics if item.code not in _UNANSWERED)


def check_text(name: str, text: str, model: type[Model] = CaseStudyFields) -> tuple[Diagnostic, ...]:
    """What is wrong with one field; the positions say nothing.

    Args:
        name: of a field of the model.
        text: its value, as one text.
        model: what has the field.
    """
    report = Report()
    if problem := _find_unprintable(name, text):
        report.add(problem.code, problem.position, problem.message, problem.hint)
    _SHAPE.read_given(model, _mapping({name: text}), report)
    return report.diagnostics


def _find_unprintable(name: str, text: str) -> Diagnostic | None:
    match = _UNPRINTABLE.search(text)
    if not match:
        return None
    message = f"`{name}` holds the character U+{ord(match.group()):04X}, which cannot be seen"
    return Diagnostic(Position(name), Code.CONTROL_CHARACTER, message, "write it anew, without copying it")


def _mapping(texts: dict[str, str]) -> Mapping:
    entries = (
        Entry(Scalar(name, Position(name)), Scalar(text, Position(name), ScalarStyle.QUOTED))
        for name, text in texts.items()
    )
    return Mapping(tuple(entries), Position(""))


def _in_words(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(f"{item.message}; {item.hint}" if item.hint else item.message for item in diagnostics)
