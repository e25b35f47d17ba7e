"""Pages that change the registry: imports with their preview, edits with their history, local norms."""
