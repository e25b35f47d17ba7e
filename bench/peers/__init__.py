"""Tables for bench/recorded.py: what an act writes into the record, saved plainly and under two libraries that record changes."""
