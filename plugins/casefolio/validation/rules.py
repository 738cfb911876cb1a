"""Owns the rules that look at several fields of one record together; each says what is wrong and what to do."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.models import (
    Attribution,
    CaseStudyFields,
    Client,
    Consent,
    Disclosure,
    Model,
    Outcome,
    Period,
    Photo,
    Testimonial,
    Video,
    first_name,
    initials,
)
from casefolio.quoted_words import bare_words, is_stamp, make_stamp
from casefolio.validation.messages import shown
from casefolio.validation.shape import Checked, Rule
from casefolio.values import PartialDate

#: Below it colleagues can guess who spoke. Source: the small-number rule of statistical disclosure control.
SMALLEST_GROUP = 5

_CUT = re.compile(r"\s*\[\s*(?:…|\.{3})\s*\]\s*")
#: The same, or a word that makes clear what is meant, as in `[the library]`; readers see the brackets.
_EDIT = re.compile(r"\s*\[[^\[\]]{1,60}\]\s*")
_STRAIGHT = str.maketrans(dict.fromkeys("’‘ʼ", "'") | dict.fromkeys("“”„«»", '"'))
_FILE_NAME = re.compile(
    r"[^\s/]+\.(?:jpe?g|png|webp|avif|gif|tiff?|heic|svg)|(?:img|dsc|dscn|image|photo)[_-]?\d+", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"[^\s@]@[^\s@]+\.[^\s@]|\bhttps?://|\bwww\.|^(?!\d{4}-\d\d-\d\d$)\+?[\d\s()-]{9,}$", re.IGNORECASE
)


def check_client(checked: Checked, report: Report) -> None:
    """`disclosure` decides which of the name and the description a client needs."""
    needed = {Disclosure.NAMED: "name", Disclosure.DESCRIBED: "description"}.get(checked.get("disclosure"))
    if needed is None or checked.has(needed):
        return
    message = f"`client` has no `{needed}`"
    if "disclosure" in checked.given:
        message += f", which `disclosure: {checked.get('disclosure')}` shows"
    hint = f"add `{needed}: …` below `client:`"
    if needed == "name":
        other = "described" if "description" in checked.given else "anonymous"
        hint += f", or `disclosure: {other}` if the client's name must not be known"
    report.add(Code.CLIENT_INCOMPLETE, checked.node.position, message, hint)


def check_period(checked: Checked, report: Report) -> None:
    """A period doesn't end before it starts."""
    start, end = checked.get("start"), checked.get("end")
    if isinstance(start, PartialDate) and isinstance(end, PartialDate) and start.is_after(end):
        message = f"`period` goes from {start} to {end}, which is before it"
        report.add(Code.PERIOD_REVERSED, checked.position("end"), message, "check both dates, or swap them")


def check_outcome(checked: Checked, report: Report) -> None:
    """An outcome is a statement, or a value with its label and its source."""
    if "value" in checked.given:
        if not checked.has("source"):
            value = checked.get("value")
            message = f"`value` {shown(value or '')} has no `source`"
            hint = "add `source: …` with where the figure is from: a survey, a register, a report and its year"
            report.add(Code.NUMBER_WITHOUT_SOURCE, checked.position("value"), message, hint)
        if not checked.has("label") and not checked.has("statement"):
            message = f"`value` {shown(checked.get('value') or '')} has no `label`"
            hint = "add `label: …` with what the figure says"
            report.add(Code.OUTCOME_INCOMPLETE, checked.position("value"), message, hint)
    elif not checked.has("statement") and not checked.has("value"):
        message = "an item of `outcomes` has neither a `statement` nor a `value`"
        hint = "add `statement: …`, or a figure as `value: …` with its `label` and `source`"
        report.add(Code.OUTCOME_INCOMPLETE, checked.node.position, message, hint)


def check_photo(checked: Checked, report: Report) -> None:
    """A photo has a text alternative (WCAG 2.2, criterion 1.1.1) and a credit."""
    alt, source = checked.get("alt"), checked.get("src")
    is_decorative = checked.get("decorative")
    if not checked.has("alt") and is_decorative is False and "decorative" not in checked.missed:
        hint = "add `alt: …` with what the photo shows, or `decorative: true` if it says nothing that the text doesn't"
        report.add(Code.ALT_MISSING, checked.position("src"), "`photo` has no `alt`", hint)
    if alt and is_decorative:
        hint = "keep one of the two: `alt` if the photo says something, `decorative: true` if it doesn't"
        report.add(Code.ALT_ON_DECORATIVE, checked.position("alt"), "`alt` is given for a decorative photo", hint)
    if alt and (_FILE_NAME.fullmatch(alt) or (source and alt in {source, PurePosixPath(source).stem})):
        hint = "say what the photo shows, as you would on the telephone"
        report.add(Code.ALT_IS_FILE_NAME, checked.position("alt"), f"`alt` is a file's name: {shown(alt)}", hint)
    if not checked.has("credit"):
        hint = "add `credit: Photo by … on …`"
        report.add(Code.CREDIT_MISSING, checked.position("src"), "`photo` has no `credit`", hint)


def check_pull(checked: Checked, report: Report) -> None:
    """A pull quote is a part of the quote, word for word; `[…]` marks a cut, `[the library]` what is meant."""
    pull, quote = checked.get("pull"), checked.get("quote")
    if not pull or not quote:
        return
    parts = [part for part in _CUT.split(bare_words(pull)) if part]
    if not parts:
        message, hint = f"`pull` holds no words: {shown(pull)}", "copy some from the quote, or take the line out"
        report.add(Code.PULL_NOT_VERBATIM, checked.position("pull"), message, hint)
        return
    words = bare_words(quote)
    part = _first_absent(parts, words)
    between = [part for part in _EDIT.split(bare_words(pull)) if part]
    if part is None or (between and _first_absent(between, words) is None):
        return
    message = f"`pull` is not a part of the quote: {shown(part)}"
    hint = "copy the words from the quote exactly, and write `[…]` where you leave some out"
    if _first_absent([part], words) is None:
        message = f"`pull` has the quote's words in another order: {shown(part)}"
        hint = "keep the order of the quote, and write `[…]` where you leave some out"
    elif _first_absent([part.translate(_STRAIGHT)], words.translate(_STRAIGHT)) is None:
        hint = "only its apostrophes or quote marks differ: copy the words from the quote exactly"
    report.add(Code.PULL_NOT_VERBATIM, checked.position("pull"), message, hint)


def _first_absent(parts: list[str], words: str) -> str | None:
    """The first part that doesn't stand in the words, whole words only, behind the part before it."""
    start = 0
    for part in parts:
        before = r"(?<!\w)" if part[0].isalnum() else ""
        behind = r"(?!\w)" if part[-1].isalnum() else ""
        found = re.compile(before + re.escape(part) + behind).search(words, start)
        if found is None:
            return part
        start = found.end()
    return None


#: What each attribution shows, and so needs.
_SHOWS: dict[Attribution, tuple[str, ...]] = {
    Attribution.FULL: ("name", "role", "organisation"),
    Attribution.FIRST_NAME: ("name",),
    Attribution.INITIALS: ("name",),
    Attribution.ROLE: ("role",),
    Attribution.ORGANISATION: ("organisation",),
    Attribution.ANONYMOUS: (),
}


def check_attribution(checked: Checked, report: Report) -> None:
    """What is shown must be given; what is given and not shown had better not be in the file."""
    attribution = checked.get("attribution")
    if not isinstance(attribution, Attribution):
        return
    needed = _SHOWS[attribution]
    if needed and not any(checked.has(name) for name in needed):
        is_one = len(needed) == 1
        what = (
            f"`{needed[0]}`, which is not given" if is_one else "`name`, `role` and `organisation`, and none is given"
        )
        hint = f"add `{needed[0]}: …`" if is_one else "add one of them, or write `attribution: anonymous`"
        message = f"`attribution: {attribution}` shows {what}"
        report.add(Code.ATTRIBUTION_INCOMPLETE, checked.position("attribution"), message, hint)
    for name in _more_than_shown(checked, attribution):
        message = f"`{name}` is given, but `attribution: {attribution}` does not show it"
        hint = "take it out of the file if the repository can be read by others"
        report.add(Code.MORE_GIVEN_THAN_SHOWN, checked.position(name), message, hint)


def _more_than_shown(checked: Checked, attribution: Attribution) -> Iterator[str]:
    for name in ("name", "role", "organisation"):
        if name not in checked.given:
            continue
        text = checked.get(name) or ""
        shown_name = {Attribution.FIRST_NAME: first_name, Attribution.INITIALS: initials}.get(attribution)
        is_shortened = name == "name" and shown_name is not None and shown_name(text) != "".join(text.split())
        if name not in _SHOWS[attribution] or is_shortened:
            yield name


def check_stamp(checked: Checked, report: Report) -> None:
    """Whoever agreed, agreed to these words: one letter more or less, and they are others."""
    consent, quote = checked.get("consent"), checked.get("quote")
    if not isinstance(consent, Consent) or not consent.words or not quote or consent.words == make_stamp(quote):
        return
    if is_stamp(consent.words):
        message = "the quote is not the one that was stamped: at least one letter or sign has changed since"
        hint = (
            "put the words back as they were; or ask the person whether they agree to the new ones, and run "
            "`casefolio consent stamp`"
        )
    else:
        message = f"`words` of `consent` is no stamp: {shown(consent.words)}"
        hint = "take the line out, and run `casefolio consent stamp`, which writes the right one"
    report.add(Code.WORDS_CHANGED, checked.position("quote"), message, hint)


def check_translation(checked: Checked, report: Report) -> None:
    """A translation is in another language than the words that were said."""
    origin, language = checked.get("translated_from"), checked.get("lang")
    if origin and language and origin.lower() == language.lower():
        message = f"`translated_from` and `lang` are the same language: {shown(origin)}"
        hint = "`lang` is the language of the words here, `translated_from` the one they were said in; mend one of them"
        report.add(Code.NOT_TRANSLATED, checked.position("translated_from"), message, hint)


def check_group(checked: Checked, report: Report) -> None:
    """Who speaks anonymously out of a handful of people is not anonymous."""
    size = checked.get("group_size")
    is_named = any(name in checked.given for name in ("name", "role", "organisation"))
    is_anonymous = checked.get("attribution") is Attribution.ANONYMOUS or not is_named
    if size is not None and size < SMALLEST_GROUP and is_anonymous:
        message = f"`group_size` is {size}: colleagues can guess who said this"
        hint = "ask the person whether they mind, or leave the quote out"
        report.add(Code.SMALL_GROUP, checked.position("group_size"), message, hint)


def check_evidence(checked: Checked, report: Report) -> None:
    """Evidence is a reference that only its keeper can follow: the file may be public."""
    evidence = checked.get("evidence")
    if evidence and _ADDRESS.search(evidence):
        hint = "write a reference that only you can follow, such as `form 12/2025`"
        report.add(
            Code.EVIDENCE_IS_ADDRESS, checked.position("evidence"), f"`evidence` is an address: {shown(evidence)}", hint
        )


def check_video(checked: Checked, report: Report) -> None:
    """A film has captions and a transcript (WCAG 2.2, criteria 1.2.2 and 1.2.3)."""
    for name in ("captions", "transcript"):
        if not checked.has(name):
            hint = f"add `{name}: …`, so that people who can't hear or see it get the words"
            report.add(Code.VIDEO_INCOMPLETE, checked.node.position, f"`video` has no `{name}`", hint)


def check_dates(checked: Checked, report: Report) -> None:
    """A record isn't updated before it is published."""
    published, updated = checked.get("published_on"), checked.get("updated_on")
    if published and updated and updated < published:
        message = f"`updated_on` {updated} is before `published_on` {published}"
        report.add(Code.UPDATED_BEFORE_PUBLISHED, checked.position("updated_on"), message, "check both dates")


RULES: dict[type[Model], tuple[Rule, ...]] = {
    CaseStudyFields: (check_dates,),
    Client: (check_client,),
    Period: (check_period,),
    Outcome: (check_outcome,),
    Photo: (check_photo,),
    Testimonial: (check_pull, check_stamp, check_translation, check_attribution, check_group),
    Consent: (check_evidence,),
    Video: (check_video,),
}
