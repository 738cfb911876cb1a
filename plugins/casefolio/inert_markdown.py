"""Writes any text into Markdown so that it is only shown: no markup, link, mention or command; prints nothing."""

import re

from casefolio.reporting import escape_controls

#: Breaks a word for programs, and for no reader.
_BREAK = "\u200b"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: What means something anywhere in a line, or at its beginning only.
_SIGNS = re.compile(r"([\\`*_\[\]|~$]|^[-+=#])")
_NUMBER = re.compile(r"^(\d+)([.)])")
#: What GitHub and GitLab make links of in finished text, where an escape has gone already: people, issues, requests,
#: labels, commits, addresses and the names of pictures. An invisible space behind the sign keeps them from it.
_LINKED = re.compile(
    r"[@#!~%&$](?=\w)"  # @person, #12, !12, ~label, %milestone, &epic, $snippet
    r"|GH-(?=\d)"
    r"|(?<=[A-Za-z]):(?=//)"
    r"|(?:mailto|xmpp):(?=\S)"
    r"|www(?=\.)"
    r"|:(?=[\w+-]+:)"
    r"|\b[0-9a-f](?=[0-9a-f]{6,63}\b)",
    re.IGNORECASE,
)
#: By which a GitHub runner finds a command, wherever it stands in a line.
_COMMAND = re.compile(r"(#)(?=#\[)|(:)(?=:)")


def inert(text: str) -> str:
    r"""A text on one line, to be read as it is.

    Args:
        text: any.

    Returns:
        Its words with one space between them, and empty for white space alone. It never opens or closes what stands
        around it; characters that a terminal would obey are written as `\x1b` and the like.
    """
    line = escape_controls(" ".join(text.split()))
    line = _LINKED.sub(lambda match: match[0] + _BREAK, _break_commands(line))
    line = "".join(_ENTITIES.get(character, character) for character in line)
    return _NUMBER.sub(r"\1\\\2", _escape_signs(line))


def _escape_signs(line: str) -> str:
    return _SIGNS.sub(r"\\\1", line)


def _break_commands(line: str) -> str:
    return _COMMAND.sub(lambda match: match[0] + _BREAK, line)


def code(text: str) -> str:
    """A path, an address or the like as code on one line; nothing in it is markup or a link.

    Args:
        text: any.
    """
    line = _break_commands(escape_controls(" ".join(text.split())))
    if not line:
        return ""
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def message(text: str) -> str:
    """A message of ours, in which names and values stand between backquotes.

    Args:
        text: any; where the backquotes of a value leave one over, all of it is shown as it is.
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return inert(text)
    shown = []
    for number, part in enumerate(parts):
        if number % 2:
            shown.append(code(part))
        else:
            # The spaces around code count.
            before, after = (" " if part[:1].isspace() else ""), (" " if part[-1:].isspace() else "")
            words = inert(part)
            shown.append(f"{before}{words}{after}" if words else before or after)
    return "".join(shown).strip()
