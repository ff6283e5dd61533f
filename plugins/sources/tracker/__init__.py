"""The plan's tracker: from a file or an address to public facts, or to everything that is wrong with it.

``locating`` and ``fetching`` bring the bytes, ``formats`` says what they are, ``excel``, ``comma`` and ``objects``
read them into the sheets of ``cells``. ``choosing`` and ``columns`` find the table and its public columns. ``rows``
reads them, with ``fields``, ``dates``, ``vocabulary``, ``people`` and ``personal``; ``reading`` gathers all that.
``ground`` is what the content folder holds before, ``comparing`` what would change, ``proposal`` the question that is
asked and what a yes writes, ``memory`` what makes the next pull shorter.
"""
