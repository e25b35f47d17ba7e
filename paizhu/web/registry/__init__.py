"""The pages for looking at organs: who is who on a day, how they stand to each other, who owes what to whom."""
