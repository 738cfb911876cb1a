"""Describes a page in the words of schema.org (https://schema.org): what the page shows and no more; writes no HTML."""

import json
from typing import TypeAlias
from urllib.parse import quote

from casefolio.credits import licence_url
from casefolio.library import quote_anchors
from casefolio.models import CaseStudy, Client, Credit, Disclosure, Testimonial
from casefolio.views import Page, Site
from casefolio.views.lists import HOME_URI

#: A node of JSON-LD, or a part of one.
Thing: TypeAlias = dict[str, object]

#: Pixels, as UN/CEFACT's common codes name them: schema.org has no plain numbers for width and height.
_PIXELS = "E37"
#: In a `<script>` only `</script`, `<!--` and `<script` end or change the text; the two line ends are for old readers.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def describe_page(page: Page, study: CaseStudy | None, site: Site, *, site_url: str) -> Thing:
    """What a page is.

    There is never a `Review` or a rating: nobody's words about one's own work are that.

    Args:
        page: a generated page.
        study: what the page shows; None for a list.
        site: knows what is visible, and where it stands.
        site_url: where the site will stand, with a slash at its end; empty leaves out whatever needs an address.

    Returns:
        JSON-LD with one `@graph`: an `Article` and, beside it, its `BreadcrumbList`; for a list a `CollectionPage`,
        which holds its own.
    """
    url = site_url + site.addresses.url(page.uri) if site_url else ""
    breadcrumbs = _breadcrumbs(page, site, site_url)
    if study is None:
        graph = [
            _thing(
                "CollectionPage",
                name=page.title,
                description=page.description,
                inLanguage=page.language or site.language,
                url=url,
                breadcrumb=breadcrumbs,
            )
        ]
    else:
        # An `Article` is no `WebPage`, and only that has `breadcrumb`.
        graph = [_article(study, url, site, site_url), *([breadcrumbs] if breadcrumbs else [])]
    return {"@context": "https://schema.org", "@graph": graph}


def write_json(data: Thing) -> str:
    """JSON that may stand between `<script>` and `</script>` as it is, whatever its texts are."""
    text = _encode(data)
    for character, escaped in _ESCAPES.items():
        if character in text:
            text = text.replace(character, escaped)
    return text


def _thing(kind: str, **properties: object) -> Thing:
    """A node with the properties that have a value: an empty one would claim something."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value}}


def _article(study: CaseStudy, url: str, site: Site, site_url: str) -> Thing:
    language = study.lang or site.language
    testimonials = site.library.testimonials(study)
    quotes = [
        _quotation(testimonial, language, f"{url}#{anchor}" if url else "")
        for testimonial, anchor in zip(testimonials, quote_anchors(testimonials), strict=True)
    ]
    return _thing(
        "Article",
        headline=study.title,
        description=study.summary,
        inLanguage=language,
        url=url,
        datePublished=study.published_on.isoformat() if study.published_on else "",
        dateModified=study.updated_on.isoformat() if study.updated_on else "",
        image=_image(study, site, site_url),
        about=_client(study.client),
        hasPart=quotes,
    )


def _client(client: Client) -> Thing | None:
    if client.disclosure is not Disclosure.NAMED or not client.name:
        return None
    return _thing("Organization", name=client.name, url=client.url, description=client.description)


def _quotation(testimonial: Testimonial, language: str, url: str) -> Thing:
    other = testimonial.lang if testimonial.lang and testimonial.lang != language else ""
    origin = _thing("Quotation", inLanguage=testimonial.translated_from) if testimonial.translated_from else None
    return _thing(
        "Quotation",
        text=testimonial.quote,
        inLanguage=other,
        url=url,
        creator=_speaker(testimonial),
        translationOfWork=origin,
    )


def _speaker(testimonial: Testimonial) -> Thing | None:
    """Who said it, as agreed; nobody where only a label such as “Senior leader” stands for them."""
    person, role, organisation = (
        testimonial.shown_person,
        testimonial.shown_role,
        testimonial.shown_organisation,
    )
    employer = _thing("Organization", name=organisation) if organisation else None
    if not person and not role:
        return employer
    # The page links the name, so that without one there is no link.
    url = testimonial.shown_url if person else ""
    return _thing("Person", name=person, jobTitle=role, url=url, worksFor=employer)


def _image(study: CaseStudy, site: Site, site_url: str) -> Thing | None:
    """The crop that is shared, with whose it is.

    A drawn card is left out: it shows nothing but the words that stand in the data already, and Google asks for no
    images with text here (https://developers.google.com/search/docs/appearance/google-images).
    """
    photo, picture = study.photo, site.pictures.get(study.page_slug)
    if photo is None or picture is None or not site_url:
        return None
    file = picture.social.fallback
    return _thing(
        "ImageObject",
        contentUrl=site_url + quote(file.uri),
        width=_thing("QuantitativeValue", value=file.width, unitCode=_PIXELS),
        height=_thing("QuantitativeValue", value=file.height, unitCode=_PIXELS),
        caption=photo.caption,
        **(_credit(photo.credit) if photo.credit else {}),
    )


def _credit(credit: Credit) -> Thing:
    address = credit.licence_url or licence_url(credit.licence or "")
    named = _thing("CreativeWork", name=credit.licence) if credit.licence else None
    return {
        "creditText": ", ".join(part for part in (credit.author, credit.source) if part),
        "creator": _thing("Person", name=credit.author, url=credit.author_url),
        "license": address or named,
        # The photo's own page says how it may be used only where there is a licence to speak of.
        "acquireLicensePage": credit.source_url if address or named else "",
    }


def _breadcrumbs(page: Page, site: Site, site_url: str) -> Thing | None:
    """The way from the home page; None where there is none, or no address to name its steps by."""
    addresses, phrases = site.addresses, site.phrases
    steps = [(phrases.home, HOME_URI)]
    kind, taxonomy = page.data.get("kind"), page.data.get("taxonomy")
    if kind in {"case-study", "taxonomy", "term"}:
        steps.append((phrases.portfolio, addresses.portfolio_uri))
    if kind == "term" and isinstance(taxonomy, str):
        steps.append((phrases.taxonomies[taxonomy], addresses.taxonomy_uri(taxonomy)))
    # Where the portfolio is the home page, they are one step.
    names = {addresses.url(uri): name for name, uri in (*steps, (page.title, page.uri))}
    if not site_url or len(names) == 1:
        return None
    items = [
        _thing("ListItem", position=position, name=name, item=site_url + url)
        for position, (url, name) in enumerate(names.items(), 1)
    ]
    return _thing("BreadcrumbList", itemListElement=items)
