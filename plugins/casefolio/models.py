"""Owns the case study as it is meant: checked, frozen values, with each field's meaning for the people who fill it in.

A model holds what can be said of one field alone (its form, its range, its choices). Rules that look at several
fields, and every message, live in `casefolio.validation`.
"""

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from casefolio.credits import parse_credit
from casefolio.meant_credits import meant_credit
from casefolio.records import Section
from casefolio.values import (
    CREDIT_FORM,
    FOCAL_FORM,
    LINE_FORM,
    Day,
    FocalPoint,
    LanguageTag,
    Line,
    Moment,
    PartialDay,
    PeriodEnd,
    Prose,
    PullText,
    QuoteText,
    SitePath,
    Slug,
    TextForm,
    WebAddress,
    parse_focal_words,
)


class Model(BaseModel):
    """What all parts of a case study share: frozen, and no key that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    #: Other spellings of a key that are just as right.
    synonyms: ClassVar[dict[str, str]] = {}

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Itself, since nothing in it changes: the default of a field is handed out for every record."""
        del memo
        return self

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Puts together values that are right already.

        `model_construct` does the same, and looks for every field of every part of every record again; this is how
        pydantic itself makes a model of what was pickled.

        Args:
            values: one for each field, in the model's order; they are kept, not copied.
        """
        model = cls.__new__(cls)
        model.__setstate__(
            {
                "__dict__": values,
                "__pydantic_fields_set__": set(values),
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return model

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """What the fields are where an editor wrote one text instead of a map; None where it can't be read."""
        del text
        return None

    @classmethod
    def meant_text(cls, text: str) -> str:
        """What a text that can't be read was surely meant to be; empty where a person has to decide."""
        del text
        return ""

    #: What an editor is told where `parse_text` can't read a text.
    text_hint: ClassVar[str] = ""
    #: How a text is written that `parse_text` reads; None where it reads none.
    text_form: ClassVar[TextForm | None] = None


class Status(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Disclosure(StrEnum):
    """How much of the client may be published."""

    NAMED = "named"
    DESCRIBED = "described"
    ANONYMOUS = "anonymous"


class Attribution(StrEnum):
    """How much of a person is shown beneath their words."""

    FULL = "full"
    FIRST_NAME = "first_name"
    INITIALS = "initials"
    ROLE = "role"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"


class ConsentStatus(StrEnum):
    """What a person answered when asked."""

    GRANTED = "granted"
    PENDING = "pending"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentScope(StrEnum):
    """What a person agreed to."""

    WEBSITE = "website"
    SOCIAL = "social"
    PRINT = "print"
    TENDERS = "tenders"


class Client(Model):
    """Who the work was for."""

    text_form: ClassVar[TextForm | None] = LINE_FORM

    name: Line | None = Field(None, description="The client's name.")
    url: WebAddress | None = Field(None, title="Web address", description="The client's own site.")
    description: Line | None = Field(None, description="Who they are, in a few words: “a regional health charity”.")
    disclosure: Disclosure = Field(
        Disclosure.NAMED,
        description="How much may be published: named, described (only the description shows) or anonymous.",
    )

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """One text is the client's name."""
        return {"name": text}


class Partner(Model):
    """Somebody who worked along."""

    text_form: ClassVar[TextForm | None] = LINE_FORM

    name: Line = Field(description="The partner's name.")
    url: WebAddress | None = Field(None, title="Web address", description="The partner's own site.")

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """One text is the partner's name."""
        return {"name": text}


class Period(Model):
    """When the work was done."""

    start: PartialDay | None = Field(None, description="The first year, month or day.")
    end: PeriodEnd | None = Field(None, description="The last one, or `ongoing`.")


class Credit(Model):
    """Whose photo it is and what may be done with it."""

    synonyms: ClassVar[dict[str, str]] = {"license": "licence", "license_url": "licence_url"}
    text_hint: ClassVar[str] = "write `Photo by` and the author's name, and `on` with where it is from"
    text_form: ClassVar[TextForm | None] = CREDIT_FORM

    author: Line = Field(description="Who took it.")
    author_url: WebAddress | None = Field(None, title="The author's page", description="The author's own page.")
    source: Line | None = Field(None, description="Where it is from.")
    source_url: WebAddress | None = Field(None, title="The photo's page", description="The photo's page there.")
    licence: Line | None = Field(None, description="Such as `CC BY 4.0`, which gets its link by itself.")
    licence_url: WebAddress | None = Field(None, title="The licence's address", description="The licence's text.")

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """A sentence such as `Photo by Sample Name on Unsplash`."""
        return parse_credit(text)

    @classmethod
    def meant_text(cls, text: str) -> str:
        """The sentence as it is read."""
        return meant_credit(text)


class Focal(Model):
    """The point of the photo that every crop keeps."""

    text_hint: ClassVar[str] = "write `left`, `top right`, `centre` and the like, or `{x: 0.62, y: 0.35}`"
    text_form: ClassVar[TextForm | None] = FOCAL_FORM

    x: Annotated[float, Field(ge=0, le=1)] = Field(
        0.5, title="From the left", description="From the left edge (0) to the right edge (1)."
    )
    y: Annotated[float, Field(ge=0, le=1)] = Field(
        0.5, title="From the top", description="From the top (0) to the bottom (1)."
    )

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """Words such as `top right`."""
        point = parse_focal_words(text)
        return {"x": str(point.x), "y": str(point.y)} if point else None

    @property
    def point(self) -> FocalPoint:
        """The same as a value of geometry."""
        return FocalPoint(self.x, self.y)


class Photo(Model):
    """The hero photo."""

    src: Line = Field(title="File", description="The file, next to the record.")
    alt: Line | None = Field(
        None, title="Text alternative", description="What the photo shows, for people who don't see it."
    )
    decorative: bool = Field(default=False, description="True where the photo says nothing that the text doesn't.")
    focal: Focal = Field(Focal(), title="Focal point", description="Where the subject is.")
    credit: Credit | None = Field(None, description="Whose photo it is.")
    caption: Line | None = Field(None, description="A sentence beneath it.")


class Outcome(Model):
    """What changed: a statement, or a figure with its source."""

    text_form: ClassVar[TextForm | None] = LINE_FORM

    statement: Line | None = Field(None, description="What changed, in a sentence.")
    value: Line | None = Field(None, description="A figure.")
    unit: Line | None = Field(None, description="What the figure counts: `%`, `people`, `weeks`.")
    label: Line | None = Field(None, description="What the figure says.")
    source: Line | None = Field(None, description="Where the figure is from.")

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """One text is the statement."""
        return {"statement": text}


class Consent(Model):
    """What the person agreed to."""

    status: ConsentStatus | None = Field(None, description="What they answered.")
    given_on: Day | None = Field(None, description="When they agreed.")
    expires_on: Day | None = Field(None, description="The last day it holds.")
    scope: tuple[ConsentScope, ...] = Field((), description="What they agreed to.")
    evidence: Line | None = Field(None, description="A reference that only you can follow; never an address.")
    words: Line | None = Field(
        None,
        title="Stamp of the words",
        description="The digest of the exact words, written by `casefolio consent stamp`.",
    )

    @property
    def allows_website(self) -> bool:
        """Whether nothing in it speaks against showing the words on a website; expiry is a matter of the day."""
        is_granted = self.status in {None, ConsentStatus.GRANTED}
        return is_granted and (not self.scope or ConsentScope.WEBSITE in self.scope)


class Video(Model):
    """The words as a film."""

    url: WebAddress = Field(title="Web address", description="Where the film is.")
    poster: Line | None = Field(None, description="A still, next to the record.")
    captions: Line | None = Field(None, description="The captions' file.")
    transcript: Prose | None = Field(None, description="Everything that is said, in writing.")


#: What stands before a name and is no part of it.
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "rev", "sir", "dame", "cllr"})


def name_words(name: str) -> list[str]:
    """The words of a name, without the titles before it."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in _TITLES:
        words = words[1:]
    return words


def first_name(name: str) -> str:
    """What `attribution: first_name` shows of a name: `Ada` of `Dr Ada Bell`, but never the surname of `Dr Bell`."""
    words = name_words(name)
    return words[0] if len(words) > 1 else name.split(maxsplit=1)[0] if words else ""


def initials(name: str) -> str:
    """What `attribution: initials` shows of a name: `A.B.-C.` of `Ada Bell-Castle`, and `A.B.` of `A. B.`."""
    shown = ""
    for part in re.findall(r"[‐‑–-]?[^\s.‐‑–-]+", " ".join(name_words(name))):
        letter = next((character for character in part if character.isalnum()), "")
        joint = "-" if shown and part[0] in "‐‑–-" else ""
        shown += f"{joint}{letter}." if letter else ""
    return shown


class Testimonial(Model):
    """What somebody said."""

    synonyms: ClassVar[dict[str, str]] = {"organization": "organisation"}

    quote: QuoteText = Field(description="The words as they were given.")
    pull: PullText | None = Field(None, title="Pull quote", description="The part to set large; `[…]` marks a cut.")
    name: Line | None = Field(None, description="Who said it.")
    role: Line | None = Field(None, description="Their role.")
    organisation: Line | None = Field(None, description="Where they work.")
    url: WebAddress | None = Field(None, title="Web address", description="Their own page.")
    label: Line | None = Field(None, description="What stands for an anonymous person: “Senior leader”.")
    attribution: Attribution | None = Field(None, description="What is shown; otherwise all that is given.")
    date: PartialDay | None = Field(None, description="When they said it.")
    lang: LanguageTag | None = Field(None, title="Language", description="The language of the words, if it is another.")
    translated_from: LanguageTag | None = Field(
        None, description="The language that they were said in, where the words are a translation."
    )
    featured: bool = Field(default=False, description="May stand on the home page.")
    group_size: Annotated[int, Field(ge=1)] | None = Field(None, description="How many people it could have been.")
    consent: Consent = Field(Consent(), description="What they agreed to.")
    video: Video | None = Field(None, description="The words as a film.")

    @property
    def shown_attribution(self) -> Attribution:
        """What may be shown: as agreed, otherwise all that is given."""
        given = self.name or self.role or self.organisation
        return self.attribution or (Attribution.FULL if given else Attribution.ANONYMOUS)

    @property
    def shown_person(self) -> str:
        """The first line of the attribution; empty where only a role or nothing is shown."""
        name = self.name or ""
        match self.shown_attribution:
            case Attribution.FULL:
                return name
            case Attribution.FIRST_NAME:
                return first_name(name)
            case Attribution.INITIALS:
                return initials(name)
            case _:
                return ""

    @property
    def shown_role(self) -> str:
        """The role, where it may be shown."""
        shown = self.shown_attribution in {Attribution.FULL, Attribution.ROLE}
        return (self.role or "") if shown else ""

    @property
    def shown_organisation(self) -> str:
        """The organisation, where it may be shown."""
        shown = self.shown_attribution in {Attribution.FULL, Attribution.ORGANISATION}
        return (self.organisation or "") if shown else ""

    @property
    def shown_url(self) -> str:
        """The person's page: only where everything about them is shown."""
        return (self.url or "") if self.shown_attribution is Attribution.FULL else ""


Terms = Annotated[tuple[Line, ...], Field(default=())]

#: The taxonomies, in the order that pages name them.
TAXONOMIES = ("sectors", "services", "themes", "places")


class CaseStudyFields(Model):
    """The fields of a case study, as an editor writes them."""

    title: Annotated[Line, StringConstraints(min_length=5, max_length=110)] = Field(description="The headline.")
    summary: Annotated[Line, StringConstraints(min_length=40, max_length=240)] = Field(
        description="What happened, why, the result: one or two plain sentences."
    )
    status: Status = Field(Status.PUBLISHED, description="A draft appears in the preview only.")
    client: Client = Field(description="Who the work was for.")
    programme: Line | None = Field(None, description="What it was a part of.")
    partners: tuple[Partner, ...] = Field((), description="Who worked along.")
    period: Period = Field(Period(), description="When the work was done.")
    sectors: Terms = Field((), description="The fields that the client works in.")
    services: Terms = Field((), description="What you did.")
    themes: Terms = Field((), description="What it was about.")
    places: Terms = Field((), description="Where it was.")
    photo: Photo | None = Field(None, description="The hero photo.")
    outcomes: tuple[Outcome, ...] = Field((), description="What changed.")
    testimonials: tuple[Testimonial, ...] = Field((), description="What they said.")
    published_on: Day | None = Field(None, description="The day it was published.")
    updated_on: Day | None = Field(None, description="The day it was last changed.")
    review_by: Day | None = Field(None, description="The day to look at it again.")
    publish_at: Moment | None = Field(None, description="Before it, nothing of the record is published.")
    featured: bool = Field(default=False, description="May stand on the home page; leads the portfolio.")
    weight: Annotated[float, Field(allow_inf_nan=False)] = Field(
        0, description="Order among its like: lower numbers stand first."
    )
    related: tuple[Slug, ...] = Field((), title="Related studies", description="Slugs of studies to read next.")
    aliases: tuple[SitePath, ...] = Field((), title="Old addresses", description="Old addresses that lead here.")
    slug: Slug | None = Field(None, description="The last part of the page's address.")
    lang: LanguageTag | None = Field(None, title="Language", description="The language of the text, if it is another.")

    def terms(self, taxonomy: str) -> tuple[str, ...]:
        """Its terms in one of `TAXONOMIES`."""
        terms: tuple[str, ...] = getattr(self, taxonomy)
        return terms


class CaseStudy(CaseStudyFields):
    """One case study: its fields, and what its file adds to them."""

    #: The record's file, `/`-separated, relative to the project's root.
    path: str
    #: The last part of the page's address: the field `slug`, otherwise made from the file's name.
    page_slug: str
    #: The text, in the order written.
    sections: tuple[Section, ...] = ()


class TaxonomyTerm(Model):
    """A term that records may use."""

    text_form: ClassVar[TextForm | None] = LINE_FORM

    name: Line = Field(description="The term, as records spell it.")
    introduction: Prose | None = Field(None, description="What stands above the list of its studies.")

    @classmethod
    def parse_text(cls, text: str) -> dict[str, Any] | None:
        """One text is the term's name."""
        return {"name": text}


class Taxonomies(Model):
    """The terms that records may use, by taxonomy; a taxonomy that is not listed takes any term."""

    sectors: tuple[TaxonomyTerm, ...] | None = Field(None, description="The fields that clients work in.")
    services: tuple[TaxonomyTerm, ...] | None = Field(None, description="What you do.")
    themes: tuple[TaxonomyTerm, ...] | None = Field(None, description="What work is about.")
    places: tuple[TaxonomyTerm, ...] | None = Field(None, description="Where work is done.")

    def listed(self, taxonomy: str) -> tuple[TaxonomyTerm, ...] | None:
        """The terms of one of `TAXONOMIES`; None where any term may be used."""
        terms: tuple[TaxonomyTerm, ...] | None = getattr(self, taxonomy)
        return terms


#: Keys of a record that are not fields of the page: the loader reads the one (and refuses it in Markdown, where
#: sections are headings), every testimonial starts from the other.
RECORD_KEYS = ("sections", "testimonial_defaults")
