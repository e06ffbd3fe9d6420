"""Hypothesis as the tests use it: no test fails for being slow on a busy machine, and each run tries the same cases."""

from hypothesis import settings

settings.register_profile("study", deadline=None, derandomize=True)
settings.load_profile("study")
