import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casefolio.clocks import ClockError, read_clock
from casefolio.option_models import Options
from casefolio.options import make_settings, read_options
from casefolio.settings import (
    Audience,
    ConsentPolicy,
    CropSettings,
    PagePaths,
    PhotoFormat,
    PhotoLimits,
    PhotoSettings,
    Ratio,
    RecordLimits,
    Settings,
)


def options_of(raw: dict[str, Any]) -> Options:
    options = read_options(raw)
    assert isinstance(options, Options)
    return options


def settings_of(raw: dict[str, Any], root_path: Path, **changes: object) -> Settings:
    fields: dict[str, Any] = {
        "root_path": root_path,
        "pages_path": root_path / "docs",
        "language": "cy",
        "has_directory_urls": False,
        "now": datetime(2026, 3, 1, tzinfo=UTC),
    }
    return make_settings(options_of(raw), **(fields | changes))


def test_no_options_give_the_defaults(tmp_path: Path) -> None:
    settings = settings_of({}, tmp_path)
    assert settings == Settings(
        root_path=tmp_path,
        records_path=tmp_path / "case_studies",
        pages_path=tmp_path / "docs",
        cache_path=tmp_path / ".cache" / "casefolio",
        now=datetime(2026, 3, 1, tzinfo=UTC),
        language="cy",
        has_directory_urls=False,
    )
    assert settings.paths == PagePaths()
    assert settings.photos == PhotoSettings()
    assert settings.audience is Audience.PUBLIC


def test_every_option_arrives(tmp_path: Path) -> None:
    settings = settings_of(
        {
            "records": "work",
            "cache": "../cache",
            "drafts": True,
            "paths": {
                "portfolio": "/work/",
                "study": "work/studies",
                "taxonomy": "",
                "wall": "said",
                "credits": "photos",
                "photos": "img",
                "embed": "for/others",
            },
            "embeds": False,
            "policy": {"consent": "required"},
            "photos": {
                "hero": {"ratio": "21/9", "widths": [1600, 800, 800]},
                "card": {"ratio": " 1 : 1 ", "widths": [400]},
                "formats": ["avif", "webp"],
                "quality": {"avif": 40, "webp": 60, "jpeg": 70},
                "max_megabytes": 10.5,
                "max_megapixels": 50,
                "max_side": 9000,
                "max_scans": 20,
                "max_seconds": 5,
                "max_memory": 500,
            },
            "inline_html": True,
            "limits": {"record_kilobytes": 1, "body_kilobytes": 2, "nesting": 6, "yaml_nodes": 100},
        },
        tmp_path,
    )
    assert settings.records_path == tmp_path / "work"
    assert settings.cache_path == tmp_path / "../cache"
    assert settings.audience is Audience.EDITORS
    assert settings.paths == PagePaths("work", "work/studies", "", "said", "photos", "img", "for/others")
    assert not settings.has_embeds
    assert settings.consent_policy is ConsentPolicy.REQUIRED
    assert settings.photos.hero == CropSettings(Ratio(21, 9), (800, 1600))
    assert settings.photos.card == CropSettings(Ratio(1, 1), (400,))
    assert settings.photos.formats == (PhotoFormat.AVIF, PhotoFormat.WEBP)
    assert settings.photos.quality == {PhotoFormat.AVIF: 40, PhotoFormat.WEBP: 60, PhotoFormat.JPEG: 70}
    assert settings.photos.limits == PhotoLimits(10.5, 50, 9000, 20, 5, 500)
    assert settings.allows_html
    assert settings.limits == RecordLimits(1, 2, 6, 100)


def test_a_preview_shows_drafts_whatever_the_option_says(tmp_path: Path) -> None:
    assert settings_of({"drafts": False}, tmp_path, audience=Audience.EDITORS).audience is Audience.EDITORS
    assert settings_of({"drafts": True}, tmp_path, audience=Audience.PUBLIC).audience is Audience.PUBLIC


@pytest.mark.parametrize(
    ("raw", "name", "message"),
    [
        ({"recrods": "x"}, "recrods", "`recrods` is not an option of casefolio; did you mean `records`?"),
        (
            {"colour": "red"},
            "colour",
            (
                "`colour` is not an option of casefolio; "
                "the options here are `records`, `cache`, `drafts`, `preview`, `look`, `embeds`, `admin`, `headers`, "
                "`paths`, `photos`, `policy`, `inline_html`, `limits`"
            ),
        ),
        (
            {"photos": {"hero": {"ration": "16/9"}}},
            "photos.hero.ration",
            "`photos.hero.ration` is not an option of casefolio; did you mean `ratio`?",
        ),
        (
            {"photos": {"hero": {"ratio": 969}}},
            "photos.hero.ratio",
            "`photos.hero.ratio` can't be 969: write width and height with a slash, such as `16/9`",
        ),
        (
            {"photos": {"card": {"ratio": "0/3"}}},
            "photos.card.ratio",
            "`photos.card.ratio` can't be '0/3': write width and height with a slash, such as `16/9`",
        ),
        (
            {"paths": {"wall": "../x"}},
            "paths.wall",
            "`paths.wall` can't be '../x': write a folder of the site such as `work/studies`",
        ),
        (
            {"paths": {"wall": "a b"}},
            "paths.wall",
            "`paths.wall` can't be 'a b': write a folder of the site such as `work/studies`",
        ),
        (
            {"paths": {"wall": "photo-credits"}},
            "paths",
            (
                "`paths` can't be {'wall': 'photo-credits'}: "
                "`wall` and `credits` would both stand at `photo-credits/`; give each a folder of its own"
            ),
        ),
        *(
            (
                {"paths": paths},
                "paths",
                (
                    f"`paths` can't be {paths!r}: the pages of `embed` could stand where those of `{rival}` do; "
                    "give `embed` a folder of its own"
                ),
            )
            for paths, rival in (
                ({"embed": ""}, "docs_dir"),
                ({"embed": "case-studies"}, "study"),
                ({"embed": "topics/sectors", "taxonomy": "topics"}, "taxonomy"),
                ({"embed": "topics", "taxonomy": "topics"}, "taxonomy"),
                ({"embed": "kind", "wall": "kind/words"}, "wall"),
            )
        ),
        (
            {"photos": {"quality": {"jpeg": 101}}},
            "photos.quality.jpeg",
            "`photos.quality.jpeg` can't be 101: it should be less than or equal to 100",
        ),
        (
            {"photos": {"formats": ["webp", "gif"]}},
            "photos.formats.1",
            "`photos.formats.1` can't be 'gif': it should be 'avif', 'webp' or 'jpeg'",
        ),
        ({"drafts": "maybe"}, "drafts", "`drafts` can't be 'maybe': write `true` or `false`"),
        ({"records": ""}, "records", "`records` can't be '': write the name of a folder"),
        ({"records": 3}, "records", "`records` can't be 3: write a text"),
        ({"photos": "large"}, "photos", "`photos` can't be 'large': write its own options below it, indented"),
        ({"photos": {"formats": []}}, "photos.formats", "`photos.formats` can't be []: name at least one"),
        (
            {"photos": {"formats": "webp"}},
            "photos.formats",
            (
                "`photos.formats` can't be 'webp': "
                "write a list, such as `[480, 800]` for widths or `[avif, webp]` for formats"
            ),
        ),
        (
            {"photos": {"hero": {"widths": [480.5]}}},
            "photos.hero.widths.0",
            "`photos.hero.widths.0` can't be 480.5: write a whole number",
        ),
    ],
)
def test_a_wrong_option_is_named_with_what_to_write(raw: dict[str, Any], name: str, message: str) -> None:
    found = read_options(raw)
    assert isinstance(found, list)
    assert [(item.name, item.message) for item in found] == [(name, message)]


def test_all_wrong_options_are_told_at_once() -> None:
    found = read_options({"x": 1, "drafts": "maybe", "photos": {"hero": {"widths": [1, 99999]}}})
    assert isinstance(found, list)
    assert sorted(item.name for item in found) == ["drafts", "photos.hero.widths.0", "photos.hero.widths.1", "x"]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SOURCE_DATE_EPOCH": "0"}, datetime(1970, 1, 1, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": "1772366400"}, datetime(2026, 3, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_reproducible_build_has_its_own_clock(environment: dict[str, str], expected: datetime) -> None:
    assert read_clock(environment) == expected


@pytest.mark.parametrize("epoch", ["", "x", "-1", "9" * 30])
def test_a_clock_that_is_none_is_left_alone(epoch: str) -> None:
    before = datetime.now(UTC)
    assert before <= read_clock({"SOURCE_DATE_EPOCH": epoch}) <= datetime.now(UTC)
    assert before <= read_clock({}) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-01", "2027-01-01T00:00:00+00:00"),
        (" 2027-01-01 ", "2027-01-01T00:00:00+00:00"),
        ("2027-01-01T09:00+02:00", "2027-01-01T09:00:00+02:00"),
        ("2027-01-01T09:00Z", "2027-01-01T09:00:00+00:00"),
    ],
)
def test_another_day_goes_before_every_other_clock(text: str, expected: str) -> None:
    environment = {"CASEFOLIO_AS_OF": text, "SOURCE_DATE_EPOCH": "0"}
    assert read_clock(environment).isoformat() == expected
    assert read_clock({"CASEFOLIO_AS_OF": "no day", "SOURCE_DATE_EPOCH": "0"}, text).isoformat() == expected


_FORMS = "write `YYYY-MM-DD`, or a time with its zone such as `2026-03-01T09:00+00:00`"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tomorrow", _FORMS),
        ("2027", _FORMS),
        ("2027-01", _FORMS),
        ("2027-01-01T09:00", _FORMS),
        ("1.1.2027", _FORMS),
        ("2027-02-30", "there is no such day"),
    ],
)
def test_what_is_no_day_is_refused_in_one_sentence(text: str, problem: str) -> None:
    message = f"`--as-of` can't be `{text}`: {problem}"
    with pytest.raises(ClockError, match=f"^{re.escape(message)}$"):
        read_clock({}, text)
    with pytest.raises(ClockError, match=r"^`CASEFOLIO_AS_OF` can't be "):
        read_clock({"CASEFOLIO_AS_OF": text})
