"""Attachments: files on a matter, looked into before they are taken, and kept encrypted. See docs/reference/attachments.md."""
