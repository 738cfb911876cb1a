import gzip
import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.serving import serving

PAGE = "<!doctype html><p>One page of a site.</p>" * 20
PHOTO = bytes(range(256))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "assets" / "photo.avif").write_bytes(PHOTO)
    (tmp_path / "assets" / "look.css").write_text("p { color: teal }", "utf-8")
    (tmp_path / "404.html").write_text("Not here", "utf-8")
    with serving(tmp_path) as url, closing(http.client.HTTPConnection(urlsplit(url).netloc)) as opened:
        yield opened


def get(connection: http.client.HTTPConnection, address: str, encoding: str = "gzip, br") -> http.client.HTTPResponse:
    connection.request("GET", address, headers={"Accept-Encoding": encoding})
    return connection.getresponse()


def test_text_is_compressed_for_who_can_read_it(connection: http.client.HTTPConnection) -> None:
    answer = get(connection, "/about/")

    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert gzip.decompress(answer.read()).decode() == PAGE


def test_text_is_plain_for_others(connection: http.client.HTTPConnection) -> None:
    answer = get(connection, "/about/", encoding="identity")

    assert answer.getheader("Content-Encoding") is None
    assert answer.read().decode() == PAGE


def test_photos_are_sent_as_they_are_and_kept(connection: http.client.HTTPConnection) -> None:
    answer = get(connection, "/assets/photo.avif")

    assert answer.read() == PHOTO
    assert answer.getheader("Content-Type") == "image/avif"
    assert answer.getheader("Content-Encoding") is None
    assert "max-age=31536000" in str(answer.getheader("Cache-Control"))


def test_one_connection_carries_several_answers(connection: http.client.HTTPConnection) -> None:
    get(connection, "/about/").read()
    socket = connection.sock

    get(connection, "/assets/look.css").read()

    assert connection.sock is socket


def test_what_is_missing_is_answered_with_the_page_for_that(connection: http.client.HTTPConnection) -> None:
    answer = get(connection, "/gone/deeper/", encoding="identity")

    assert (answer.status, answer.read()) == (404, b"Not here")


def test_a_folder_without_its_slash_leads_to_the_folder(connection: http.client.HTTPConnection) -> None:
    answer = get(connection, "/about")
    answer.read()

    assert (answer.status, answer.getheader("Location")) == (301, "/about/")
