"""Problems found at a host, on a visit or in joint supervision, and what they are taken up by."""
