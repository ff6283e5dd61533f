"""A page for each action of the plan: what was promised, what became of it, and on what evidence."""
