"""The calendar: dates for families as pages, and as files that calendars on phones and computers read."""
