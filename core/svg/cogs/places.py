"""Where cogs stand, so that they touch and their teeth mesh."""

import math

from core.svg.cogs.kinds import Place, addendum, radius_of
from core.svg.window import PAD

_TURNS = 72


def meshed(cogs, *, width, unit):
    """`Place`s for `cogs`: the heaviest in the middle, each next one touching one that stands already, as near to the
    middle as it can be, none overlapping. The picture is as high as it needs to be."""
    ordered = sorted(cogs, key=lambda cog: (-cog.weight, cog.number))
    placed = []
    half = width / 2 - PAD - addendum(unit)
    for cog in ordered:
        radius = radius_of(cog, unit)
        placed.append(
            _best(cog, radius, placed, half, 2 * addendum(unit) + 3) if placed else Place(cog, 0.0, 0.0, radius)
        )
    return _into_frame(placed, width, unit)


def _best(cog, radius, placed, half, air):
    best, least = None, math.inf
    for driver, other in enumerate(placed):
        reach = radius + other.radius
        for step in range(_TURNS):
            angle = step * 2 * math.pi / _TURNS
            x, y = other.x + reach * math.cos(angle), other.y + reach * math.sin(angle)
            if abs(x) + radius > half:
                continue
            if any(
                math.hypot(x - third.x, y - third.y) < radius + third.radius + air
                for number, third in enumerate(placed)
                if number != driver
            ):
                continue
            # Wider than high, and no tall towers at the edge.
            cost = (x / 2.1) ** 2 + y**2 if half > 300 else x**2 + (y / 1.15) ** 2
            if cost < least - 1e-6:
                best, least = Place(cog, x, y, radius, driver=driver), cost
    if best is None:
        # No room in the width at all: below everything, where it touches nothing.
        bottom = max(place.y + place.radius for place in placed)
        best = Place(cog, 0.0, bottom + radius + air, radius)
    return best


def in_order(cogs, *, width, unit):
    """`Place`s one after the other in the order of the list: in a wave from side to side, in rows where the width ends.
    The cogs are of one size."""
    if not cogs:
        return []
    radius = radius_of(cogs[0], unit)
    edge = radius + addendum(unit) + PAD
    reach = 2 * radius
    drop = radius * 0.95
    across = math.sqrt(reach**2 - drop**2)
    a_row = max(int((width - 2 * edge) // across) + 1, 1)
    rows = math.ceil(len(cogs) / a_row)
    # Rows of the same length, so that none ends with a lone cog.
    a_row = math.ceil(len(cogs) / rows)
    placed = []
    start = (width - across * (min(a_row, len(cogs)) - 1)) / 2
    for number, cog in enumerate(cogs):
        row, place = divmod(number, a_row)
        x = start + place * across
        y = edge + row * (reach + drop + unit * 8) + (drop if place % 2 else 0)
        placed.append(Place(cog, x, y, radius, driver=number - 1 if place else None))
    return placed


def _into_frame(placed, width, unit):
    if not placed:
        return []
    left = min(place.x - place.radius for place in placed)
    right = max(place.x + place.radius for place in placed)
    top = min(place.y - place.radius for place in placed)
    across, down = width / 2 - (left + right) / 2, PAD + addendum(unit) - top
    return [Place(place.cog, place.x + across, place.y + down, place.radius, driver=place.driver) for place in placed]


def mirrored(placed, width):
    """The same from right to left."""
    return [Place(place.cog, width - place.x, place.y, place.radius, driver=place.driver) for place in placed]


def turned(placed):
    """The same with each cog turned so that its teeth stand in the gaps of the one that drives it."""
    done = []
    for place in placed:
        turn = 0.0
        if place.driver is not None:
            driver = done[place.driver]
            towards = math.atan2(place.y - driver.y, place.x - driver.x)
            pitch = 2 * math.pi / driver.cog.teeth * driver.radius
            # How far the driver's next tooth is from the point of contact, along the line where both meet.
            ahead = math.fmod((driver.turn - towards) * driver.radius, pitch)
            turn = towards + math.pi - (ahead + pitch / 2) / place.radius
        done.append(Place(place.cog, place.x, place.y, place.radius, turn, place.driver))
    return done
