"""The web form shows records as they are, changes nothing but what somebody changes, and asks no other site."""

import difflib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.serving import serving
from tests.browser.web_form import CHOOSE_FOLDER, read_folder, write_folder
from tests.mkdocs_plugin.building import SECRETS, photo

from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, Taxonomies
from casefolio.validation import validate_record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT_PATH = Path(__file__).parents[2]
RECORDS = sorted(
    path
    for path in (ROOT_PATH / "case_studies").rglob("*")
    if path.suffix in {".md", ".yml"} and not path.name.startswith("_")
)
STARTER = "case_studies/path-by-the-river/index.md"
#: Runs `readRecord` and `writeRecord` with a record, and a change of what was read in between.
REWRITE = """async ([text, isMarkdown, change]) => {
  const { readRecord, writeRecord } = await import('/admin/record_text.js');
  const { parse } = await import('/admin/vendor/yaml.js');
  const config = parse(await (await fetch('/admin/config.yml')).text());
  const extension = isMarkdown ? 'md' : 'yml';
  const { fields } = config.collections.find((collection) => collection.extension === extension);
  const value = structuredClone(readRecord(text, fields, isMarkdown));
  new Function('value', change)(value);
  return writeRecord(value, fields, isMarkdown);
}"""


class Portfolio(NamedTuple):
    """A portfolio of `casefolio init`, built with the form."""

    root: Path
    url: str


def run(root: Path, *arguments: str) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    root = tmp_path_factory.mktemp("a portfolio")
    run(root, "casefolio", "init", ".")
    # Each of the layouts, so that the form has all of them.
    (root / "case_studies" / "short.yml").write_text(
        "title: A record in one file\nsummary: It is here so that the form has a list of records in YAML as well.\n"
        "client: Trefelin Libraries\nsections:\n  brief: Ask, and listen.\n",
        "utf-8",
    )
    run(root, "mkdocs", "build", "--strict", "--quiet")
    assert Path(run(root, "casefolio", "admin").strip()) == Path("site/admin/index.html")
    with serving(root / "site") as url:
        yield Portfolio(root, url)


@pytest.fixture
def page(browser: Browser, portfolio: Portfolio) -> Iterator[Page]:
    """A page of the site's own origin; a mistake, a refusal of the browser or a request elsewhere fails the test."""
    # A zone west of Greenwich, where a day without a time easily becomes the day before.
    context = browser.new_context(base_url=portfolio.url, timezone_id="America/Los_Angeles", locale="en-GB")
    found: list[str] = []
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda request: found.append(request.url) if is_elsewhere(request.url, portfolio.url) else None)
    yield page
    context.close()
    assert found == []


def is_elsewhere(address: str, url: str) -> bool:
    return not address.startswith((url, f"blob:{url}", "data:"))


@pytest.fixture
def form(page: Page, portfolio: Portfolio) -> Page:
    """The form, with a copy of the portfolio open in it."""
    page.add_init_script(CHOOSE_FOLDER)
    page.goto("admin/")
    paths = [path for path in portfolio.root.rglob("*") if path.is_file() and "site" not in path.parts]
    files = {path.relative_to(portfolio.root).as_posix(): path.read_bytes() for path in paths}
    write_folder(page, {".git/HEAD": b"ref: refs/heads/main\n", **files})
    page.reload()
    page.get_by_role("button", name="Work with Local Repository").click()
    expect(page.get_by_text("The path that forty people drew")).to_be_visible()
    return page


def open_starter(form: Page) -> None:
    form.get_by_text("The path that forty people drew").click()
    expect(form.get_by_role("textbox", name="Title")).to_have_value("The path that forty people drew")


def reveal(form: Page, key: str) -> Locator:
    """A field, which the form makes when it comes near to the screen."""
    field = form.locator(f"[data-key-path='{key}']")
    for _ in range(60):
        if field.count():
            break
        form.locator("[data-key-path]").last.scroll_into_view_if_needed()
        form.wait_for_timeout(50)
    field.scroll_into_view_if_needed()
    return field


def show_photo(form: Page) -> Locator:
    """The field of the focal point."""
    reveal(form, "photo")
    photo = form.locator(".cf-focal-photo")
    reveal(form, "photo.caption")
    photo.scroll_into_view_if_needed()
    expect(photo.locator("img")).to_be_visible()
    return photo


def save(form: Page) -> None:
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Entry saved.")).to_be_visible()


def changed_lines(before: str, after: str) -> list[str]:
    """What a reviewer sees: the lines that went, with `-`, then those that came, with `+`."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [line for sign in "-+" for line in lines if line.startswith(sign)]


def read(text: str, path: Path) -> CaseStudy:
    """The record as casefolio reads it."""
    path.write_text(text, "utf-8", newline="")
    record, report = load_record(path, path.parent, "en")
    study = validate_record(record, Taxonomies(), report) if record else None
    assert study is not None, [item.message for item in report.diagnostics]
    return study


@pytest.fixture
def scripts(page: Page) -> Page:
    """A page beside the form's scripts, without the form."""
    page.goto("admin/vendor/LICENSES.txt")
    return page


def rewrite(scripts: Page, text: str, change: str = "", *, ending: str = ".md") -> str:
    result: str = scripts.evaluate(REWRITE, [text, ending == ".md", change])
    return result


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name if path.stem == "index" else path.stem)
def test_a_record_that_nobody_changes_keeps_every_byte(scripts: Page, path: Path) -> None:
    text = path.read_text("utf-8")
    assert rewrite(scripts, text, ending=path.suffix) == text
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert rewrite(scripts, windows, ending=path.suffix) == windows


FIRST_LINE = (
    "I have walked here every morning since my knee was done. Nobody had ever asked me which stile was the trouble."
)

CHANGES: Mapping[str, tuple[str, list[str]]] = {
    "a title that needs quote marks": (
        "value.title = 'The path: a story'",
        ["-title: The path that forty people drew", '+title: "The path: a story"'],
    ),
    "a text that YAML takes for no": ("value.places = ['No']", ["-places: [Elvet]", '+places: ["No"]']),
    "a number": ("value.testimonials[1].group_size = 12", ["+    group_size: 12"]),
    "a day": ("value.review_by = '2027-01-31'", ["+review_by: 2027-01-31"]),
    "a point": (
        "value.photo.focal = { x: 0.1, y: 0.9 }",
        ["-  focal: {x: 0.66, y: 0.45}", "+  focal: {x: 0.1, y: 0.9}"],
    ),
    "a field taken away": ("value.featured = null", ["-featured: true"]),
    "yes becomes no": ("value.featured = false", ["-featured: true", "+featured: false"]),
    "a credit written as a sentence": (
        "value.photo.credit = 'Photo by Sample Name on Unsplash'",
        [
            "-  credit:",
            "-    author: casefolio contributors",
            "-    licence: CC0 1.0",
            "+  credit: Photo by Sample Name on Unsplash",
        ],
    ),
    "a folded quote": (
        "value.testimonials[0].quote = 'Nobody had ever asked me which stile was the trouble.'",
        [
            "-  - quote: >-",
            f"-      {FIRST_LINE}",
            "-      It was the second one, and it is a gate now.",
            "+  - quote: Nobody had ever asked me which stile was the trouble.",
        ],
    ),
    "a quote of two paragraphs": (
        "value.testimonials[1].quote = 'We came.\\n\\nWe went home.'",
        [
            "-  - quote: We came to defend our budget, and went home with a pencil each.",
            "+  - quote: |-",
            "+      We came.",
            "+",
            "+      We went home.",
        ],
    ),
    "the first field of an item taken away": (
        "value.outcomes[0] = { statement: 'Forty people walk it.', value: '', unit: '', label: '', source: 'A' }",
        [
            "-  - value: 40",
            "-    unit: people",
            "-    label: walk the path on a rota and mend what they find",
            "-    source: The group's rota, September 2025",
            "+  - statement: Forty people walk it.",
            "+    source: A",
        ],
    ),
    "an item taken away": (
        "value.outcomes.pop()",
        ["-  - statement: The path stays open in winter, for the first time in six years."],
    ),
    "items in another order": (
        "value.testimonials.reverse(); value.testimonials.pop()",
        [
            "-  - quote: >-",
            f"-      {FIRST_LINE}",
            "-      It was the second one, and it is a gate now.",
            "-    pull: Nobody had ever asked me which stile was the trouble.",
            "-    name: Marged Pell",
            "-    role: Walker",
            "-    date: 2025-09",
            "-    featured: true",
            "-    consent:",
            "-      status: granted",
            "-      given_on: 2025-09-20",
            "-      scope: [website]",
            "-      evidence: form 3/2025",
        ],
    ),
    "an item added": (
        "value.testimonials.push({ quote: 'A last word: thanks.', name: 'Ada Bell', consent: { status: 'granted' } })",
        [
            '+  - quote: "A last word: thanks."',
            "+    name: Ada Bell",
            "+    consent:",
            "+      status: granted",
        ],
    ),
    "a field in a list in a list": (
        "value.testimonials[1].consent.scope = ['website', 'print']",
        ["-      scope: [website]", "+      scope: [website, print]"],
    ),
    "the text of the page": (
        "value.body += '\\n\\nOne more line.'",
        ["+", "+One more line."],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_all_that_a_reviewer_sees(scripts: Page, portfolio: Portfolio, tmp_path: Path, name: str) -> None:
    change, lines = CHANGES[name]
    # Comments, a key that nobody knows, and quote marks that need not be there.
    text = (portfolio.root / STARTER).read_text("utf-8")
    text = text.replace("period:\n", "# When it was\nperiod:   # in months\n").replace("sectors: [", "sectors:  [ ")
    written = rewrite(scripts, text, change)
    assert changed_lines(text, written) == lines
    read(written, tmp_path / "study.md")
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert rewrite(scripts, windows, change) == "\ufeff" + written.replace("\n", "\r\n")
    # Read and saved once more, nothing moves.
    assert rewrite(scripts, written) == written


def test_what_was_one_text_becomes_fields_and_one_text_again(scripts: Page, tmp_path: Path) -> None:
    text = "title: A record in one file\nsummary: It has a client with nothing but a name.\nclient: Trefelin Halls\n"
    fields = rewrite(scripts, text, "value.client.url = 'https://www.example.org/'", ending=".yml")
    assert changed_lines(text, fields) == [
        "-client: Trefelin Halls",
        "+client:",
        "+  name: Trefelin Halls",
        "+  url: https://www.example.org/",
    ]
    assert read(fields, tmp_path / "study.yml").client.url == "https://www.example.org/"
    other = rewrite(scripts, text, "value.client.name = 'Elvet Libraries'", ending=".yml")
    assert changed_lines(text, other) == ["-client: Trefelin Halls", "+client: Elvet Libraries"]


def test_a_new_record_is_written_in_the_order_of_the_form(scripts: Page, tmp_path: Path) -> None:
    change = """
      delete value.casefolio_source;
      Object.assign(value, {
        title: 'A path for everybody', status: 'draft', client: { name: 'Friends of the Elvet Path' },
        summary: 'Forty people walked a path that was to be closed, and drew what it needed.',
        photo: { src: 'path.webp', alt: 'A path', focal: { x: 0.25, y: 0.5 }, credit: 'Photo by Sample Name' },
        featured: false, partners: [], body: '## The brief\\n\\nAsk.',
      });
    """
    written = rewrite(scripts, "", change)
    assert written == (
        "---\ntitle: A path for everybody\nsummary: Forty people walked a path that was to be closed, and drew what it "
        "needed.\nstatus: draft\nclient:\n  name: Friends of the Elvet Path\nphoto:\n  src: path.webp\n  alt: A path\n"
        "  focal:\n    x: 0.25\n    y: 0.5\n  credit: Photo by Sample Name\n---\n\n## The brief\n\nAsk.\n"
    )
    assert read(written, tmp_path / "study.md").photo is not None


def test_fields_that_cannot_be_read_are_never_written_over(scripts: Page) -> None:
    text = "---\ntitle: [one\nsummary: two\n---\n\nText.\n"
    with pytest.raises(Exception, match="casefolio check says why"):
        rewrite(scripts, text, "value.title = 'Another title'")


def test_a_study_is_changed_in_the_form(form: Page, portfolio: Portfolio) -> None:
    open_starter(form)
    form.get_by_role("textbox", name="Title").fill("The path that everybody drew")

    photo = show_photo(form)
    box = photo.bounding_box()
    assert box is not None
    photo.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(photo).to_have_accessible_name("Focal point: 25 % from the left, 75 % from the top")
    expect(photo).to_be_focused()
    form.keyboard.press("ArrowRight")
    form.keyboard.press("Shift+ArrowUp")
    expect(form.locator(".cf-focal-words")).to_have_text("26 % from the left, 65 % from the top")

    reveal(form, "testimonials").get_by_role("button", name=re.compile("Add .*testimonial")).click()
    reveal(form, "testimonials.2.quote").locator("textarea").fill("We drew it: all of it.")
    reveal(form, "testimonials.2.role").locator("input").fill("Neighbour")

    save(form)
    before = (portfolio.root / STARTER).read_text("utf-8")
    files = read_folder(form)
    assert changed_lines(before, files[STARTER].decode()) == [
        "-title: The path that forty people drew",
        "-  focal: {x: 0.66, y: 0.45}",
        "+title: The path that everybody drew",
        "+  focal: {x: 0.26, y: 0.65}",
        '+  - quote: "We drew it: all of it."',
        "+    role: Neighbour",
    ]


def test_a_study_is_added_with_its_photo_cleaned(form: Page, portfolio: Portfolio, tmp_path: Path) -> None:
    photo_path = tmp_path / "From a phone.jpg"
    photo_path.write_bytes(photo(3600, 2400))
    form.get_by_role("button", name=re.compile("New")).click()
    title = form.get_by_role("textbox", name="Title")
    for _ in range(10):
        # The form fills in what every new study has, and only then keeps what is written.
        title.fill("A path for everybody")
        form.wait_for_timeout(300)
        if title.input_value():
            break
    form.get_by_role("textbox", name="Summary").fill("Forty people walked a path and drew what it needed most of all.")
    reveal(form, "client.name").locator("input").fill("Friends of the Elvet Path")
    reveal(form, "photo").get_by_role("checkbox", name=re.compile("Add .*Photo")).click()
    reveal(form, "photo.src").get_by_role("button", name="Browse").click()
    with form.expect_file_chooser() as chooser:
        form.get_by_role("dialog").get_by_role("button", name="Upload").click()
    chooser.value.set_files(photo_path)
    form.get_by_role("dialog").get_by_role("button", name="Insert").click()
    # Made anew as WebP, which takes its time.
    expect(form.locator("[data-key-path='photo.src'] img")).to_be_attached(timeout=60_000)
    show_photo(form)
    reveal(form, "photo.alt").locator("input").fill("A path between two hedges")
    reveal(form, "photo.credit").locator(".cf-input").fill("Photo by Sample Name")
    expect(title).to_have_value("A path for everybody")
    save(form)

    files = read_folder(form)
    folder = "case_studies/a-path-for-everybody/"
    names = {path.removeprefix(folder) for path in files if path.startswith(folder)}
    [photo_name] = names - {"index.md"}
    content = files[folder + photo_name]
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("WEBP", (3200, 2133))
        assert not image.getexif()
    assert not any(secret.encode() in content for secret in SECRETS)
    study = portfolio.root / folder
    study.mkdir()
    for name in names:
        (study / name).write_bytes(files[folder + name])
    assert "status: draft" in files[folder + "index.md"].decode()
    assert json.loads(run(portfolio.root, "casefolio", "check", str(study), "--format", "json"))["diagnostics"] == []


def test_the_form_fits_on_a_phone(form: Page) -> None:
    form.set_viewport_size({"width": 390, "height": 844})
    open_starter(form)
    show_photo(form)
    widths: Any = form.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
