"""What is held on a person, given on request. See docs/personal-data.md."""
