"""``svcgraph readings …``: what people enter, one reading or a file of them, appended to their own CSV files.

Nothing that stands in a file is changed: a correction is a new line that names the one it replaces (`4-attainment`).
"""
