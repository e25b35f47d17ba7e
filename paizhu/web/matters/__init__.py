"""The pages of matters: Today, the list, one matter with its acts, opening one."""
