"""A test in which any warning is a fault, but that of a file left open: it comes when memory is freed, in any test."""

import pytest

unwarned = pytest.mark.filterwarnings("error", "default::ResourceWarning")
