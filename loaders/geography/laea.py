"""ETRS89-extended / LAEA Europe (EPSG:3035): from latitude and longitude to metres, and the frame our maps show.

Only the forward projection lives here; nothing in the product goes from metres back to degrees.
"""

from __future__ import annotations

from math import asin, cos, log, radians, sin, sqrt

from loaders.geography.rings import Point

Box = tuple[float, float, float, float]

# x0, y0, x1, y1 in metres. Portugal sets the left edge, Malta and Crete the lower, Cyprus the right, the North Cape
# the upper. Outside lie the outermost regions (Canarias, Açores, Madeira, the French overseas regions), Svalbard and
# eastern Türkiye.
MAP_FRAME: Box = (2_560_000.0, 1_380_000.0, 6_560_000.0, 5_440_000.0)

_A = 6_378_137.0  # GRS 1980, as ETRS89 uses it
_F = 1 / 298.257222101
_E2 = _F * (2 - _F)
_E = sqrt(_E2)
_LAT0, _LON0 = radians(52.0), radians(10.0)
_FALSE_EASTING, _FALSE_NORTHING = 4_321_000.0, 3_210_000.0


def _q(sin_lat: float) -> float:
    """Snyder's authalic function q (eq. 3-12), unit-less."""
    return (1 - _E2) * (
        sin_lat / (1 - _E2 * sin_lat * sin_lat) - log((1 - _E * sin_lat) / (1 + _E * sin_lat)) / (2 * _E)
    )


_QP = _q(1.0)
_BETA0 = asin(_q(sin(_LAT0)) / _QP)
_SIN0, _COS0 = sin(_BETA0), cos(_BETA0)
_RQ = _A * sqrt(_QP / 2)
_D = _A * cos(_LAT0) / (sqrt(1 - _E2 * sin(_LAT0) ** 2) * _RQ * _COS0)


def forward(lat: float, lon: float) -> Point:
    """Easting and northing in metres of a point given in degrees (WGS 84 and ETRS89 differ by less than a metre).

    Lambert azimuthal equal-area on the ellipsoid: Snyder (1987), Map Projections: A Working Manual, eqs. 24-17 to
    24-19; EPSG coordinate operation method 9820. Undefined only at the antipode of 52° N 10° E.
    """
    beta = asin(max(-1.0, min(1.0, _q(sin(radians(lat))) / _QP)))
    away = radians(lon) - _LON0
    sin_b, cos_b, cos_away = sin(beta), cos(beta), cos(away)
    b = _RQ * sqrt(2 / (1 + _SIN0 * sin_b + _COS0 * cos_b * cos_away))
    return (
        _FALSE_EASTING + b * _D * cos_b * sin(away),
        _FALSE_NORTHING + b / _D * (_COS0 * sin_b - _SIN0 * cos_b * cos_away),
    )
