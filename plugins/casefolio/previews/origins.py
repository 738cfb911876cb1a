"""Keeps previews of strangers' changes off the address of the site and of its web form."""

from urllib.parse import urlsplit

from casefolio.previews.faults import PreviewError, shown


def check_origins(site_url: str, previews_url: str) -> None:
    """Makes sure that previews stand on another host than the site.

    Pages of one host can read what the browser keeps for it, such as the key that the web form is signed in with. That
    two sites are in different folders is no help: all Pages of one owner on `github.io` are one host.

    Args:
        site_url: `site_url` of mkdocs.yml.
        previews_url: where previews are published.

    Raises:
        PreviewError: they don't, or nobody can tell.
    """
    if not previews_url.startswith("https://") or not _host(previews_url):
        msg = f"previews can't be published at {shown(previews_url)}; write an address that begins with https://"
        raise PreviewError(msg)
    if not _host(site_url):
        msg = (
            "nobody can tell whether previews stand on another host than the site; "
            "write the address of the site as `site_url` into mkdocs.yml"
        )
        raise PreviewError(msg)
    if _host(site_url) == _host(previews_url):
        msg = (
            f"previews would stand on the host of the site, {shown(_host(site_url))}: "
            "strangers' pages could read there what the web form keeps. Publish them on a host of their own"
        )
        raise PreviewError(msg)


def _host(url: str) -> str:
    """In small letters; empty where there is none. The port doesn't count, since cookies are read on every one."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
