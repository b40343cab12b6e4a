"""Objectives as people say them, in French or English: `parse` reads, `say` prints, one normal form between."""
