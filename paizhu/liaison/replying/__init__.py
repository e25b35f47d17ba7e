"""Form files: an act on a matter, filled in without the network and brought back; checked before the door sees it."""
