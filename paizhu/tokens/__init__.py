"""Tokens: what programs show instead of signing in, each for one seat of one account. See docs/reference/api.md."""
