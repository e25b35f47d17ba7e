"""Requests for support (提请支持): people, means, information, asked of the host and lent for a time."""
