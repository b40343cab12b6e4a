"""Commands that write to `processes/`, one file each: read, decide, report, write. The only room that does."""
