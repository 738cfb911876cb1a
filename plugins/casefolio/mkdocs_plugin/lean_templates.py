"""Takes out of the theme's and casefolio's templates the white space that nobody sees; never touches anybody else's.

Material's templates are indented, and a quarter of what they print is blanks. Jinja's own `trim_blocks` would take
whole line breaks out, which stand between words here and there, and would do so in the templates of the site's owner.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BREAK = re.compile(r"\s*\n\s*")
#: Where every blank counts.
_KEPT = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


def make_lean(env: Environment, folder_paths: Iterable[Path | str]) -> None:
    """Lets templates print one line break where they have several, or blanks beside one.

    Args:
        env: the site's, before it has read any template.
        folder_paths: the folders of the templates that this is for, as they stand in the search path.
    """
    env.extend(lean_folders=tuple(f"{path}{os.sep}" for path in folder_paths))
    env.add_extension(_Lean)


class _Lean(Extension):
    """Changes what stands between the tags of a template, and nothing in them, so that lines keep their numbers."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """As Jinja asks it to, once for each template."""
        folders: tuple[str, ...] = getattr(self.environment, "lean_folders", ())
        is_ours = stream.filename is not None and stream.filename.startswith(folders)
        for token in stream:
            if is_ours and token.type == "data" and not _KEPT.search(token.value):
                yield Token(token.lineno, token.type, _BREAK.sub("\n", token.value))
            else:
                yield token
