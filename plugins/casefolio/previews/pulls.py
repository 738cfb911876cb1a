"""Decides, by what GitHub's API says, which artifact is meant and which pull request it belongs to."""

from typing import Any

from casefolio.github_answers import iter_items, number_at, text_at
from casefolio.previews.faults import MOST_ARCHIVE_BYTES, PreviewError, shown
from casefolio.previews.manifest import Manifest

ARTIFACT_NAME = "preview"
_SHORT = 12


def find_artifact(answer: Any) -> int:  # noqa: ANN401 - any JSON
    """The artifact of a run that holds its preview.

    Args:
        answer: what the API lists of the run.

    Returns:
        Its number; 0 where there is none, since a run that only tells of a closed pull request has none.

    Raises:
        PreviewError: there are several, or it is too large to be fetched.
    """
    listed = answer.get("artifacts") if isinstance(answer, dict) else None
    found = [item for item in iter_items(listed) if item.get("name") == ARTIFACT_NAME and not item.get("expired")]
    if not found:
        return 0
    if len(found) > 1:
        msg = f"the run has {len(found)} artifacts with the name `{ARTIFACT_NAME}`"
        raise PreviewError(msg)
    if not 0 < number_at(found[0], "size_in_bytes") <= MOST_ARCHIVE_BYTES:
        msg = f"the artifact has no size, or more than {MOST_ARCHIVE_BYTES:,} bytes"
        raise PreviewError(msg)
    return number_at(found[0], "id")


def find_pull(event: Any, pulls: Any, manifest: Manifest) -> int:  # noqa: ANN401 - any JSON
    """The pull request that a run was for, by GitHub's own words; what the artifact says has to agree.

    Args:
        event: of the workflow that follows the run: `workflow_run` and `repository`.
        pulls: the open pull requests of the repository, as the API lists them.
        manifest: of the artifact.

    Returns:
        Its number.

    Raises:
        PreviewError: no open pull request has this head, or the artifact names another.
    """
    head = text_at(event, "workflow_run", "head_sha")
    if text_at(event, "workflow_run", "event") != "pull_request" or not head:
        msg = "the run was not for a pull request"
        raise PreviewError(msg)
    if manifest.head != head:
        msg = f"the artifact says that {manifest.head[:_SHORT]} was built, but the run was of {shown(head[:_SHORT])}"
        raise PreviewError(msg)
    meant = _head(text_at(event, "workflow_run", "head_repository", "full_name"), event, head)
    numbers = [number_at(pull, "number") for pull in iter_items(pulls) if _is_of(pull, event, meant)]
    if not any(numbers):
        msg = f"no open pull request has {shown(head[:_SHORT])} as its newest change; there may be a newer one"
        raise PreviewError(msg)
    if manifest.number not in numbers:
        right = ", ".join(map(str, numbers))
        msg = f"the artifact says that it is of pull request {manifest.number}, but its head is that of {right}"
        raise PreviewError(msg)
    return manifest.number


def _head(repository: str, event: Any, head: str) -> tuple[str, str, str]:  # noqa: ANN401 - any JSON
    return repository, text_at(event, "workflow_run", "head_branch"), head


def _is_of(pull: dict[str, Any], event: Any, meant: tuple[str, str, str]) -> bool:  # noqa: ANN401 - any JSON
    found = (text_at(pull, "head", "repo", "full_name"), text_at(pull, "head", "ref"), text_at(pull, "head", "sha"))
    base = text_at(pull, "base", "repo", "full_name")
    is_here = bool(base) and base == text_at(event, "repository", "full_name")
    return is_here and all(found) and found == meant and text_at(pull, "state") == "open"
