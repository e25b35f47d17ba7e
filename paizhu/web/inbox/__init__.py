"""Pages of the inbox, and of what comes by mail."""
