"""What becomes of a nugget that is told: changed, completed, still true, replaced."""
