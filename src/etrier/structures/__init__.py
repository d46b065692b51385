"""Who: structures, conventions, annexes financières, groups, networks, users and roles."""
