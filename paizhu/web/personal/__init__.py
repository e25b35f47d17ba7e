"""The page where a person gets what is held on them."""
