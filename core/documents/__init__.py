"""One document tree, several outputs: markup in, HTML and PDF out, words counted from the tree alone."""
