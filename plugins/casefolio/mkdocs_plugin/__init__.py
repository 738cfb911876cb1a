"""Hands the engine's pages and photos to MkDocs; the only package that knows it."""
