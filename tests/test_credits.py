import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.credits import licence_url, parse_credit

CC = "https://creativecommons.org"


@pytest.mark.parametrize(
    ("text", "author", "source", "licence"),
    [
        ("Photo by Sample Name on Unsplash", "Sample Name", "Unsplash", ""),
        ("Photo by Sample Name on Unsplash.", "Sample Name", "Unsplash", ""),
        ("photo by  Sample   Name\non Unsplash", "Sample Name", "Unsplash", ""),
        ("PHOTO BY SAMPLE NAME ON UNSPLASH", "SAMPLE NAME", "UNSPLASH", ""),
        ("Photo by Sample Name", "Sample Name", "", ""),
        ("Photo by Ada B.", "Ada B.", "", ""),
        ("by Sample Name", "Sample Name", "", ""),
        ("Photo: Sample Name", "Sample Name", "", ""),
        ("Photo: Sample Name / Sample Trust", "Sample Name", "Sample Trust", ""),
        ("Photograph: Sample Name/Sample Trust", "Sample Name", "Sample Trust", ""),
        ("Photo by Sample Name, Sample Trust", "Sample Name", "Sample Trust", ""),
        ("Photo by Sample Name (Sample Trust)", "Sample Name", "Sample Trust", ""),
        ("Photo by Sample Name — Unsplash", "Sample Name", "Unsplash", ""),
        ("Photo by Sample-Name on Unsplash", "Sample-Name", "Unsplash", ""),
        ("Photo by Ada and Ben, via Sample Trust", "Ada and Ben", "Sample Trust", ""),
        ("Photo by Sample Name from Pexels", "Sample Name", "Pexels", ""),
        ("Photo by Person on a Bike on Unsplash", "Person on a Bike", "Unsplash", ""),
        ("Photo by Jon Sur on Unsplash", "Jon Sur", "Unsplash", ""),
        ("Photos by @sample on Instagram", "@sample", "Instagram", ""),
        ("Photo credit: Sample Name", "Sample Name", "", ""),
        ("Photo taken by Sample Name", "Sample Name", "", ""),
        ("Photo courtesy of Sample Trust", "Sample Trust", "", ""),
        ("Photographer: Sample Name", "Sample Name", "", ""),
        ("Image by Sample Name", "Sample Name", "", ""),
        ("Cover photo by Sample Name", "Sample Name", "", ""),
        ("© Sample Name", "Sample Name", "", ""),
        ("© 2024 Sample Name", "Sample Name", "", ""),
        ("©2019–2024 Sample Name", "Sample Name", "", ""),
        ("© Sample Name 2024", "Sample Name", "", ""),
        ("(c) Sample Name", "Sample Name", "", ""),
        ("Copyright Sample Name", "Sample Name", "", ""),
        ("Photo © Sample Name", "Sample Name", "", ""),
        ("Photo: © Sample Name / Sample Trust", "Sample Name", "Sample Trust", ""),
        ("© Sample Trust. All rights reserved.", "Sample Trust", "", "All rights reserved"),
        ("Sample Name via Flickr", "Sample Name", "Flickr", ""),
        ("Sample Name / Unsplash", "Sample Name", "Unsplash", ""),
        ("Sample Name on Unsplash", "Sample Name", "Unsplash", ""),
        ("Sample Name, CC BY 4.0", "Sample Name", "", "CC BY 4.0"),
        ("Photo by Sample Name, CC BY-SA 4.0", "Sample Name", "", "CC BY-SA 4.0"),
        ("Photo by Sample Name CC BY-SA 4.0", "Sample Name", "", "CC BY-SA 4.0"),
        ("Photo by Sample Name. CC BY 4.0.", "Sample Name", "", "CC BY 4.0"),
        ("Photo by Sample Name (CC BY 4.0) on Flickr", "Sample Name", "Flickr", "CC BY 4.0"),
        ("Photo by Sample Name on Flickr (CC BY-NC-ND 2.0)", "Sample Name", "Flickr", "CC BY-NC-ND 2.0"),
        ("Photo by Sample Name on Flickr, CC BY-SA 2.0 DE", "Sample Name", "Flickr", "CC BY-SA 2.0 DE"),
        ("Photo by Sample Name, CC0, via Sample Trust", "Sample Name", "Sample Trust", "CC0"),
        (
            "Photo by Sample Name, CC BY-SA 4.0, via Wikimedia Commons",
            "Sample Name",
            "Wikimedia Commons",
            "CC BY-SA 4.0",
        ),
        ("Photo: Sample Name / Sample Trust / CC BY 2.0", "Sample Name", "Sample Trust", "CC BY 2.0"),
        ("Photo by Sample Name on Unsplash under CC BY 4.0", "Sample Name", "Unsplash", "CC BY 4.0"),
        ("Photo by Sample Name, licensed under CC BY 4.0", "Sample Name", "", "CC BY 4.0"),
        ("Photo by Sample Name, public domain", "Sample Name", "", "public domain"),
        ("Photo by Sample Name on Unsplash (Unsplash License)", "Sample Name", "Unsplash", "Unsplash License"),
        ("Photo by Sample Name, used under the Unsplash Licence", "Sample Name", "", "Unsplash Licence"),
        (
            "Photo by Sample Name (Creative Commons Attribution 4.0)",
            "Sample Name",
            "",
            "Creative Commons Attribution 4.0",
        ),
        ("Llun gan Sample Name ar Unsplash", "Sample Name", "Unsplash", ""),
        ("Llun: Sample Name", "Sample Name", "", ""),
        ("Foto von Sample Name auf Unsplash", "Sample Name", "Unsplash", ""),
        ("Photo de Sample Name sur Unsplash", "Sample Name", "Unsplash", ""),
        ("Photo by Getty Images on Unsplash", "Getty Images", "Unsplash", ""),
        ("© Getty Images", "Getty Images", "", ""),
        ("Photo by Flickr Foundation", "Flickr Foundation", "", ""),
        ("Photo by Vincent van Sample", "Vincent van Sample", "", ""),
        ("Photo by Trevor “Free” Sample on Unsplash", "Trevor “Free” Sample", "Unsplash", ""),
    ],
)
def test_a_sentence_names_its_author(text: str, author: str, source: str, licence: str) -> None:
    expected = {"author": author, "source": source, "licence": licence}
    assert parse_credit(text) == {key: value for key, value in expected.items() if value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Photo by [Sample Name](https://example.org/a?b=c) on [Unsplash](https://unsplash.com/photos/1)",
            {
                "author": "Sample Name",
                "author_url": "https://example.org/a?b=c",
                "source": "Unsplash",
                "source_url": "https://unsplash.com/photos/1",
            },
        ),
        (
            "Photo by Sample Name (https://example.org/a) on Unsplash (https://unsplash.com/on/1)",
            {
                "author": "Sample Name",
                "author_url": "https://example.org/a",
                "source": "Unsplash",
                "source_url": "https://unsplash.com/on/1",
            },
        ),
        (
            "Photo by Sample Name on https://www.sample.org/photos/1",
            {"author": "Sample Name", "source": "sample.org", "source_url": "https://www.sample.org/photos/1"},
        ),
        (
            "Sample Name, CC BY-SA 4.0 <https://creativecommons.org/licenses/by-sa/4.0>, via Wikimedia Commons",
            {
                "author": "Sample Name",
                "source": "Wikimedia Commons",
                "licence": "CC BY-SA 4.0",
                "licence_url": "https://creativecommons.org/licenses/by-sa/4.0",
            },
        ),
    ],
)
def test_an_address_behind_a_name_becomes_its_link(text: str, expected: dict[str, str]) -> None:
    assert parse_credit(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Unsplash",
        "Sample Name",
        "Photo by",
        "Photo by on Unsplash",
        "Photo by ,",
        "on Unsplash",
        "Taken on Monday",
        "Photo of a bird",
        "Used with permission",
        "Crown copyright",
        "CC BY 4.0",
        "https://unsplash.com/photos/1",
        "Photo by " + "x" * 600,
        "Photo from Unsplash",
        "Photo from Unsplash by Sample Name",
        "Image from Sample Trust",
        "Unsplash / Sample Name",
        "Photo: Unsplash / Sample Name",
        "© Getty Images / Sample Name",
        "Photo by Sample Name at Unsplash",
        "Photo by Sample Name @unsplash.com",
        "Photo/Sample Name",
        "Photo - Sample Name, CC BY 4.0",
        "Photographer Sample Name on Unsplash",
        "Phto by Sample Name on Unsplash",
        "“Photo by Sample Name on Unsplash”",
        "n/a",
    ],
)
def test_a_sentence_without_an_author_is_not_understood(text: str) -> None:
    assert parse_credit(text) is None


_NAMES = st.from_regex(r"[A-Z][a-z]{2,8}(?: [A-Z][a-z]{2,8}){1,2}", fullmatch=True).filter(
    lambda name: not {"Licence", "License", "Public", "Creative", "Under"} & set(name.split())
)
_PLACES = st.sampled_from(["Unsplash", "Wikimedia Commons", "Sample Trust"])


@given(_NAMES, _PLACES, st.sampled_from(["", ", CC BY 4.0", " (CC0)"]))
def test_every_name_is_read_whole(name: str, place: str, licence: str) -> None:
    for text in (f"Photo by {name} on {place}{licence}", f"Photo: {name} / {place}{licence}"):
        found = parse_credit(text)
        assert found is not None
        assert (found["author"], found["source"]) == (name, place)
        assert bool(licence) == ("licence" in found)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parse_credit(f"Photo by {text}")
    assert found is None or found["author"]
    assert all(found.values()) if found else True


@pytest.mark.parametrize(
    "text",
    ["Photo by " + " on" * 150, "(" * 400, "Photo by " + "a, " * 150, "[" * 490, "© " + "2024 " * 90, "by " * 160],
)
def test_a_hostile_sentence_is_read_at_once(text: str) -> None:
    start = time.perf_counter()
    parse_credit(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("CC BY 4.0", f"{CC}/licenses/by/4.0/"),
        ("cc by-sa 4.0", f"{CC}/licenses/by-sa/4.0/"),
        ("CC-BY-SA-4.0", f"{CC}/licenses/by-sa/4.0/"),
        ("CC BY-NC-SA 2.5", f"{CC}/licenses/by-nc-sa/2.5/"),
        ("CC BY-NC-ND 3.0", f"{CC}/licenses/by-nc-nd/3.0/"),
        ("CC BY-ND 1.0", f"{CC}/licenses/by-nd/1.0/"),
        ("CC BY-SA 3.0 DE", f"{CC}/licenses/by-sa/3.0/de/"),
        ("CC BY-SA 3.0 Unported", f"{CC}/licenses/by-sa/3.0/"),
        ("CC BY 4.0 International", f"{CC}/licenses/by/4.0/"),
        ("CC BY 4.0 GB", f"{CC}/licenses/by/4.0/"),
        ("CC BY 4", f"{CC}/licenses/by/4.0/"),
        ("Creative Commons Attribution 4.0 International", f"{CC}/licenses/by/4.0/"),
        ("Creative Commons Attribution-ShareAlike 3.0", f"{CC}/licenses/by-sa/3.0/"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 2.0", f"{CC}/licenses/by-nc-nd/2.0/"),
        ("CC0", f"{CC}/publicdomain/zero/1.0/"),
        ("CC0 1.0", f"{CC}/publicdomain/zero/1.0/"),
        ("CC0 1.0 Universal", f"{CC}/publicdomain/zero/1.0/"),
    ],
)
def test_a_creative_commons_licence_gets_its_link(licence: str, url: str) -> None:
    assert licence_url(licence) == url


@pytest.mark.parametrize(
    "licence",
    [
        "",
        "CC",
        "CC BY",
        "CC BY 9.9",
        "CC BY-XX 4.0",
        "Creative Commons",
        "Unsplash Licence",
        "public domain",
        "OGL 3.0",
    ],
)
def test_no_link_is_invented_for_a_licence_that_is_not_known(licence: str) -> None:
    assert licence_url(licence) == ""
