"""A register of stakeholders, requests for support, an exchange among peers and a consultation in confidence in the
demonstration world. All invented: offices and aliases, no persons. Written through the actions that people use."""

from hre_portal.demo.rooms.loading import load_rooms

__all__ = ["load_rooms"]
