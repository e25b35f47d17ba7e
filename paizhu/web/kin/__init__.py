"""The page of one's own kinship: declared, withdrawn; nobody else sees it."""
