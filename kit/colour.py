"""Colours as people write them (#rrggbb), their contrast, and their mixtures."""

from collections.abc import Iterator

Triple = tuple[float, float, float]

# Björn Ottosson, "A perceptual color space for image processing" (2020): linear sRGB to cone responses, and their cube
# roots to lightness and two opposing hues; then both ways back.
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_OKLAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
# Below the knee the curve of sRGB is a straight line (IEC 61966-2-1).
KNEE_WRITTEN, KNEE_LIGHT = 0.04045, 0.0031308


def apply(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def linear(colour: str) -> Triple:
    """Return red, green and blue of "#rrggbb" as shares of light, 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return lit(red), lit(green), lit(blue)


def lit(share: float) -> float:
    return share / 12.92 if share <= KNEE_WRITTEN else ((share + 0.055) / 1.055) ** 2.4


def unlit(light: float) -> float:
    return light * 12.92 if light <= KNEE_LIGHT else 1.055 * light ** (1 / 2.4) - 0.055


def written(light: Triple) -> str:
    """Return shares of light as "#rrggbb"; what no screen can show is cut off."""
    return "#" + "".join(f"{round(255 * unlit(min(max(share, 0.0), 1.0))):02x}" for share in light)


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it (success criterion 1.4.3)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` and `other` mixed, `share` (0 to 1) of the first: what CSS calls `color-mix(in oklab, …)`."""
    first, second = oklab(one), oklab(other)
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(first, second, strict=True))
    long, medium, short = apply(FROM_OKLAB, (red, green, blue))
    return written(apply(FROM_CONES, (long**3, medium**3, short**3)))


def oklab(colour: str) -> Triple:
    long, medium, short = apply(TO_CONES, linear(colour))
    return apply(TO_OKLAB, (long ** (1 / 3), medium ** (1 / 3), short ** (1 / 3)))


def ever_darker(colour: str) -> Iterator[str]:
    """Yield `colour`, then twenty darker versions of it, the last one black."""
    return (mixed(colour, "#000000", 1 - step / 20) for step in range(21))
