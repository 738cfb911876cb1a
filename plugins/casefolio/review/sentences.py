"""Owns what a review says of each thing that differs, in one wording for every form it is written in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casefolio.phrases import phrases_for
from casefolio.reporting import count_words
from casefolio.review.comparison import DeadAddress, RecordChange, RecordKind, Review, TermChange, Withheld
from casefolio.review.findings import Finding
from casefolio.review.photos import PhotoChange, PhotoKind
from casefolio.review.quotes import QuoteChange, QuoteKind
from casefolio.review.weights import Measure
from casefolio.review.word_diffs import Part, diff_words

_KINDS = {RecordKind.ADDED: "Added", RecordKind.PUBLIC: "Becomes public", RecordKind.CHANGED: "Changed"}
_KINDS |= {RecordKind.MOVED: "Moved", RecordKind.HIDDEN: "No longer public", RecordKind.REMOVED: "Removed"}
_SIZES = {"pages": "Pages", "bytes": "All files", "image bytes": "Photos and other images"}
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Markup:
    """How texts are written so that nothing in them is markup of its own.

    Attributes:
        text: of a record.
        code: a path or the like.
        url: the address of a page that is there, from the site's root.
        message: words of ours, in which names and values stand between backquotes.
        strong: what was written by the others already, so that it stands out.
        words: two versions of a text, the first of which may be empty, with marks on what changes.
    """

    text: Callable[[str], str]
    code: Callable[[str], str]
    url: Callable[[str], str]
    message: Callable[[str], str]
    strong: Callable[[str], str]
    words: Callable[[str, str], str]


def say_verdict(review: Review) -> str:
    """The whole in one plain sentence."""
    if review.is_refused:
        dead, errors = len(review.dead), review.new_errors
        addresses = "address" if dead == 1 else "addresses"
        found = ([f"{dead} public {addresses} would die"] if dead else []) + (
            [f"{count_words(errors, 'error')} {'is' if errors == 1 else 'are'} new"] if errors else []
        )
        return f"{', and '.join(found)}: this has to be mended first."
    told = (review.findings, review.quotes, review.records, review.photos, review.terms, list(iter_sizes(review.sizes)))
    return "No public address dies, and no error is new." if any(told) else "Nothing changes for visitors."


def say_dead(item: DeadAddress, markup: Markup) -> str:
    """What to do about an address that would die."""
    code = markup.code
    old = item.url.strip("/")
    if item.is_moved:
        todo = f"add {code(f'- {old}')} below {code('aliases:')} of {code(item.path)}"
    else:
        keep = f"keep {code(item.path)} with {code('status: archived')}"
        todo = f"{keep}, or name {code(old)} below {code('aliases:')} of another study"
    return f"{code(item.url)}: {todo}"


def say_finding(item: Finding, markup: Markup) -> str:
    """A mistake with its place."""
    kind = "New" if item.is_new else "Gone"
    rule = f"{markup.text(item.severity)} {markup.text(item.code)}"
    return f"{kind}: {markup.code(item.place)}: {rule}: {markup.message(item.summary)}"


def say_record(item: RecordChange, markup: Markup) -> str:
    """What becomes of a study, and of its address."""
    code = markup.code
    title = f" “{markup.text(item.title)}”" if item.title else ""
    line = f"{_KINDS[item.kind]}: {code(item.path)}{title}"
    dies = markup.strong("which would die")
    if item.kind is RecordKind.MOVED and item.url != item.url_before:
        answer = "which leads there" if item.lives_on else dies
        line += f", now at {markup.url(item.url)}, before at {code(item.url_before)}, {answer}"
    elif item.kind in {RecordKind.HIDDEN, RecordKind.REMOVED}:
        line += f", at {code(item.url_before)}, {'which still answers' if item.lives_on else dies}"
    elif item.kind in {RecordKind.ADDED, RecordKind.PUBLIC}:
        line += f", at {markup.url(item.url)}"
    return line + (f": {', '.join(map(code, item.fields))}" if item.fields else "")


def say_quote(item: QuoteChange, markup: Markup) -> str:
    """What becomes of a quote; its words and whose they are come below."""
    if is_withheld(item) and item.reason:
        return f"{markup.code(item.path)}: a quote disappears: {say_reason(item.reason.value, '', markup)}"
    if item.is_kept_back:
        kept_back = "how it was is not repeated, since it holds what is withheld now"
        return f"{markup.code(item.path)}: a quote {item.kind.value}: {kept_back}"
    runs = diff_words(item.before, item.after)
    is_kept = all(run.part is Part.KEPT for run in runs)
    what = "is shown in another way, with the same words" if is_kept else item.kind.value
    return f"{markup.code(item.path)}: a quote {what}"


def is_withheld(item: QuoteChange) -> bool:
    """Whether nothing may be told of a quote's words and of whose they are."""
    return item.kind is QuoteKind.GONE and (item.reason is not None or item.is_kept_back)


def say_voice(item: QuoteChange, markup: Markup) -> str:
    """Whose words they are, and what is known of the permission."""
    who = markup.text(item.attribution) or "nobody named"
    return f"{who}; {markup.text(item.permission)}" if item.permission else who


def say_photo(item: PhotoChange, markup: Markup, credit: str = "") -> str:
    """What becomes of a photo, with its size, what it shows and whose it is.

    Args:
        item: the photo.
        markup: how it is written.
        credit: written already as a line of its own, where it is to be more than its words.
    """
    line = f"{item.kind.value.capitalize()}: {markup.code(item.file)} of {markup.code(item.path)}"
    if item.kind is PhotoKind.REMOVED:
        return line
    line += f" ({', '.join(map(markup.text, item.parts))})" if item.parts else ""
    size = f"{item.size / 1000:.0f} kB"
    line += f": {item.width} × {item.height} pixels, {size}" if item.width else ": can't be read"
    alt = markup.words(item.alt_before, item.alt) if item.alt_before else markup.text(item.alt)
    line += f"; alt: {alt}" if alt else "; no alt, decorative"
    if credit:
        return f"{line}; {credit}"
    return line + (f"; credit: {markup.text(item.credit)}" if item.credit else f"; {markup.strong('no credit')}")


def say_term(item: TermChange, markup: Markup) -> str:
    """A term that comes or goes."""
    return f"{'New' if item.is_new else 'Gone, with its page'}: {markup.text(item.name)} ({markup.text(item.taxonomy)})"


def say_withheld(item: Withheld, markup: Markup) -> str:
    """What is not public, and why."""
    what = f", quote {item.quote_number}" if item.quote_number else ""
    return f"{markup.code(item.path)}{what}: {say_reason(item.reason, item.day, markup)}"


def say_reason(reason: str, day: str, markup: Markup) -> str:
    """Why something is withheld, with the day where there is one."""
    words = phrases_for("en").hindrances[reason]
    return markup.message(words.format(day) if day else words.replace(" on {}", ""))


def iter_sizes(sizes: tuple[Measure, ...]) -> Iterator[str]:
    """Pages and bytes, before and after, in plain words; nothing where none of it differs."""
    if all(item.before == item.after for item in sizes):
        return
    for item in sizes:
        if item.before is None and item.after is None:
            continue
        before, after = (_say_size(item.what, value) for value in (item.before, item.after))
        yield f"{_SIZES[item.what]}: {before} before, {after} after"


def _say_size(what: str, value: int | None) -> str:
    if value is None:
        return "not built"
    if what == "pages":
        return str(value)
    return f"{value / _MEGABYTE:.2f} MB" if value >= _MEGABYTE else f"{value / 1000:.0f} kB"
