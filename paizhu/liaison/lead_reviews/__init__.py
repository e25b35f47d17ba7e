"""Joint review of leads (线索联合排查): what a Party group came upon itself, and what it may be told of it."""
