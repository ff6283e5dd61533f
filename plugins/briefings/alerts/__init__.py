"""Alerts: what is closed, moved or late for some days, on every page while it lasts, and as a feed."""
