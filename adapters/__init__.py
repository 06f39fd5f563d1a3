"""What speaks with the outside: platforms, web doors and the scheduler, behind the ports of the core."""
