"""The test vectors of Berlin's edition of 2021: parts, sum, index and class of single areas."""

import pytest

from monitoring.indices.combining import Scale, combine
from monitoring.indices.computing import outcome
from monitoring.indices.moments import Moments
from tests.monitoring.berlin import DYNAMIC_GRADES, STATUS_GRADES
from tests.monitoring.indices import FIXED, index

CODES = ("1", "3", "4")
AREAS = 536
# The deviations of the sums follow from both areas alike: −0.97/−0.33 and −3.32/−1.12, 2.63/1.27 and 1.93/0.93.
SD_OF_SUM = {"status": 2.96, "dynamic": 2.075}
GRADING = {"status": STATUS_GRADES, "dynamic": DYNAMIC_GRADES}


@pytest.mark.parametrize(
    ("area", "kind", "scores", "total", "value", "label"),
    [
        ("01100101", "status", (-0.25, -0.41, -0.31), -0.97, -0.33, "mittel"),
        ("01100101", "dynamic", (0.41, 0.91, 1.31), 2.63, 1.27, "negativ"),
        ("01100102", "status", (-1.30, -1.05, -0.97), -3.32, -1.12, "hoch"),
        ("01100102", "dynamic", (1.93, 0, 0), 1.93, 0.93, "stabil"),
    ],
)
def test_z_values_add_up_to_the_published_sum_index_and_class(area, kind, scores, total, value, label):
    standard = dict.fromkeys(CODES, Moments(AREAS, 0, 1))
    definition = index(*CODES, grading=GRADING[kind], standardisation=FIXED)
    values = {area: dict(zip(CODES, scores, strict=True))}
    combined = combine(values, definition, Scale(standard, Moments(AREAS, 0, SD_OF_SUM[kind])))

    result = outcome(combined, definition, {}).results[area]
    assert (round(result.sum, 2), round(result.index, 2), result.grade.label) == (total, value, label)
