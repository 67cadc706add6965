"""Forms of the catalogue."""

from mechanisms.forms.focal_points import FocalPointForm

__all__ = ["FocalPointForm"]
