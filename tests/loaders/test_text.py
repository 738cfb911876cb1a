"""What turning bytes into text promises."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loaders.goldens import shown

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.loaders.text import decode_text, load_text

_SAVE_AS = "open the file in your editor, choose “Save as” or “Save with encoding”, and choose UTF-8"


def _decode(data: bytes) -> tuple[str | None, list[str]]:
    report = Report()
    return decode_text(data, "a.md", report), shown(report)


@pytest.mark.parametrize("data", [b"a\nb\n", b"\xef\xbb\xbfa\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\r\nb\n"])
def test_byte_order_marks_and_line_ends_make_no_difference(data: bytes) -> None:
    assert _decode(data) == ("a\nb\n", [])


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n"])
def test_white_space_alone_is_empty(data: bytes) -> None:
    assert _decode(data) == (None, ["a.md:1:1: error CF102: the file is empty; write the record, or delete the file"])


def test_a_wrong_byte_is_shown_as_windows_would() -> None:
    text = "title: x\r\nsummary: Café – caf".encode() + b"\xe9\n"
    message = "a.md:2:20: error CF101: the file is not UTF-8 text: here it has `é` as Windows-1252 would write it; "
    assert _decode(text) == (None, [message + _SAVE_AS])


def test_a_byte_that_windows_does_not_know_is_shown_as_a_number() -> None:
    message = "a.md:1:2: error CF101: the file is not UTF-8 text: it has the byte 81 here; "
    assert _decode(b"a\x81") == (None, [message + _SAVE_AS])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    message = "a.md:1:1: error CF101: the file is saved as UTF-16, not as UTF-8; "
    assert _decode("---\ntitle: A study\n---\n".encode(encoding)) == (None, [message + _SAVE_AS])


def test_a_control_character_is_reported_and_replaced() -> None:
    assert _decode("a\nb\x00c\x92".encode()) == (
        "a\nb\ufffdc\ufffd",
        [
            (
                "a.md:2:2: error CF116: the character U+0000 cannot be seen and does not belong in a text; "
                "delete it: put the cursor after it and press Backspace"
            ),
            (
                "a.md:2:4: error CF116: the character U+0092 cannot be seen and does not belong in a text; "
                "write `’` instead, which it was before a wrong conversion"
            ),
        ],
    )


def test_a_file_full_of_control_characters_does_not_fill_the_screen() -> None:
    _, found = _decode(b"ab\x01" * 1000)
    assert len(found) == 21
    assert found[-1] == (
        "a.md:1:63: error CF116: the file has 980 more characters of this kind from here on; "
        "check that it is a text, and save it again as one"
    )


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    file_path = tmp_path / "a.md"
    file_path.write_bytes(b"a" * 256 * 1024)
    report = Report()
    assert load_text(file_path, "a.md", report) == "a" * 256 * 1024
    file_path.write_bytes(b"a" * (256 * 1024 + 1))
    assert load_text(file_path, "a.md", report) is None
    assert shown(report) == [
        (
            "a.md:1:1: error CF109: the file has 257 KB, and `limits.record_kilobytes` is 256; "
            "shorten it; photos and long papers lie in files of their own"
        )
    ]


def test_a_file_that_has_gone_is_unreadable(tmp_path: Path) -> None:
    report = Report()
    assert load_text(tmp_path / "a.md", "a.md", report) is None
    assert shown(report) == ["a.md:1:1: error CF113: the file is not there any more; save it again, or build again"]


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    report = Report()
    assert load_text(tmp_path, "a.md", report) is None
    assert [diagnostic.code for diagnostic in report.diagnostics] == [Code.UNREADABLE_FILE]


def test_a_file_without_the_right_to_read_it_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_path = tmp_path / "a.md"
    file_path.write_text("a", "utf-8")
    if os.geteuid() == 0:  # root may read everything

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    else:
        file_path.chmod(0)
    report = Report()
    assert load_text(file_path, "a.md", report) is None
    assert shown(report) == [
        (
            "a.md:1:1: error CF113: the file may not be read; "
            "give yourself the right to read it, or ask whoever looks after this computer"
        )
    ]


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    report = Report()
    text = decode_text(data, "a.md", report)
    assert (text is None) <= report.has_errors
    assert text is None or not {"\r", "\x00", "\x85"} & set(text)
