"""Stands in for `gh api`: answers what the test has laid down, and writes down what it was asked for."""

import json
import os
import sys
from pathlib import Path

_FILTERS = {
    ".private": lambda answer: [json.dumps(answer["private"])],
    ".[].number": lambda answer: [str(item["number"]) for item in answer],
    '.ssh_keys[] | "github.com " + .': lambda answer: [f"github.com {key}" for key in answer["ssh_keys"]],
}
_VALUED = {"--method", "--jq", "--input"}


def main() -> int:
    """Answers one call."""
    folder = Path(os.environ["FAKE_GH"])
    assert sys.argv[1] == "api"
    options, address, arguments = {}, "", iter(sys.argv[2:])
    for argument in arguments:
        if argument in _VALUED:
            options[argument] = next(arguments)
        elif not argument.startswith("--"):
            address = argument
    method = options.get("--method", "GET")
    sent = json.loads(Path(options["--input"]).read_text("utf-8")) if "--input" in options else None
    with (folder / "calls").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"method": method, "address": address, "sent": sent}) + "\n")
    if method != "GET":
        return 0
    answer = Path(json.loads((folder / "answers.json").read_text("utf-8"))[address]).read_bytes()
    if "--jq" in options:
        answer = "".join(f"{line}\n" for line in _FILTERS[options["--jq"]](json.loads(answer))).encode()
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
