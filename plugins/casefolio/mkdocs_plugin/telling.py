"""Prints diagnostics through MkDocs' log, and ends a build that may not go on."""

import shutil
import sys

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from casefolio.builds import Build
from casefolio.codes import Severity
from casefolio.reporting import count_words, select_weightiest
from casefolio.settings import Settings
from casefolio.source_lines import SourceLines
from casefolio.text_reports import TextStyle, fit_width, render_diagnostic

log = get_plugin_logger("casefolio")

#: https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/__main__.py#L66-L73
_LOG_INDENT = 11


def log_style() -> TextStyle:
    """MkDocs has colours of its own, and in a terminal it breaks lines and indents them."""
    columns = shutil.get_terminal_size((0, 0)).columns - _LOG_INDENT if sys.stdout.isatty() else 0
    return TextStyle(fit_width(max(columns, 0)))


def tell(result: Build, settings: Settings, *, is_serving: bool, is_strict: bool) -> None:
    """Prints every diagnostic.

    Args:
        result: of the engine.
        settings: of the build.
        is_serving: whether this is a preview, which no mistake ends.
        is_strict: whether a warning ends the build.

    Raises:
        PluginError: there is an error, or in strict mode a warning, and this is no preview. MkDocs itself ends a
            strict build only after it has replaced the site.
    """
    style, lines = log_style(), SourceLines(settings.root_path)
    shown = select_weightiest(result.diagnostics)
    for diagnostic in shown:
        text = render_diagnostic(diagnostic, lines.line(diagnostic.position), style)
        if is_serving and is_strict:
            # `mkdocs serve --strict` ends at the first warning, and a preview must not.
            log.info("%s", text)
        elif diagnostic.severity is Severity.ERROR:
            log.error("%s", text)
        else:
            log.warning("%s", text)
    if len(shown) < len(result.diagnostics):
        log.info("and %d more", len(result.diagnostics) - len(shown))
    if result.record_count == 0:
        log.info('there are no case studies yet: `casefolio new "A title"` makes the first')
    if is_serving:
        return
    errors = sum(diagnostic.is_error for diagnostic in result.diagnostics)
    if errors or (is_strict and result.diagnostics):
        found = count_words(errors, "error") if errors else count_words(len(result.diagnostics), "warning")
        mode = "" if errors else " (--strict)"
        msg = f"{found} in the case studies{mode}; the site was not touched"
        raise PluginError(msg)
