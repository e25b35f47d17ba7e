"""Exchange of views (交换意见) of an office's head with the leader of a Party group; seen by named persons only."""
