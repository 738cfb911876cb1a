"""Turns what editors receive into records; nothing here reads or writes a file."""
