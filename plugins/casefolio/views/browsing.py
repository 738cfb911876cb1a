"""Owns what helps to find something in a long list: the choices that filter it, and the pages that it is split into.

Without scripts a choice is a link to its term's page, and the pages hold everything. With them, casefolio.js filters in
place; it finds its way by the classes and `data-` attributes written here, and by the ends of terms' addresses.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from json import dumps

from casefolio.library import TermGroup
from casefolio.urls import relative_url
from casefolio.views.escaping import escape
from casefolio.views.page import TextFile
from casefolio.views.site import Site

#: How many items of a list stand on one page: few enough that a phone loads them at once.
PAGE_SIZE = 48
#: A shorter list is seen at a glance.
LEAST_TO_FILTER = 6
#: How many pages on either side of the one that is read have a number to follow.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class BrowsableList:
    """A list that may be long.

    Attributes:
        uri: the source of the page that it begins on.
        kind: the class of its element.
        count: how many items it has.
        noun: the phrase for how many of them there are, with a `{}`.
        terms: by taxonomy, the terms that its items carry.
        carried: how many of the items carry a term.
        render_item: an item as HTML, for a page, from `<li` on; the number counts from 0 in the whole list.
        item_terms: the attribute with its terms, with a space before it.
        item_key: an item's name, and all that its HTML depends on but the page.
    """

    uri: str
    kind: str
    count: int
    noun: str
    terms: Mapping[str, Sequence[TermGroup]]
    carried: Callable[[TermGroup], int]
    render_item: Callable[[int, str], str]
    item_terms: Callable[[int], str]
    item_key: Callable[[int], tuple[str, object]]

    @property
    def page_count(self) -> int:
        """How many pages it is split into, at least 1."""
        return max(1, -(-self.count // PAGE_SIZE))

    def render_found(self, number: int, from_uri: str) -> str:
        """An item with what the script finds it by."""
        item = self.render_item(number, from_uri)
        return f"<li{self.item_terms(number)}{item.removeprefix('<li')}"


def render_browsable(items: BrowsableList, site: Site, from_uri: str, number: int = 1) -> str:
    """One page of a list, with the filter above and the ways to its other pages below.

    Args:
        items: the whole list.
        site: knows words and addresses.
        from_uri: the page that it stands on.
        number: of the page, from 1.
    """
    start = (number - 1) * PAGE_SIZE
    is_filterable = items.count >= LEAST_TO_FILTER
    # Those of a list of several pages are found in the file that holds them all.
    render = items.render_found if is_filterable and items.page_count == 1 else items.render_item
    shown = "".join(render(at, from_uri) for at in range(start, min(start + PAGE_SIZE, items.count)))
    phrases = site.phrases
    # What the script says: it has no words of its own.
    words = {
        "found": phrases.found.format("{}", items.noun.format(items.count)),
        "more": phrases.show_more,
        "remove": phrases.remove_choice,
        "clear": phrases.clear_choices,
    }
    data = {
        **words,
        "root": relative_url("", site.addresses.url(from_uri)),
        "source": site.addresses.asset_link(site.addresses.data_uri(items.uri), from_uri)
        if items.page_count > 1
        else "",
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items() if value)
    return (
        f'<div class="cf-browser"{attributes if is_filterable else ""}>'
        f"{_render_filter(items, site, from_uri, is_filterable=is_filterable)}"
        f'<ul class="cf-list {items.kind}">{shown}</ul>'
        + (f'<p class="cf-nothing" hidden>{escape(phrases.nothing_found)}</p>' if is_filterable else "")
        + f"{_render_pager(items, site, from_uri, number)}</div>"
    )


def _render_filter(items: BrowsableList, site: Site, from_uri: str, *, is_filterable: bool) -> str:
    phrases = site.phrases
    facets = "".join(
        _render_facet(taxonomy, items, site, from_uri) for taxonomy in items.terms if items.terms[taxonomy]
    )
    toggle = search = summing = ""
    if is_filterable:
        toggle = (
            f'<button class="cf-toggle" type="button" aria-expanded="false">{escape(phrases.filter)}'
            '<span class="cf-count"></span></button>'
        )
        search = (
            f'<label class="cf-search"><span>{escape(phrases.filter_words)}</span>'
            '<input type="search" name="words" autocomplete="off"></label>'
        )
        found = f'<p class="cf-found" role="status">{escape(items.noun.format(items.count))}</p>'
        summing = f'<div class="cf-summing">{found}<ul class="cf-chosen"></ul></div>'
    elif not facets:
        return ""
    panel = f'{toggle}<div class="cf-panel">{facets}{search}</div>'
    return f'<div class="cf-filter" data-search-exclude>{panel}{summing}</div>'


def _render_facet(taxonomy: str, items: BrowsableList, site: Site, from_uri: str) -> str:
    name = escape(site.phrases.taxonomies[taxonomy])
    terms = "".join(
        f'<li><a href="{escape(site.term_link(group, from_uri))}">'
        f'<span>{escape(group.name)}</span> <span class="cf-count">{items.carried(group)}</span></a></li>'
        for group in items.terms[taxonomy]
    )
    return f'<details class="cf-facet" name="cf-facet"><summary>{name}</summary><ul>{terms}</ul></details>'


def _render_pager(items: BrowsableList, site: Site, from_uri: str, number: int) -> str:
    if items.page_count == 1:
        return ""
    phrases = site.phrases

    def to(page: int, text: str, rel: str = "") -> str:
        href = escape(site.addresses.link(site.addresses.numbered_uri(items.uri, page), from_uri))
        name = f' aria-label="{escape(phrases.page_number.format(page))}"' if not rel else ""
        kind = f' rel="{rel}"' if rel else ""
        current = ' aria-current="page"' if page == number and not rel else ""
        return f'<li><a href="{href}"{name}{kind}{current}>{escape(text)}</a></li>'

    numbers, last = [], 0
    for page in range(1, items.page_count + 1):
        if page in {1, items.page_count} or abs(page - number) <= _NEAR:
            numbers += ["<li>…</li>"] if page > last + 1 else []
            numbers.append(to(page, str(page)))
            last = page
    before = to(number - 1, phrases.previous, "prev") if number > 1 else ""
    after = to(number + 1, phrases.next, "next") if number < items.page_count else ""
    label = escape(phrases.pages)
    return f'<nav class="cf-pager" aria-label="{label}"><ul>{before}{"".join(numbers)}{after}</ul></nav>'


def render_list_data(lists: Iterable[BrowsableList], site: Site) -> Iterable[TextFile]:
    """For each list of more than one page, all of its items, for the script to filter.

    Every address in them begins with `../`, which the script replaces by the way to the site's root.
    """
    # Any page in a folder of the root; it need not exist.
    from_uri = "casefolio.md" if site.addresses.has_directory_urls else "casefolio/index.md"
    for items in lists:
        if items.page_count > 1:
            rendered = ",".join(_render_item_data(items, number, from_uri, site) for number in range(items.count))
            yield TextFile(site.addresses.data_uri(items.uri), f'{{"items":[{rendered}]}}\n')


def _render_item_data(items: BrowsableList, number: int, from_uri: str, site: Site) -> str:
    name, key = items.item_key(number)
    make = partial(_as_json, items, number, from_uri)
    return site.memory.recall(f"{items.kind} data", name, key, make)


def _as_json(items: BrowsableList, number: int, from_uri: str) -> str:
    return dumps(items.render_found(number, from_uri), ensure_ascii=False)
