"""The plan and its history as open data: files, their schemas, and the page that explains them."""
