"""Holds what all tests share: how hypothesis runs, and a place for what a user's own folder would hold."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Time is no claim of a property: the first example pays for imports, and a busy machine for its neighbours.
settings.register_profile("casefolio", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casefolio")


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of tests keep their key apart from that of whoever runs them, and keep one where a workflow would not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.delenv("CI", raising=False)
        yield
