"""Plans that came before this one, as they were last published."""
