"""General tasks (交办、督办事项): one party asks another for what that one owes or may do; answered, checked, closed."""
