"""The page of one's own tokens: made, shown once, revoked."""
