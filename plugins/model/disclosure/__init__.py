"""Disclosure control: the one way from a raw figure to a published one.

``publish`` turns raw figures into published ones, ``hide`` says which cells of any table must not be shown, and
``small_groups`` finds small numbers of people in words. What this protects against, and what not, is in
``docs/disclosure.md``.

To follow one table, read in this order: ``cells`` (figures become counts, with what adds up), ``dropped`` and
``joining`` (what older editions and measures of the same children add), ``ground`` (the equations that the public can
write down), ``labels`` (what is hidden for what it is, and what a reason tells), ``worlds`` (other counts that would be
published alike), ``openings`` (what else could be hidden), ``hiding`` (as long as a count has too few worlds, hide
more), ``means`` (averages), ``publishing`` (the figures as they may be shown).
"""
