"""Owns the block at the foot of a page that hands out its address, and the code that shows it on another site."""

from casefolio.urls import absolute_url
from casefolio.views.escaping import escape
from casefolio.views.frames import render_frame
from casefolio.views.site import Site


def render_share(words: str, name: str, title: str, uri: str, height: int, site: Site) -> str:
    """A block that is closed until somebody asks for it; empty where other sites are offered nothing.

    What it holds can be selected and copied without a script; `casefolio.js` adds the buttons.

    Args:
        words: what the block is called.
        name: of the page to frame.
        title: of the page, plain text.
        uri: of the page, its source.
        height: of the frame, in CSS pixels.
        site: knows the addresses.
    """
    if site.frames is None:
        return ""
    phrases = site.phrases
    address = absolute_url(site.frames.site_url, site.addresses.url(uri))
    code = render_frame(name, title, height, site.frames, site.addresses)
    fields = ((phrases.share_address, address, 1), (phrases.share_code, code, 4))
    # A label around its field needs no id, which a heading of the editor's could have too.
    listed = "".join(
        f'<label><span>{escape(label)}</span><textarea readonly rows="{rows}" spellcheck="false" translate="no">'
        f"{escape(value)}</textarea></label>"
        for label, value, rows in fields
    )
    return (
        f'<details class="cf-share" data-search-exclude data-copy="{escape(phrases.copy)}"'
        f' data-copied="{escape(phrases.copied)}"><summary>{escape(words)}</summary>{listed}</details>'
    )
