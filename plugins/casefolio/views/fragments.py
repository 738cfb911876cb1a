"""Owns the HTML that several pages share: pictures, credits, links to terms. Every text of a record is escaped here.

A fragment is one block of HTML without empty lines, so that Markdown hands it through untouched.
"""

import re

from casefolio.credits import licence_url
from casefolio.library import TermGroup
from casefolio.models import Client, Credit, Disclosure
from casefolio.photos.picture import PictureCrop
from casefolio.phrases import Phrases
from casefolio.views.escaping import escape
from casefolio.views.site import Site

_CODE = re.compile(r"`([^`]+)`")


def link(text: str, href: str) -> str:
    """A link, or only the text where there is no address."""
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def with_code(text: str) -> str:
    """A message with what stands between backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def language_attribute(language: str | None, site: Site) -> str:
    """The attribute for words in another language than the site's; empty for its own."""
    return f' lang="{language}"' if language and language != site.language else ""


def paragraphs(text: str) -> str:
    """A text with empty lines between its paragraphs; a line break within one is only where the editor's line ended."""
    return "".join(f"<p>{escape(' '.join(block.split()))}</p>" for block in text.split("\n\n") if block.strip())


def render_picture(crop: PictureCrop, alt: str, from_uri: str, site: Site, *, sizes: str, is_first: bool) -> str:
    """A `<picture>` with every format and width of a crop.

    Args:
        crop: what is shown.
        alt: empty for a decorative photo.
        from_uri: the page that it stands on.
        site: knows the addresses.
        sizes: the width it is shown in, as the `sizes` attribute says it.
        is_first: whether it stands on the first screen, where a lazy photo would come late.
    """

    def srcset(files: tuple[tuple[str, int], ...]) -> str:
        return ", ".join(f"{site.addresses.asset_link(uri, from_uri)} {width}w" for uri, width in files)

    *others, last = crop.sources
    sources = "".join(
        f'<source type="{source.mime_type}" srcset="{srcset(tuple((f.uri, f.width) for f in source.files))}"'
        f' sizes="{sizes}">'
        for source in others
    )
    loading = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    # mkdocs-glightbox would put a link between `<picture>` and `<img>`, and one into the link of a card.
    return (
        f'<picture>{sources}<img class="off-glb" src="{site.addresses.asset_link(crop.fallback.uri, from_uri)}"'
        f' srcset="{srcset(tuple((f.uri, f.width) for f in last.files))}" sizes="{sizes}"'
        f' width="{crop.width}" height="{crop.height}" alt="{escape(alt)}" {loading}></picture>'
    )


def render_credit(credit: Credit, phrases: Phrases) -> str:
    """Author, source and licence, each with its address where it has one."""
    parts = [link(credit.author, credit.author_url or "")]
    if credit.source:
        parts.append(link(credit.source, credit.source_url or ""))
    if credit.licence:
        parts.append(link(credit.licence, credit.licence_url or licence_url(credit.licence)))
    return phrases.photo_by.format(", ".join(parts))


def client_name(client: Client) -> str:
    """The client as far as it may be known; empty where it may not."""
    if client.disclosure is Disclosure.NAMED:
        return client.name or ""
    return (client.description or "") if client.disclosure is Disclosure.DESCRIBED else ""


def client_url(client: Client) -> str:
    """The client's site, where the client may be known."""
    return (client.url or "") if client.disclosure is Disclosure.NAMED else ""


def render_terms(groups: tuple[TermGroup, ...], from_uri: str, site: Site) -> str:
    """The terms of a taxonomy, each with the number of its studies."""
    items = (
        f"<li>{link(group.name, site.term_link(group, from_uri))}"
        f' <span class="cf-count">{len(group.studies)}</span></li>'
        for group in groups
    )
    return f'<ul class="cf-terms">{"".join(items)}</ul>'
