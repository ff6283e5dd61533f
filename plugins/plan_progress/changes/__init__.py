"""What changed in the plan, day by day, and the plan as it stood on each of those days."""
