"""The parts of the empty Word document with the styles of the portal."""
