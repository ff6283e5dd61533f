"""What things are: values and rules. No files, no Pelican, no Jinja."""
