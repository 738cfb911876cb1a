"""Makes a preview of a site that has been built: marks its pages, and keeps search engines out."""

from pathlib import Path

from casefolio.json_files import write_text
from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.phrases import phrases_for
from casefolio.preview_marks import ROBOTS_TEXT, SITEMAPS, mark_page
from casefolio.settings import Settings


def mark_site(site_path: Path, settings: Settings) -> None:
    """Marks every page, and writes what search engines read first.

    Args:
        site_path: the site's folder. Its files may be links to those of the cache, so none is written into.
        settings: of the build.
    """
    form_uri = f"{settings.paths.admin}/index.html" if settings.admin else ""
    words = phrases_for(settings.language).ribbon
    for uri in sorted(iter_uris(site_path)):
        # The web form is no page that anybody could take for the site's, and has its window to itself.
        if uri.endswith((".html", ".htm")) and uri != form_uri:
            path = site_path / uri
            try:
                html = path.read_bytes().decode()
            except UnicodeDecodeError:
                continue  # Somebody's own file, in another encoding; the headers and `robots.txt` are for it as well.
            write_text(path, mark_page(html, words, settings.language))
    write_text(site_path / "robots.txt", ROBOTS_TEXT)
    for uri in SITEMAPS:
        (site_path / uri).unlink(missing_ok=True)
