"""Writes a review as a page of its own beside the preview: what changes, word by word, and how it looks; no script."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from casefolio.content_policy import render_policy
from casefolio.photos.picture import Picture
from casefolio.phrases import phrases_for
from casefolio.preview_marks import ROBOTS
from casefolio.reporting import escape_controls
from casefolio.review.comparison import RecordChange, Review
from casefolio.review.looks import Looks, PageLook, Shot
from casefolio.review.photos import PhotoChange, PhotoKind
from casefolio.review.quotes import QuoteChange
from casefolio.review.sentences import (
    Markup,
    is_withheld,
    iter_sizes,
    say_dead,
    say_finding,
    say_photo,
    say_quote,
    say_record,
    say_term,
    say_verdict,
    say_voice,
    say_withheld,
)
from casefolio.review.sides import Side
from casefolio.review.texts import TextChange
from casefolio.review.weights import REVIEW_FOLDER
from casefolio.review.word_diffs import Part, diff_words
from casefolio.views.fragments import render_credit, with_code
from casefolio.views.preview import render_crops

STYLESHEET = "review.css"
#: Links from the page start here.
_PAGE_URI = f"{REVIEW_FOLDER}/index.md"
#: Of the words of a long text that stay, so many stand on either side of a change.
_MOST_KEPT = 25
#: In pixels: what is narrower is a phone.
_WIDE = 700
_POLICY = {
    "default-src": "'none'",
    "img-src": "'self' data:",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_MARKS = {Part.GONE: ("del", "taken out: "), Part.NEW: ("ins", "put in: ")}


@dataclass(frozen=True, slots=True)
class _Section:
    anchor: str
    title: str
    body: str
    count: int


def render_page(review: Review, head: Side, *, base_name: str, pictures: Mapping[str, Picture], looks: Looks) -> str:
    """The page, complete but for its stylesheet and pictures.

    Args:
        review: what differs.
        head: the version that is asked about.
        base_name: what the other version is called.
        pictures: by the path of its record, the crops of each photo that the preview has.
        looks: how pages look.
    """
    sections = [section for section in _sections(review, head, pictures, looks) if section.body]
    contents = "".join(f'<li><a href="#{item.anchor}">{item.title}</a>{_count(item.count)}</li>' for item in sections)
    body = "".join(
        f'<section id="{item.anchor}" aria-labelledby="{item.anchor}-title">\n'
        f'<h2 id="{item.anchor}-title">{item.title}{_count(item.count)}</h2>\n{item.body}\n</section>\n'
        for item in sections
    )
    name = _text(head.settings.site_name) or "the site"
    ribbon = escape(phrases_for("en").ribbon)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(render_policy(_POLICY))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<meta name="robots" content="{ROBOTS}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<title>What would change - {name}</title>\n<link rel="icon" href="data:,">\n'
        f'<link rel="stylesheet" href="{STYLESHEET}">\n</head>\n<body>\n'
        f'<aside class="cf-ribbon" aria-label="{ribbon}"><p>{ribbon}</p></aside>\n'
        f'<header>\n<p><a href="../">The preview of {name}</a></p>\n<h1>What would change</h1>\n'
        f'<p class="verdict{" refused" if review.is_refused else ""}">{_text(say_verdict(review))}</p>\n'
        f"<p>Compared with <code>{_text(base_name)}</code>.</p>\n"
        + (f'<nav aria-label="On this page"><ul>{contents}</ul></nav>\n' if sections else "")
        + f"</header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _count(count: int) -> str:
    return f' <span class="count">{count}</span>' if count else ""


def _sections(review: Review, head: Side, pictures: Mapping[str, Picture], looks: Looks) -> tuple[_Section, ...]:
    def photo(item: PhotoChange) -> str:
        return _photo(item, head, pictures)

    def say(sentence: Callable[[Any, Markup], str]) -> Callable[[Any], str]:
        return lambda item: f"<p>{sentence(item, _HTML)}</p>"

    sizes = [f"<p>{escape(line)}</p>" for line in iter_sizes(review.sizes)]
    return (
        _Section("dead", "Addresses that would die", _list(say(say_dead), review.dead), len(review.dead)),
        _Section("problems", "Problems", _list(say(say_finding), review.findings), len(review.findings)),
        _Section("quotes", "Quotes", _list(_quote, review.quotes, "cards"), len(review.quotes)),
        _Section("studies", "Studies", _list(_record, review.records, "cards"), len(review.records)),
        _Section("photos", "Photos", _list(photo, review.photos, "cards"), len(review.photos)),
        _Section("looks", "How it looks", _looks(looks), len(looks.pages)),
        _Section("terms", "Terms", _list(say(say_term), review.terms), len(review.terms)),
        _Section("sizes", "Pages and weight", _list(str, sizes), 0),
        _Section("withheld", "What stays withheld", _list(say(say_withheld), review.withheld), len(review.withheld)),
    )


def _list(render: Callable[[Any], str], items: Iterable[object], kind: str = "") -> str:
    shown = "\n".join(f"<li>{render(item)}</li>" for item in items)
    name = f' class="{kind}"' if kind else ""
    return f"<ul{name}>\n{shown}\n</ul>" if shown else ""


def _quote(item: QuoteChange) -> str:
    lead = f"<p>{say_quote(item, _HTML)}</p>"
    if is_withheld(item):
        return lead
    words = _words(item.before, item.after)
    voice = say_voice(item, _HTML)
    return f'{lead}<figure><blockquote dir="auto">{words}</blockquote><figcaption>{voice}</figcaption></figure>'


def _record(item: RecordChange) -> str:
    lead = f"<p>{say_record(item, _HTML)}</p>"
    rows = "".join(
        f'<div><dt>{_words(text.name_before, text.name)}</dt><dd dir="auto">{_text_change(text)}</dd></div>'
        for text in item.texts
    )
    return lead + (f"<dl>{rows}</dl>" if rows else "")


def _text_change(item: TextChange) -> str:
    if item.is_kept_back:
        return "<em>The words are not repeated here: they hold what is withheld now.</em>"
    if item.before == item.after:
        return "<em>The same words below another heading.</em>"
    return _marked(item.before, item.after, _MOST_KEPT)


def _photo(item: PhotoChange, head: Side, pictures: Mapping[str, Picture]) -> str:
    study = head.public.get(item.path)
    photo = study.photo if study else None
    credit = render_credit(photo.credit, _PHRASES) if photo and photo.credit else ""
    lead = f"<p>{say_photo(item, _HTML, credit)}</p>"
    if item.kind is PhotoKind.REMOVED:
        return lead
    picture = pictures.get(item.path)
    if picture is None:
        return f"{lead}<p><em>Its crops are not in the preview.</em></p>"
    return lead + render_crops(picture, _PAGE_URI, head.build.site)


def _looks(looks: Looks) -> str:
    note = f'<p class="note">{with_code(escape_controls(looks.note))}</p>' if looks.note else ""
    return note + _list(_look, looks.pages, "cards")


def _look(item: PageLook) -> str:
    lead = f"<p>{_url(item.url) if item.is_there else _code(f'/{item.url}')}"
    lead += f": {escape(item.note)}</p>" if item.note else "</p>"
    return f'{lead}<div class="shots">{"".join(_shot(shot, item) for shot in item.shots)}</div>'


def _shot(shot: Shot, page: PageLook) -> str:
    when = "before" if shot.is_before else "after"
    label = f"{when}, {shot.width} pixels"
    alt = f"/{page.url} {label} wide"
    size = "wide" if shot.width >= _WIDE else "narrow"
    # The box of a long page is scrolled by the keyboard, too.
    return (
        f'<figure class="{size}"><div tabindex="0" role="group" aria-label="{_text(alt)}">'
        f'<a href="{shot.name}"><img src="{shot.name}" width="{shot.width}" height="{shot.height}" alt="{_text(alt)}"'
        f' loading="lazy" decoding="async"></a></div><figcaption>{label}</figcaption></figure>'
    )


def _words(before: str, after: str) -> str:
    """A text with marks on what comes and goes; one that is new as a whole needs none."""
    return _marked(before, after, None) if before else _text(after)


def _marked(before: str, after: str, most_kept: int | None) -> str:
    runs = diff_words(before, after)
    shown = []
    for number, run in enumerate(runs):
        if run.part is Part.KEPT:
            shown.append(_kept(run.words, most_kept, is_first=number == 0, is_last=number == len(runs) - 1))
        else:
            element, hidden = _MARKS[run.part]
            shown.append(f'<{element}><span class="hidden">{hidden}</span>{_text(run.words)}</{element}>')
    return " ".join(shown)


def _kept(text: str, most: int | None, *, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")
    before, after = (0 if is_first else most or 0), (0 if is_last else most or 0)
    if most is None or len(words) <= before + after:
        return _text(text)
    parts = (" ".join(words[:before]), "…", " ".join(words[len(words) - after :]))
    return " ".join(_text(part) for part in parts if part)


def _text(text: str) -> str:
    return escape(escape_controls(" ".join(text.split())))


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _url(url: str) -> str:
    return f'<a href="../{_text(url)}"><code>/{_text(url)}</code></a>'


_PHRASES = phrases_for("en")
_HTML = Markup(
    text=_text,
    code=_code,
    url=_url,
    message=lambda text: with_code(escape_controls(text)),
    strong=lambda text: f"<strong>{text}</strong>",
    words=_words,
)
