from pathlib import Path

import pytest
from tests.site_links import check_links

# With the browser's tests, since the demo is built for them
pytestmark = pytest.mark.xdist_group("browser")


def test_no_link_of_the_demo_is_broken(demo_path: Path, demo_url: str) -> None:
    report = check_links(demo_path, demo_url)

    assert [f"{link.file_uri}: {link.address}: {link.reason}" for link in report.broken] == []
    assert report.internal > 1000
