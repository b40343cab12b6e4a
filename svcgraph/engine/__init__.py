"""Readings × occurrences → frozen `Counts`; and `judge`, which turns a workspace's counts into verdicts."""
