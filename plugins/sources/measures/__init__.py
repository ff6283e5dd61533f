"""The figures of the measures: from three kinds of source to published series, or to everything that is wrong.

``definitions`` reads ``content/plan/measures.toml``. ``documents`` bring a source's text within limits, ``tables`` make
rows of it and ``numbers`` read cells. ``own`` reads our measures CSV (``own_rows`` its rows, ``own_sums`` what must add
up), ``dfe`` the tidy files of the Department for Education (``dfe_rows``, ``dfe_periods``, ``dfe_figures``), ``wide``
the tables that councils publish (``wide_headings``, ``wide_cells``, ``doubts``). ``bringing`` fetches each file once,
``assembling`` joins what several say, ``comparing`` looks at the last snapshot, ``promising`` says what is promised,
``unprotected`` warns where nothing is hidden, ``too_early`` looks at the clock, ``changed_units`` at the units of what
is published, and ``proposing`` puts it all together and applies disclosure control.
"""
