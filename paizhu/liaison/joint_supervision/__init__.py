"""Joint supervision and enforcement of an office and a Party group (联合监督执纪): a plan, checks, problems, a report."""
