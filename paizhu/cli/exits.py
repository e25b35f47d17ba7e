"""Exit codes of every command; 0 is done, or ruled."""

# Not verified: what was found stands on standard output.
NOT_VERIFIED = 1
# Wrong use, input or setting: a message on standard error, nothing written.
WRONG_USE = 2
# The question was not understood, or is one that the base does not answer.
UNANSWERABLE = 3
# The door did not open: the refusal names its gate.
REFUSED = 4
