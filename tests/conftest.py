"""Holds what all tests share: how hypothesis runs."""

from hypothesis import HealthCheck, settings

# Time is no claim of a property: the first example pays for imports, and a busy machine for its neighbours.
settings.register_profile("casefolio", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casefolio")
