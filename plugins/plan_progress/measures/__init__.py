"""The measures of the plan: the dashboard, a page for each, charts, tables, data files, and what is missing."""
