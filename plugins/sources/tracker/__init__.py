"""The plan's tracker: from a file or an address to public facts, or to everything that is wrong with it.

``fetching`` and ``locating`` bring the bytes, ``formats`` says what they are, ``excel``, ``comma`` and ``objects`` read
them into the sheets of ``cells``. ``columns`` finds the table and its public columns, ``rows`` reads them with ``dates``,
``vocabulary``, ``people`` and ``personal``. ``reading`` puts these together; ``ground`` is what the content folder holds.
"""
