"""Search over the imported texts: exact look-up first, then the articles whose words come nearest."""
