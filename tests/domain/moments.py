"""Hypothesis strategies for moments, shared by the tests of the domain."""

import datetime as dt

from hypothesis import strategies as st

from caseapp.domain.moment import Moment, interval
from caseapp.domain.zones import KAZAKHSTAN

_FORMATS = ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M")
_walls = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 12, 31))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Single moments and intervals of one precision, with and without zone and "about"."""
    pattern = draw(st.sampled_from(_FORMATS))
    first, last = sorted((draw(_walls), draw(_walls)))
    if draw(st.booleans()):
        last = first + dt.timedelta(minutes=draw(st.integers(0, 3000)))
    end = last.strftime(pattern) if draw(st.booleans()) else ""
    if end.endswith("T23:59"):
        end = end[:11] + "24:00"
    return interval(first.strftime(pattern), end, draw(st.booleans()), draw(st.sampled_from(("", *KAZAKHSTAN))))
