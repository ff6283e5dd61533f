"""Files and addresses in, model objects and findings out. The only place that knows formats."""
