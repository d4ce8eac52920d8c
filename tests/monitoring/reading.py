"""Reading the pages of the monitoring."""

from xml.etree.ElementTree import Element

from tests.sozialraum.html import text_of


def values(page: Element, where: str = ".//{*}svg[@role='group']//*[@data-district]") -> dict[str, tuple[str, str]]:
    """Return what each district on the map says to programs: its value, and why there is none."""
    return {
        one.get("data-district"): (one.get("data-value"), one.get("data-withheld", "")) for one in page.findall(where)
    }


def rows(page: Element, section: str = "tabelle") -> list[list[str]]:
    """Return the rows of a section's first table as texts."""
    sections = (page.find(f".//section[@{name}='{section}']//tbody") for name in ("id", "aria-labelledby"))
    table = next((found for found in sections if found is not None), None)
    return [[text_of(cell) for cell in row] for row in table] if table is not None else []


def remarks(page: Element) -> list[str]:
    """Return the sentences about what the address asks for and is not known."""
    return [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']//p")]


def finding(page: Element, name: str) -> str:
    """Return the sentence of a picture."""
    return text_of(page.find(f".//figure[@id='bild-{name}']//p[@class='finding']"))


def legend(page: Element, name: str) -> list[str]:
    """Return the lines of a picture's legend."""
    return [text_of(item) for item in page.findall(f".//figure[@id='bild-{name}']//ul[@class='legend']/li")]


def tabs(page: Element) -> list[str]:
    """Return the tabs of the monitoring."""
    return [text_of(link) for link in page.findall(".//div[@class='monitoring-tabs']//a")]
