"""An edition as a mail: subject, HTML, text and a whole message, to paste into a list service or to send."""
