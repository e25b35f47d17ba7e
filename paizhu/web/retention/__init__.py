"""The pages of retention: what falls due, terms, holds, and the register of what was destroyed."""
