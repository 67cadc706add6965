"""Countries: the list, and one country on one screen."""

from hre_portal.queries.country.listing import CountryRow, country_list
from hre_portal.queries.country.page import CountryPage, country_page

__all__ = ["CountryPage", "CountryRow", "country_list", "country_page"]
