"""What gives somebody away is told at its place, and what doesn't is left alone."""

import json
import unicodedata
from pathlib import Path

import pytest

from casefolio.diagnostics import Report
from casefolio.loaders.record_files import parse_record
from casefolio.models import Taxonomies
from casefolio.validation import validate_record

PERSON = {"quote": "They asked us first.", "name": "Dr Siân Penrhyn-Hughes", "attribution": "role", "role": "Nurse"}
CLIENT = {"name": "The Trefelin Trust Ltd", "description": "a charity", "disclosure": "described"}


def found(*codes: str, body: str = "", name: str = "sample.md", **fields: object) -> list[str]:
    """What is told of a record, by these codes only: line, column and message."""
    given = {
        "title": "A library that listens",
        "summary": "Four branch teams made listening to readers part of ordinary days.",
        "client": "Sample Libraries",
    } | fields
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in given.items())
    text = f"---\n{lines}---\n{body}"
    report = Report()
    record = parse_record(text, Path("/nowhere") / name, name, "en", report)
    assert record is not None
    validate_record(record, Taxonomies(), report)
    return [
        f"{item.position.line}:{item.position.column} {item.message}"
        for item in report.diagnostics
        if item.code.id in codes
    ]


def messages(told: list[str]) -> list[str]:
    return [line.partition(" ")[2] for line in told]


def names(**fields: object) -> list[str]:
    return found("CF419", **({"testimonials": [PERSON]} | fields))  # type: ignore[arg-type]


BACK = "has a word of the `name` that quote 1 keeps back"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": "What Siân heard"}, "`title`"),
        ({"title": "what SIÂN heard"}, "`title`"),
        ({"title": unicodedata.normalize("NFD", "What Siân heard")}, "`title`"),
        ({"summary": "Penrhyn’s team made listening to readers part of ordinary days."}, "`summary`"),
        ({"photo": {"src": "desk.jpg", "alt": "Siân at the desk"}}, "`alt`"),
        ({"photo": {"src": "desk.jpg", "alt": "x", "caption": "With Dr Hughes"}}, "`caption`"),
        ({"photo": {"src": "photos/sian_01.JPG", "alt": "x"}}, "`src`"),
        ({"slug": "penrhyn-listens"}, "`slug`"),
        ({"name": "hughes-ward.md"}, "the file's name"),
        ({"name": "sian/index.md"}, "the file's name"),
        ({"outcomes": ["Siân still holds the hour."]}, "`outcomes`"),
        ({"outcomes": [{"statement": "Siân still holds the hour."}]}, "`statement`"),
        ({"programme": "The Penrhyn year"}, "`programme`"),
        ({"body": "\n## What I did\n\nWe met.\n\nThen **Siân** spoke.\n"}, "the text"),
        ({"body": "\n## With Siân\n\nWe met.\n"}, "the heading"),
        ({"testimonials": [PERSON | {"quote": "I, Siân, say so."}]}, "`quote` of quote 1"),
        ({"testimonials": [PERSON, {"quote": "Siân was right.", "name": "Ann"}]}, "`quote` of quote 2"),
    ],
)
def test_a_name_that_is_kept_back_stands_nowhere_else(fields: dict[str, object], place: str) -> None:
    assert messages(names(**fields)) == [f"{place} {BACK}"]


def test_it_is_told_where_it_stands() -> None:
    body = "\n## What I did\n\nWe met.\n\nThen **Siân** spoke to\nTrefelin\nTrust.\n"
    told = found(
        "CF419", "CF422", client=CLIENT, testimonials=[PERSON], body=body, photo={"src": "hughes.jpg", "alt": "x"}
    )
    assert told == [
        f"6:16 `src` {BACK}",
        f"13:8 the text {BACK}",
        "14:1 the text has the name of the client, which `disclosure: described` keeps back",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        # Parts of other words, titles, and words that are too short.
        {"title": "Sianed and the Hughesons"},
        {"title": "Ask the doctor, Dr No"},
        {"testimonials": [PERSON | {"name": "Jo Li"}], "title": "What Jo Li heard"},
        # Nothing is kept back.
        {"testimonials": [{"quote": "x", "name": "Siân Penrhyn"}], "title": "What Siân heard"},
        {"testimonials": [PERSON | {"attribution": "first_name"}], "title": "What Siân heard"},
        # Somebody else of that name is named.
        {"testimonials": [PERSON, {"quote": "x", "name": "Siân Bell"}], "title": "What Siân Bell heard"},
        {"client": "Penrhyn Libraries", "title": "How Penrhyn listens"},
        # Everyday words.
        {"testimonials": [PERSON | {"name": "Will Hill"}], "title": "Will it last on the hill? Hill farms will"},
        {"testimonials": [PERSON | {"name": "Will Hill"}], "slug": "board-on-the-hill"},
        {"testimonials": [PERSON | {"name": "May Rose"}], "title": "They may. May they? “Rose” they rose"},
    ],
)
def test_what_names_nobody_is_left_alone(fields: dict[str, object]) -> None:
    assert names(**fields) == []


@pytest.mark.parametrize("title", ["How the team and Will went on", "What, so Rose, was said"])
def test_an_everyday_word_counts_with_a_capital_letter_within_a_sentence(title: str) -> None:
    assert messages(names(title=title, testimonials=[PERSON | {"name": "Will Rose"}])) == [f"`title` {BACK}"]


def test_no_message_repeats_what_is_kept_back() -> None:
    told = found("CF402", "CF419", "CF422", client=CLIENT, title="Siân at Trefelin Trust", testimonials=[PERSON])
    assert len(told) == 3
    assert not [message for message in told if "Siân" in message or "Trefelin" in message]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Write to ann.b@example.org.", "an e-mail address"),
        ("Ring 029 2018 0000.", "a phone number"),
        ("Ring +44 (0)29-2018-0000.", "a phone number"),
        ("Follow @ann_bell there.", "the name of an account"),
        ("See https://ann.example.", "a web address"),
        ("See annbell.co.uk for it.", "a web address"),
        ("I live at 12 Mill Lane now.", "a postal address"),
        ("I live at 12 Heol Fawr now.", "a postal address"),
        ("I live in CF10 3NP now.", "a postal address"),
    ],
)
def test_no_contact_stands_in_words_without_a_name(words: str, what: str) -> None:
    message = f"`quote` of quote 1 holds {what}, and the page keeps back who spoke"
    assert messages(found("CF420", testimonials=[{"quote": words}])) == [message]
    assert found("CF420", testimonials=[{"quote": words, "name": "Ann Bell"}]) == []


@pytest.mark.parametrize(
    "words",
    [
        "From 2019 to 2024, 1,200 people came at 10:30.",
        "It cost £0.05 a page. It was 50 a side @ noon.",
        "On 01-02-2025 we met, 12 of us, in the Lane.",
        "We e.g. asked, i.e. listened. No.1 was us.",
    ],
)
def test_numbers_and_dots_are_no_contacts(words: str) -> None:
    assert found("CF420", testimonials=[{"quote": words}]) == []


def test_a_link_in_the_text_of_a_study_leads_to_nobody_but_an_address_does() -> None:
    body = "\n## What I did\n\nSee [them](https://www.example.org/).\n"
    assert found("CF420", body=body, testimonials=[{"quote": "Words."}]) == []
    body = body.replace("See", "Ask ann@example.org, see")
    told = found("CF420", body=body, testimonials=[{"quote": "Words."}])
    assert told == ["10:5 the text holds an e-mail address, and the page keeps back who spoke"]


@pytest.mark.parametrize("role", ["Chief executive", "Acting head teacher", "Chair of trustees", "Pennaeth", "CEO"])
def test_an_office_that_one_person_holds_is_as_good_as_a_name(role: str) -> None:
    quote = {"quote": "Words.", "role": role, "attribution": "role", "date": "2025-06"}
    office = "is an office that one person holds: anybody can look up who did in 2025-06"
    assert messages(found("CF421", testimonials=[quote])) == [f"`role` of quote 1 {office}"]
    assert found("CF421", testimonials=[quote | {"group_size": 9}]) == []
    assert found("CF421", testimonials=[quote], client=CLIENT) == []
    label = {"quote": "Words.", "label": role}
    assert len(found("CF421", testimonials=[label])) == 1


@pytest.mark.parametrize("role", ["Team manager", "Nurse", "Chair maker", "Librarian", "Executive assistant"])
def test_a_role_that_many_have_is_none(role: str) -> None:
    assert found("CF421", testimonials=[{"quote": "Words.", "role": role, "attribution": "role"}]) == []


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": "How Trefelin Trust listens"}, "`title`"),
        ({"title": "How trefelin  trust's readers"}, "`title`"),
        ({"photo": {"src": "trefelin-trust.jpg", "alt": "x"}}, "`src`"),
        ({"photo": {"src": "a.jpg", "alt": "x", "credit": "Photo by Trefelin Trust"}}, "`credit`"),
        ({"name": "the-trefelin-trust.md"}, "the file's name"),
        ({"body": "\n## What I did\n\nWe met\nat Trefelin\nTrust.\n"}, "the text"),
        ({"testimonials": [{"quote": "At the Trefelin Trust!"}]}, "`quote` of quote 1"),
        ({"testimonials": [{"quote": "x", "organisation": "Trefelin Trust"}]}, "`organisation`"),
        ({"client": CLIENT | {"description": "the Trefelin Trust"}}, "`description`"),
    ],
)
@pytest.mark.parametrize("disclosure", ["described", "anonymous"])
def test_a_client_who_is_kept_back_is_named_nowhere(fields: dict[str, object], place: str, disclosure: str) -> None:
    client = {"client": CLIENT} | {key: value for key, value in fields.items() if key == "client"}
    hidden = {"client": dict(client["client"]) | {"disclosure": disclosure}}  # type: ignore[call-overload]
    told = found("CF422", **(fields | hidden))  # type: ignore[arg-type]
    assert messages(told) == [f"{place} has the name of the client, which `disclosure: {disclosure}` keeps back"]


def test_a_client_who_is_named_is_named_anywhere() -> None:
    client = CLIENT | {"disclosure": "named"}
    assert found("CF422", client=client, title="How Trefelin Trust listens", name="trefelin-trust.md") == []
    assert found("CF422", client=CLIENT, title="How the Trefelin Trustees listen") == []
