"""Learning pods: closed groups with a task, and the gate through which people join them."""
