"""Owns the part of the schema.org vocabulary that casefolio uses, and holds JSON-LD against it.

Source: data/schema.ttl of https://github.com/schemaorg/schemaorg at commit 002ae67969b04b11f0e7647c1fea1e4365ef0180
(`:domainIncludes`, `:rangeIncludes`), cut down to what is used here; `about`, `name` and the parents of `ImageObject`
as https://schema.org/ImageObject has them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

#: By type, the one above it.
PARENTS = {
    "Thing": "",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "Quotation": "CreativeWork",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "WebPage": "CreativeWork",
    "CollectionPage": "WebPage",
    "Organization": "Thing",
    "Person": "Thing",
    "Intangible": "Thing",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "StructuredValue": "Intangible",
    "QuantitativeValue": "StructuredValue",
}
#: By property, the types that may have it and the types of its values.
PROPERTIES: dict[str, tuple[set[str], set[str]]] = {
    "about": ({"CreativeWork"}, {"Thing"}),
    "acquireLicensePage": ({"CreativeWork"}, {"CreativeWork", "URL"}),
    "breadcrumb": ({"WebPage"}, {"BreadcrumbList", "Text"}),
    "caption": ({"ImageObject"}, {"MediaObject", "Text"}),
    "contentUrl": ({"MediaObject"}, {"URL"}),
    "creator": ({"CreativeWork"}, {"Organization", "Person"}),
    "creditText": ({"CreativeWork"}, {"Text"}),
    "dateModified": ({"CreativeWork"}, {"Date"}),
    "datePublished": ({"CreativeWork"}, {"Date"}),
    "description": ({"Thing"}, {"Text"}),
    "hasPart": ({"CreativeWork"}, {"CreativeWork"}),
    "headline": ({"CreativeWork"}, {"Text"}),
    "height": ({"MediaObject"}, {"Distance", "QuantitativeValue"}),
    "image": ({"Thing"}, {"ImageObject", "URL"}),
    "inLanguage": ({"CreativeWork"}, {"Language", "Text"}),
    # In JSON-LD a thing may also be named by its address.
    "item": ({"ListItem"}, {"Thing", "URL"}),
    "itemListElement": ({"ItemList"}, {"ListItem", "Text", "Thing"}),
    "jobTitle": ({"Person"}, {"DefinedTerm", "Text"}),
    "license": ({"CreativeWork"}, {"CreativeWork", "URL"}),
    "name": ({"Thing"}, {"Text"}),
    "position": ({"CreativeWork", "ListItem"}, {"Integer", "Text"}),
    "text": ({"CreativeWork"}, {"Text"}),
    "translationOfWork": ({"CreativeWork"}, {"CreativeWork"}),
    "unitCode": ({"QuantitativeValue"}, {"Text", "URL"}),
    "url": ({"Thing"}, {"URL"}),
    "value": ({"QuantitativeValue"}, {"Number", "Text"}),
    "width": ({"MediaObject"}, {"Distance", "QuantitativeValue"}),
    "worksFor": ({"Person"}, {"Organization"}),
}


def find_invalid(data: Mapping[str, Any]) -> list[str]:
    """What a document of JSON-LD has that the vocabulary doesn't, and every value that says nothing."""
    if set(data) != {"@context", "@graph"} or data["@context"] != "https://schema.org":
        return [f"not a graph of schema.org: {sorted(data)}"]
    return [problem for node in data["@graph"] for problem in _problems(node)]


def nodes(data: object, kind: str) -> list[dict[str, Any]]:
    """Every node of a type, wherever it stands, in the order written."""
    if isinstance(data, list):
        return [node for item in data for node in nodes(item, kind)]
    if not isinstance(data, dict):
        return []
    return [*([data] if data.get("@type") == kind else []), *nodes(list(data.values()), kind)]


def iter_addresses(data: object) -> Iterator[str]:
    """Every address in it, in the order written."""
    if isinstance(data, list):
        for item in data:
            yield from iter_addresses(item)
    elif isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and not name.startswith("@") and PROPERTIES[name][1] & {"URL"}:
                if name != "unitCode":
                    yield value
            else:
                yield from iter_addresses(value)


def _ancestors(kind: str) -> set[str]:
    return {kind, *_ancestors(PARENTS[kind])} if kind else set()


def _problems(node: Mapping[str, Any]) -> Iterator[str]:
    kind = node.get("@type")
    if kind not in PARENTS:
        yield f"no such type: {kind}"
        return
    if len(node) == 1:
        yield f"an empty {kind}"
    for name, value in node.items():
        if name == "@type":
            continue
        domains, ranges = PROPERTIES.get(name, (set(), set()))
        if not _ancestors(kind) & domains:
            yield f"{kind} has no {name}"
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _problems(item)
            if not _fits(item, ranges):
                yield f"{kind}.{name} can't be {item!r}"


def _fits(value: object, ranges: set[str]) -> bool:
    if isinstance(value, dict):
        return bool(_ancestors(value["@type"]) & ranges)
    if isinstance(value, int):
        return bool(ranges & {"Integer", "Number"})
    if not isinstance(value, str) or not value.strip():
        return False
    if "Text" in ranges:
        return True
    if "Date" in ranges:
        return date.fromisoformat(value).isoformat() == value
    return "URL" in ranges and urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)
