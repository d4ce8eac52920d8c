"""What operators keep in order at /admin/, so that registering is one import."""

from sozialraum.admin import areas, calendar, municipality, streets

__all__ = ["areas", "calendar", "municipality", "streets"]
