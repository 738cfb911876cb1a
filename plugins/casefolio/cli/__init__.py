"""Owns the command line: reads arguments, calls the engine and prints what it answers; the only importer of click.

One module for each command. Whatever takes long to import is imported where it is needed, so that `--help` answers at
once.
"""

from casefolio.cli import (
    admin,
    build,
    checks,
    consent,
    explain,
    imports,
    init,
    new,
    preview,
    reminder,
    review,
    schema,
    serve,
)
from casefolio.cli.group import cli
from casefolio.cli.process import main

#: The commands, in the modules that declare them.
__all__ = [
    "admin",
    "build",
    "checks",
    "cli",
    "consent",
    "explain",
    "imports",
    "init",
    "main",
    "new",
    "preview",
    "reminder",
    "review",
    "schema",
    "serve",
]
