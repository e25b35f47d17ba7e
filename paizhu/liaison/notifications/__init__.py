"""Notice of important information (重要情况通报), from a host to its office or the other way."""
