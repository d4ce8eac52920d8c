"""Links that open a letter."""

from kit.mailto import mail_to_anybody


def test_subject_and_text_survive_signs_that_mean_something_in_an_address():
    link = mail_to_anybody("Café & Co", "Für 0–3?\n\nhttps://portal.test/a?b=1&c=2")
    assert link == (
        "mailto:?subject=Caf%C3%A9%20%26%20Co"
        "&body=F%C3%BCr%200%E2%80%933%3F%0A%0Ahttps%3A//portal.test/a%3Fb%3D1%26c%3D2"
    )
