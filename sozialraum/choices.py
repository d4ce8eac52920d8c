"""What can be chosen and never changes with a municipality."""

from django.db.models import TextChoices


class FederalState(TextChoices):
    """The Länder, by their codes in ISO 3166-2:DE."""

    BADEN_WUERTTEMBERG = "BW", "Baden-Württemberg"
    BAVARIA = "BY", "Bayern"
    BERLIN = "BE", "Berlin"
    BRANDENBURG = "BB", "Brandenburg"
    BREMEN = "HB", "Bremen"
    HAMBURG = "HH", "Hamburg"
    HESSE = "HE", "Hessen"
    MECKLENBURG_VORPOMMERN = "MV", "Mecklenburg-Vorpommern"
    LOWER_SAXONY = "NI", "Niedersachsen"
    NORTH_RHINE_WESTPHALIA = "NW", "Nordrhein-Westfalen"
    RHINELAND_PALATINATE = "RP", "Rheinland-Pfalz"
    SAARLAND = "SL", "Saarland"
    SAXONY = "SN", "Sachsen"
    SAXONY_ANHALT = "ST", "Sachsen-Anhalt"
    SCHLESWIG_HOLSTEIN = "SH", "Schleswig-Holstein"
    THURINGIA = "TH", "Thüringen"
