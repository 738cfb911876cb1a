"""Owns the words that casefolio itself puts on a page, by language; English where a language has none."""

from dataclasses import dataclass, field

from casefolio.records import SectionKind


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language. Those with a `{}` take a value."""

    home: str = "Home"
    portfolio: str = "Case studies"
    wall: str = "Testimonials"
    credits: str = "Photo credits"
    sections: dict[SectionKind, str] = field(
        default_factory=lambda: {
            SectionKind.BRIEF: "The brief",
            SectionKind.APPROACH: "What I did",
            SectionKind.TESTIMONIALS: "What they said",
            SectionKind.OUTCOMES: "What changed",
            SectionKind.LEARNING: "What we learned",
        }
    )
    taxonomies: dict[str, str] = field(
        default_factory=lambda: {
            "sectors": "Sectors",
            "services": "Services",
            "themes": "Themes",
            "places": "Places",
        }
    )
    client: str = "Client"
    programme: str = "Programme"
    partners: str = "Partners"
    period: str = "When"
    ongoing: str = "ongoing"
    photo_by: str = "Photo: {}"
    source: str = "Source: {}"
    quote_from: str = "From {}"
    translated: str = "(translated from {})"
    read_study: str = "Read the case study"
    film: str = "The film"
    transcript: str = "What is said in the film"
    related: str = "Related case studies"
    previous: str = "Previous"
    next: str = "Next"
    neighbours: str = "Previous and next case study"
    facts: str = "Facts"
    archived: str = "This case study is kept as a record and is no longer updated."
    draft: str = "Draft: not published yet."
    empty_portfolio: str = "There are no case studies yet."
    empty_wall: str = "There are no testimonials yet."
    empty_credits: str = "No photos are shown yet."
    all_studies: str = "All case studies"
    studies_counted: str = "{} case studies"
    quotes_counted: str = "{} testimonials"
    filter: str = "Filter"
    filter_words: str = "Find words"
    found: str = "{} of {}"
    nothing_found: str = "Nothing here matches all of that."
    clear_choices: str = "Show everything"
    remove_choice: str = "Remove {}"
    show_more: str = "Show {} more"
    pages: str = "Pages of this list"
    page_number: str = "page {}"
    quote_link: str = "Link to this quote"
    not_found: str = "This page is not here"
    not_found_hint: str = "It may have moved, or the address may be mistyped. Everything that there is, is here:"
    more_of_site: str = "More of this site"
    search: str = "Search"
    feed: str = "Feed"
    to_dark: str = "Switch to dark mode"
    to_light: str = "Switch to light mode"
    all_testimonials: str = "All testimonials"
    share: str = "Share or embed this case study"
    share_wall: str = "Share or embed these testimonials"
    share_address: str = "The address of this page"
    share_code: str = "HTML that shows it on another site"
    copy: str = "Copy"
    copied: str = "Copied"
    preview: str = "Preview"
    ribbon: str = "Preview – not public"
    not_public: str = "Not public"
    all_public: str = "Everything in the records is public."
    quote_number: str = "quote {}"
    hindrances: dict[str, str] = field(
        default_factory=lambda: {
            "draft": "a draft; write `status: published` when it is ready",
            "still to come": "still to come, on {}",
            "consent missing": "the record doesn't say that they agreed; write `status: granted` below `consent:`",
            "consent pending": "the person has not agreed yet",
            "consent refused": "the person has refused",
            "consent withdrawn": "the person has withdrawn their consent",
            "consent elsewhere": "the person agreed, but not to a website",
            "consent expired": "the consent ended on {}",
        }
    )
    crop_sheet: str = "Crop sheet"
    crop_sheet_hint: str = (
        "Each photo as pages and networks show it. The ring is the focal point, which every crop keeps."
    )
    problems: str = "Problems"
    no_problems: str = "No problems in this record"
    broken: str = "This case study can't be shown yet"
    broken_hint: str = "Mend the following in `{}` and save: the page comes back by itself."


ENGLISH = Phrases()

WELSH = Phrases(
    home="Hafan",
    portfolio="Astudiaethau achos",
    wall="Tystebau",
    credits="Cydnabyddiaeth lluniau",
    sections={
        SectionKind.BRIEF: "Y briff",
        SectionKind.APPROACH: "Beth wnes i",
        SectionKind.TESTIMONIALS: "Beth ddywedon nhw",
        SectionKind.OUTCOMES: "Beth newidiodd",
        SectionKind.LEARNING: "Beth ddysgon ni",
    },
    taxonomies={"sectors": "Sectorau", "services": "Gwasanaethau", "themes": "Themâu", "places": "Lleoedd"},
    client="Cleient",
    programme="Rhaglen",
    partners="Partneriaid",
    period="Pryd",
    ongoing="parhaus",
    photo_by="Llun: {}",
    source="Ffynhonnell: {}",
    quote_from="O {}",
    # What is behind `o’r` would have to be mutated: Pwyleg, o’r Bwyleg.
    translated="(cyfieithiad; iaith wreiddiol: {})",
    read_study="Darllen yr astudiaeth achos",
    film="Y ffilm",
    transcript="Yr hyn a ddywedir yn y ffilm",
    related="Astudiaethau achos cysylltiedig",
    previous="Blaenorol",
    next="Nesaf",
    neighbours="Yr astudiaeth achos flaenorol a'r nesaf",
    facts="Ffeithiau",
    archived="Cedwir yr astudiaeth achos hon fel cofnod ac ni chaiff ei diweddaru mwyach.",
    draft="Drafft: heb ei gyhoeddi eto.",
    empty_portfolio="Nid oes astudiaethau achos eto.",
    empty_wall="Nid oes tystebau eto.",
    empty_credits="Ni ddangosir lluniau eto.",
    all_studies="Pob astudiaeth achos",
    studies_counted="{} astudiaeth achos",
    quotes_counted="{} tysteb",
    filter="Hidlo",
    filter_words="Canfod geiriau",
    found="{} o {}",
    nothing_found="Does dim byd yma sy’n cyfateb i’r cyfan.",
    clear_choices="Dangos popeth",
    remove_choice="Tynnu {}",
    show_more="Dangos {} arall",
    pages="Tudalennau’r rhestr hon",
    page_number="tudalen {}",
    quote_link="Dolen i’r dyfyniad hwn",
    not_found="Nid yw’r dudalen hon yma",
    not_found_hint="Efallai ei bod wedi symud, neu fod gwall yn y cyfeiriad. Mae popeth sydd gennym yma:",
    more_of_site="Mwy o’r wefan hon",
    search="Chwilio",
    feed="Ffrwd",
    to_dark="Newid i’r modd tywyll",
    to_light="Newid i’r modd golau",
    all_testimonials="Pob tysteb",
    share="Rhannu neu fewnosod yr astudiaeth achos hon",
    share_wall="Rhannu neu fewnosod y tystebau hyn",
    share_address="Cyfeiriad y dudalen hon",
    share_code="HTML sy’n ei dangos ar wefan arall",
    copy="Copïo",
    copied="Wedi’i gopïo",
    ribbon="Rhagolwg – heb ei gyhoeddi",
)

_BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH}


def phrases_for(language: str) -> Phrases:
    """The words of a language tag's language; English where there are none."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)
