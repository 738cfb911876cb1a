"""Reads records from disk and from text: files to `Record`s, with a diagnostic for every mistake of an editor."""
