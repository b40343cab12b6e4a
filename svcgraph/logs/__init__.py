"""Event logs: what really happened, case by case. Events in, handovers between services out (`docs/logs.md`).

The reading of the files is `intake.log`; what engines count, beside what maps show, is here.
"""
