"""Readings as tables of DuckDB, PostgreSQL or Spark, counted there by one Ibis expression (extra `[engine]`).

What is due is worked out beforehand in Python, in UTC, and joined (`schedules`, `pieces`); `expression` counts;
`cells` makes outcomes of the rows that come back. What the expression does not count (readings that contradict each
other, of the wrong kind, of clauses that changed their nature) is fetched, and counted by Python's own engine.
"""
