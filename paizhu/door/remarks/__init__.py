"""What a side said of a matter of any kind: an answer, a finding, a reason, a note."""
