"""casefolio turns a folder of case studies into a portfolio site; the engine is `casefolio.pipeline`."""

__version__ = "0.1.0"
