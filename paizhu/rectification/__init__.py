"""Rectification (整改): recommendation, causes, the plan with its measures, verification on site, closing, look-back (回头看)."""
