"""The API: what pages and commands do, for programs; see docs/reference/api.md."""
