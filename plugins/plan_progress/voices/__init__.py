"""Other voices than the partnership's: how the forum sees each theme, and what families said and what came of it."""
