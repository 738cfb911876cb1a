"""Makes the files of the web form: its page, its configuration, and the form itself as it lies in the package."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from casefolio.admin_forms import layouts_of, make_config, render_config
from casefolio.content_policy import render_policy
from casefolio.json_files import write_text
from casefolio.settings import AdminSettings, Backend, Settings
from casefolio.views import Asset, TextFile

_PARTS_PATH = Path(__file__).parent / "admin"
#: The servers that the form talks to besides its own, by where the records are kept: theirs, and those of the
#: pictures that people have there.
_API = {Backend.LOCAL: "", Backend.GITHUB: "https://api.github.com", Backend.GITLAB: "https://gitlab.com"}
_AVATARS = {
    Backend.LOCAL: "",
    Backend.GITHUB: "https://avatars.githubusercontent.com",
    Backend.GITLAB: "https://gitlab.com https://secure.gravatar.com",
}


@dataclass(frozen=True, slots=True)
class WebForm:
    """What is published of the form.

    Attributes:
        files: its page and its configuration.
        assets: the form itself, the same for every site.
    """

    files: tuple[TextFile, ...] = ()
    assets: tuple[Asset, ...] = ()


def make_web_form(settings: Settings, terms: Mapping[str, tuple[str, ...]], record_paths: Iterable[str]) -> WebForm:
    """Makes the form of a portfolio.

    Args:
        settings: what the engine is told.
        terms: the words that a taxonomy is limited to, by taxonomy.
        record_paths: where records lie, `/`-separated.

    Returns:
        Nothing where the settings ask for no form.
    """
    if settings.admin is None:
        return WebForm()
    config = make_config(
        settings.admin,
        records_folder=_folder_in_repository(settings),
        terms=terms,
        layouts=layouts_of(record_paths),
        site_name=settings.site_name,
    )
    folder = settings.paths.admin
    title = escape(settings.site_name or "casefolio")
    page = (_PARTS_PATH / "index.html").read_text("utf-8")
    page = page.replace("{{ title }}", title).replace(
        "{{ policy }}", escape(render_policy(policy_rules(settings.admin)))
    )
    page = page.replace("{{ language }}", escape(settings.language)).replace("{{ backend }}", settings.admin.backend)
    return WebForm(
        (TextFile(f"{folder}/index.html", page), TextFile(f"{folder}/config.yml", render_config(config))),
        tuple(Asset(f"{folder}/{path.relative_to(_PARTS_PATH).as_posix()}", path) for path in _iter_parts()),
    )


def write_web_form(form: WebForm, site_path: Path) -> None:
    """Puts the form into a built site.

    Args:
        form: its files.
        site_path: the site's folder.

    Raises:
        OSError: the disk refuses; names the file.
    """
    for asset in form.assets:
        path = site_path / asset.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset.path, path)
    # Last, so that there is no page before there is all of it.
    for file in reversed(form.files):
        write_text(site_path / file.uri, file.text)


def policy_rules(admin: AdminSettings) -> dict[str, str]:
    """What the form's page may load and whom it may talk to; `frame-ancestors` can only be said in a header.

    Styles are written by the form while it runs; scripts are not, apart from WebAssembly, which makes WebP of photos.
    """
    api, avatars = _API[admin.backend], _AVATARS[admin.backend]
    return {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        "img-src": f"'self' blob: data: {avatars}",
        "media-src": "'self' blob:",
        "connect-src": f"'self' blob: data: {api} {admin.login_url}",
        "worker-src": "'self' blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def _iter_parts() -> Iterator[Path]:
    for path in sorted(_PARTS_PATH.rglob("*")):
        if path.is_file() and path.name != "index.html":
            yield path


def _folder_in_repository(settings: Settings) -> str:
    """The folder of the records, from the nearest folder above with a repository in it; else from the project's."""
    root_path = settings.root_path
    top_path = next((path for path in (root_path, *root_path.parents) if (path / ".git").exists()), root_path)
    return Path(os.path.relpath(settings.records_path, top_path)).as_posix()
