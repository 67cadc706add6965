"""The few icons of the interface: strokes on a 24 by 24 grid, drawn for the portal."""

# Name: inner SVG. Icons listed in TURNS point along the line of reading and are mirrored in right-to-left text.
ICONS = {
    "add": '<path d="M12 5v14M5 12h14"/>',
    "alert": '<path d="M12 4 2.8 20h18.4L12 4Z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "bell": '<path d="M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10ZM10 20h4"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10.5h16M8.5 3v4M15.5 3v4"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "comment": '<path d="M4 5h16v11h-9l-4.5 4v-4H4V5Z"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 5.5v-1h-11v11h1"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6v-17Z"/><path d="M14 3.5V8h4.5M9 12.5h6M9 16h6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "edit": '<path d="M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5l-4.5 1Z"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4.5h5.5V10M19 5l-8 8"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="2.75"/>',  # noqa: E501
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M6 21V4h12l-2.5 4 2.5 4H6"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
    "history": '<path d="M4.5 8.5A8.5 8.5 0 1 1 3.5 13M4 4v4.5h4.5M12 8v4.5l3 2"/>',
    "home": '<path d="M4 11 12 4l8 7M6 9.5V20h12V9.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.800v.1"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l2.5 2.5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1"/>',  # noqa: E501
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "logout": '<path d="M10 4H5v16h5M9.5 12H20M15.5 7.5 20 12l-4.5 4.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6.5L20 7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z"/>',
    "next": '<path d="m9.5 6 6 6-6 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M15.5 5.300a3.5 3.5 0 0 1 0 6.400M18 14.5c2.200.8 3.5 2.600 3.5 5.5"/>',  # noqa: E501
    "pin": '<path d="M12 21s7-6.200 7-11.5a7 7 0 0 0-14 0C5 14.800 12 21 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "previous": '<path d="m14.5 6-6 6 6 6"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3"/><path d="M7 14h10v6.5H7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6l-7-2.5Z"/>',
    "star": '<path d="m12 4 2.5 5.200 5.700.8-4.100 4 1 5.700L12 17l-5.100 2.700 1-5.700-4.100-4 5.700-.8L12 4Z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400"/>',  # noqa: E501
    "trash": '<path d="M4.5 7h15M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5"/>',
    "undo": '<path d="M4 9h10a5.5 5.5 0 0 1 0 11H8M8 4.5 3.5 9 8 13.5"/>',
}  # fmt: skip

TURNS = frozenset({"arrow", "back", "comment", "document", "external", "logout", "next", "previous", "undo"})
