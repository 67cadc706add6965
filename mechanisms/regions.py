"""On which continent a regional body works: a hint for what a page shows first, never a fact about membership."""

# Bodies open to a whole continent. Those of a smaller circle (ECOWAS, the Arab League) show where a record is held.
_CONTINENT_OF_BODY = {
    "achpr": "Africa",
    "afchpr": "Africa",
    "acerwc": "Africa",
    "iachr": "America",
    "iacthr": "America",
    "ecthr": "Europe",
}
# The zone table files islands under oceans.
_AFRICAN_ISLANDS = {"Indian/Antananarivo", "Indian/Comoro", "Indian/Mahe", "Indian/Mauritius", "Atlantic/Cape_Verde"}


def is_african(country):
    """Whether the capital of the country lies in Africa, going by its time zone; None where no zone is recorded."""
    if not country.time_zone:
        return None
    return country.time_zone in _AFRICAN_ISLANDS or country.time_zone.startswith("Africa/")


def is_of_region(mechanism, country):
    """Whether the regional body works on the continent of the country's capital, going by its time zone."""
    continent = _CONTINENT_OF_BODY.get(mechanism.key)
    if continent == "Africa":
        return bool(is_african(country))
    return bool(continent) and country.time_zone.startswith(f"{continent}/")
