"""Mail to those who want it: a reference and a link, sent by the worker. See docs/operations.md."""
