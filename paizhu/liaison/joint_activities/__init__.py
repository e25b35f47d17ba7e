"""Joint education, publicity and inspection of an office and its host (联合开展教育、宣传、检查): by agreement only."""
