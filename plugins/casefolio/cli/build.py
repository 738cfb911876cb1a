"""`casefolio build`: makes the site, and as little of it as it has to."""

import gc
import math
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casefolio.cli.group import FILE, ConfigurationError, as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, find_config, shown
from casefolio.timings import Timings, render_timings, render_timings_json

if TYPE_CHECKING:
    from casefolio.last_builds import LastBuild
    from casefolio.mkdocs_plugin.building import Built

#: Where the cache is, unless mkdocs.yml says otherwise in a line of its own: the file is not parsed for this.
_CACHE = ".cache/casefolio"
_CACHE_OPTION = re.compile(r"^\s+cache:\s*['\"]?([^'\"\s#]+)", re.MULTILINE)
_NOTE = "last-build.seal"


@cli.command(
    epilog=examples(
        "casefolio build", "casefolio build --strict --site-dir public", "casefolio build --as-of 2027-01-01"
    )
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("-d", "--site-dir", metavar="DIR", default="", help="Where the site goes, if not where mkdocs.yml says.")
@click.option("--all", "is_whole", is_flag=True, help="Even if nothing has changed.")
@click.option("--timings", "is_timed", is_flag=True, help="Tell what took how long, and what was kept.")
@click.option("--timings-json", "timings_path", type=FILE, metavar="FILE", help="Write the same into a file, as JSON.")
@as_of_option
@config_option
@click.pass_context
def build(
    context: click.Context,
    site_dir: str,
    as_of: str,
    timings_path: Path | None,
    *,
    strict: bool,
    is_whole: bool,
    is_timed: bool,
) -> None:
    """Makes the site.

    It makes what `mkdocs build` makes, to the byte. If nothing has changed since it made the site, the site stays as it
    is; otherwise only records that have changed are read and checked again.
    """
    from casefolio.last_builds import given, read_last_build  # noqa: PLC0415 - not for `--help`

    timings = Timings()
    config_path = _find_config(context)
    if as_of:
        from casefolio.clocks import AS_OF_VARIABLE  # noqa: PLC0415 - slow to import

        clock(as_of)  # A day that can't be read is told here, and not by the host.
        os.environ[AS_OF_VARIABLE] = as_of
    # A notice about MkDocs' own future, which would stand above what editors are to read.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    arguments = given((str(config_path), "strict" if strict else "", site_dir), os.environ)
    began = time.time()
    note_path = _guess_cache(config_path) / _NOTE
    last = None if is_whole else read_last_build(note_path)
    done = _go_on(last, note_path, arguments, began, timings) if last else ""
    if last is None or not done:
        _build(config_path, site_dir, arguments, began, timings, is_strict=strict)
    else:
        for level, words in last.messages:
            click.echo(click.style(f"{level:<8}-  ", fg="yellow") + shown(words), err=True)
        click.echo(shown(done))
    if is_timed:
        click.echo(render_timings(timings))
    if timings_path:
        try:
            timings_path.write_text(render_timings_json(timings), encoding="utf-8")
        except OSError as error:
            msg = f"the timings can't be written: {error.strerror}: {error.filename}"
            raise click.ClickException(shown(msg)) from None


def _go_on(last: "LastBuild", note_path: Path, arguments: list[str], began: float, timings: Timings) -> str:
    """Does what little there is to do since the last build, and says so; empty where everything has to be built."""
    sources = last.look(arguments, began)
    if sources is None:
        return ""
    site = os.path.relpath(last.site_dir)
    if not sources.changed:
        return f"nothing has changed: {site} is as it was" if last.has_its_site() else ""
    gc.disable()
    from casefolio.last_builds import SITE_NAME  # noqa: PLC0415 - as above
    from casefolio.mkdocs_plugin.amended_sites import amend_site  # noqa: PLC0415 - slow to import
    from casefolio.reporting import count_words  # noqa: PLC0415 - as above

    amended = amend_site(note_path, note_path.with_name(SITE_NAME), last, sources, began, timings)
    if amended is None:
        return ""
    if not amended.uris:
        return f"nothing has changed: {site} is as it was"
    return f"{count_words(amended.page_count, 'page')} made anew in {site}, since only texts have changed"


def _build(
    config_path: Path, site_dir: str, arguments: list[str], began: float, timings: Timings, *, is_strict: bool
) -> None:
    # The process ends with the build, and what it makes it needs to the end.
    gc.disable()
    from casefolio.mkdocs_plugin.building import build_site  # noqa: PLC0415 - slow to import

    built = build_site(config_path, site_dir, began, timings, is_strict=is_strict)
    _note(built, arguments, began)
    # Nor has anything of it to be looked at once more on the way out.
    gc.freeze()


def _note(built: "Built", arguments: list[str], began: float) -> None:
    from casefolio.last_builds import CLOCK_VARIABLES, next_midnight, note_build  # noqa: PLC0415 - as above

    if built.roots is None:
        return
    has_own_clock = any(os.environ.get(name) for name in CLOCK_VARIABLES)
    ends = () if has_own_clock else (next_midnight(began), built.holds_until or math.inf)
    note_build(
        built.cache_path / _NOTE,
        roots=built.roots,
        site_dir=built.site_dir,
        arguments=arguments,
        began=began,
        holds_until=min(ends, default=math.inf),
        messages=built.messages,
    )


def _guess_cache(config_path: Path) -> Path:
    """Where the cache surely is, or where nothing is found."""
    try:
        found = _CACHE_OPTION.search(config_path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        found = None
    return config_path.parent / (found[1] if found else _CACHE)


def _find_config(context: click.Context) -> Path:
    path = find_config(context)
    if path is None:
        msg = "there is no mkdocs.yml here or above; `casefolio init` makes a portfolio"
        raise ConfigurationError(msg)
    return path.resolve()
