"""From one gesture on a message to a draft that is sent."""
