"""Turns the table of explanations into text for a terminal and into the manual's page of codes; prints nothing."""

import re
from collections.abc import Iterable, Iterator

from casefolio.codes import Code
from casefolio.explanations import EXPLANATIONS, GROUPS, Explanation, Form
from casefolio.nearest import nearest
from casefolio.text_reports import Paint, TextStyle, wrap_words

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_WORD_OF_CODE = re.compile(r"(?:cf)?[-_ ]?(\d+)", re.IGNORECASE)
_PLAIN = TextStyle()
#: As wide as the other pages of the manual.
_MANUAL = TextStyle(width=120)

#: How the page of the manual colours an example. Wrong files are no YAML or Markdown that any program could read.
_LANGUAGES = {Form.BODY: "markdown", Form.FIELDS: "yaml", Form.PAGE: "markdown", Form.TERMS: "yaml"}

_INTRODUCTION = """\
# Codes

Every message has a code. Codes keep their meaning for good, so you can search for them here. An error has to be mended
before the site is built; a warning is worth a look.

The message itself shows the value and says what to write. The tables tell what is behind it, and each code leads to its
reason and to an example. `casefolio explain CF202` prints the same in the terminal.
"""


class UnknownCodeError(LookupError):
    """No rule has this code; `near` is the one that was perhaps meant."""

    def __init__(self, written: str, near: str | None) -> None:
        """Keeps both."""
        super().__init__(written)
        self.written = written
        self.near = near


def find_code(written: str) -> Code:
    """Finds a code as people write it: `CF202`, `cf202`, `202`.

    Raises:
        UnknownCodeError: there is none.
    """
    codes = {code.id: code for code in Code}
    number = _WORD_OF_CODE.fullmatch(written.strip())
    code_id = f"CF{number[1]}" if number else written.strip().upper()
    if code_id not in codes:
        raise UnknownCodeError(written, nearest(code_id, codes))
    return codes[code_id]


def render_explanation(code: Code, style: TextStyle = _PLAIN) -> str:
    """Everything that is told about one rule, for a terminal."""
    explanation = EXPLANATIONS[code]
    name = style.of_severity(f"{code.severity} {code.id}", code.severity)
    parts = [f"{name}: {code.summary}"]
    # Some rules are so simple that their title says all.
    if explanation.meaning.lower() != f"{code.summary.lower()}.":
        parts.append(wrap_words(_plain(explanation.meaning), style))
    for label, text in (("why", explanation.why), ("what to do", explanation.mend)):
        words = wrap_words(f"{label}: {_plain(text)}", style)
        parts.append(words.replace(f"{label}:", style.paint(f"{label}:", Paint.HELP), 1))
    bar = style.paint("|", Paint.GUTTER)
    for label, text in ((f"wrong ({explanation.form.value})", explanation.wrong), ("right", explanation.right)):
        lines = (f"  {bar} {line}".rstrip() for line in text.rstrip("\n").split("\n"))
        parts.append("\n".join((style.paint(f"{label}:", Paint.STRONG), *lines)))
    return "\n\n".join(parts)


def render_codes(style: TextStyle = _PLAIN) -> str:
    """All codes with what each means in a few words, for a terminal."""
    groups = []
    for digit, title in GROUPS.items():
        rows = (
            f"  {code.id}  {style.of_severity(f'{code.severity:<7}', code.severity)}  {code.summary}"
            for code in _codes_of(digit)
        )
        groups.append("\n".join((style.paint(title, Paint.STRONG), *rows)))
    return "\n\n".join((*groups, "`casefolio explain CF202` tells more about one of them"))


def render_manual() -> str:
    """The manual's page `codes.md`."""
    parts = [_INTRODUCTION]
    for digit, title in GROUPS.items():
        codes = tuple(_codes_of(digit))
        parts += [f"## {title}\n", "\n".join((*_iter_rows(codes), ""))]
        parts += [_manual_entry(code, EXPLANATIONS[code]) for code in codes]
    return "\n".join(parts)


def _codes_of(digit: str) -> Iterator[Code]:
    return (code for code in Code if code.id.removeprefix("CF")[0] == digit)


def _iter_rows(codes: Iterable[Code]) -> Iterator[str]:
    yield "| code | severity | what it means | how to mend it |"
    yield "| --- | --- | --- | --- |"
    for code in codes:
        explanation = EXPLANATIONS[code]
        cells = (f"[{code.id}](#{code.id.lower()})", code.severity, explanation.meaning, explanation.mend)
        yield f"| {' | '.join(cells)} |"


def _manual_entry(code: Code, explanation: Explanation) -> str:
    lines = [f"### {code.id}", "", wrap_words(f"{explanation.meaning} {explanation.why}", _MANUAL)]
    if explanation.form is Form.WORDS:
        lines += ["", f"- Wrong: {explanation.wrong}.", f"- Right: {explanation.right}."]
    else:
        language = _LANGUAGES.get(explanation.form, "text")
        for label, text in (("Wrong", explanation.wrong), ("Right", explanation.right)):
            where = f" ({explanation.form.value})" if label == "Wrong" else ""
            lines += ["", f"{label}{where}:", "", f"```{language}", *text.splitlines(), "```"]
    return "\n".join((*lines, ""))


def _plain(text: str) -> str:
    """Without the addresses of links, which lead to other pages of the manual."""
    return _LINK.sub(r"\1", text)
