"""Disclosure control: the one way from a raw figure to a published one.

``publish`` turns raw figures into published ones, ``hide`` says which cells of any table must not be shown, and
``small_groups`` finds small numbers of people in words. What this protects against, and what not, is in
``docs/disclosure.md``.
"""
