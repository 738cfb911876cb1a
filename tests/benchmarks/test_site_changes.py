from pathlib import Path

from tests.benchmarks.sites import write_files, write_site


def test_a_site_is_cleaned_of_all_that_builds_leave_or_keeps_its_pictures(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one")
    made = {"cache/pictures/a.webp": "a", "cache/texts/a.json": "{}", "out/index.html": "", "lock": ""}
    kept = site.folder_path / "cache" / "pictures" / "a.webp"

    write_files(site.folder_path, made)
    site.clear(is_keeping_pictures=True)
    assert [path for path in made if (site.folder_path / path).exists()] == ["cache/pictures/a.webp"]
    assert kept.read_text("utf-8") == "a"

    write_files(site.folder_path, made)
    site.clear(is_keeping_pictures=False)
    assert [path.name for path in site.folder_path.iterdir()] == ["records"]


def test_another_photo_takes_the_place_of_one_and_the_corpus_stays_as_it_is(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one", "two", photo_size="60x40")
    photo_path = site.folder_path / "photos" / "one.jpg"
    assert photo_path.read_bytes() == b"one"

    site.replace_photo("one", "two")

    assert photo_path.read_bytes() == b"two"
    assert [site.corpus.photo_path(slug).read_bytes() for slug in ("one", "two")] == [b"one", b"two"]


def test_a_site_without_photos_gets_none(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one")

    assert [path.name for path in site.folder_path.iterdir()] == ["records"]


def test_words_are_saved_as_a_paragraph_of_their_own(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one")
    before = site.record_path("one").read_text("utf-8")

    site.add_words("one", "And this.")

    assert site.record_path("one").read_text("utf-8") == f"{before}\nAnd this.\n"
