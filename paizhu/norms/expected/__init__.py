"""Expected acts: what the norms' frequencies ask of each party in each period, and what of it was done.

The count, with its formula and an example by hand, is written out in docs/expected-acts.md.
"""
