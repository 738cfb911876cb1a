"""What reading one line of YAML promises."""

import pytest

from casefolio.loaders.yaml_lines import missing_space, quoted, read_line


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title: My title", "title", "My title"),
        ("  - name:  Ada ", "name", "Ada"),
        ("client:", "client", ""),
        ("just text", "", "just text"),
        ("time 12:30", "", "time 12:30"),
        ("at 12:30: noon", "at 12:30", "noon"),
        ('"a: b": c', "", '"a: b": c'),
        ("", "", ""),
        ("- - a: b", "a", "b"),
    ],
)
def test_a_line_falls_into_key_and_value(line: str, key: str, value: str) -> None:
    read = read_line(line)
    assert (read.key, read.value) == (key, value)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("title:My title", 6),
        ("  - name:Ada", 9),
        ("title: My title", None),
        ("https://example.org", None),
        ("12:30", None),
        ("title:", None),
        ("a:b: c", None),
    ],
)
def test_a_missing_space_is_found(line: str, column: int | None) -> None:
    assert missing_space(line) == column


@pytest.mark.parametrize(
    ("text", "in_quotes"),
    [("a: b", '"a: b"'), ('say "a"', "'say \"a\"'"), ("C:\\it's", "'C:\\it''s'"), ("x" * 80, f'"{"x" * 60}…"')],
)
def test_a_text_gets_the_quote_marks_that_need_the_least_care(text: str, in_quotes: str) -> None:
    assert quoted(text) == in_quotes
