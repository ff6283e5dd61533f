"""The plan's tracker: from a file or an address to public facts, or to everything that is wrong with it.

``locating`` and ``fetching`` bring the bytes, ``formats`` says what they are, ``excel``, ``comma`` and ``objects``
read them into the sheets of ``cells``. ``choosing`` and ``columns`` find the table and its public columns. ``rows``
reads them, with ``fields``, ``dates``, ``evidence``, ``links``, ``vocabulary``, ``people`` and ``personal``;
``reading`` gathers all that. ``identifying`` says which action each row is, ``promises`` keeps its first date,
``reuse`` sees whether a number stands for another action; ``departures``, ``unshown`` and ``comparing`` say what the
office should know before it accepts. ``taking`` is all of it in order, ``memory`` what makes the next pull shorter.
"""
