"""Sending an edition safely: to each person once, by any of the back ends, with a ledger of what was done."""
