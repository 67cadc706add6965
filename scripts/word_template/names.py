"""Names, colours and lengths that the parts of the document share."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

INK, GREY, LINE, RED, BLUE = "14202B", "445464", "B9C4CC", "A12622", "0B5C7A"
MM = 56.7  # twentieths of a point in a millimetre
