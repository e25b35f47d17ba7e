"""The record: append-only logs of who did what, when and on what ground, which anyone can check and nobody can rewrite."""
