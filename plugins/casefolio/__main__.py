"""Lets `python -m casefolio` stand for the command; does nothing else."""

from casefolio.cli import main

if __name__ == "__main__":
    main()
