from __future__ import annotations

import pytest

from timeline.candidates import actors, places
from timeline.candidates.stems import headline

GAZETTEER = places.load()

WHERE = [
    ("", "ELGIN, Ill. (AP) — Two shops burned down on Monday.", "Elgin"),
    ("Fire in Chattanooga", "Two shops burned down on Monday.", "Chattanooga"),
    ("", "Two shops burned down in Meherton, Ohio, on Monday. Meherton police were there.", "Meherton"),
    ("", "Toledo police say that two shops burned down near Maple Avenue.", "Toledo"),
    ("", "The convoy left the town of Al Qaem at dawn, and nobody in al-Qaim saw it.", "al-Qaim"),
    ("", "A girl was hurt in the Bushvale neighborhood. Chicago police search the area in Chicago.", "Chicago"),
]


@pytest.mark.parametrize(("title", "text", "expected"), WHERE)
def test_a_document_is_about_the_place_that_its_words_say_it_is(title: str, text: str, expected: str):
    found = places.main(title, gazetteer=GAZETTEER, sightings=places.sight(text, GAZETTEER))
    assert found.endswith(expected)


NOWHERE = [
    "Hit by a car, he died in March. Police say that nobody is to blame.",
    "Madison Grant and Morgan Hill spoke of their son.",
    "The University of Oxford Street Journal wrote of it.",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_towns_on_paper_only_are_no_places(text: str):
    assert places.main("", gazetteer=GAZETTEER, sightings=places.sight(text, GAZETTEER)) == ""


def test_spellings_of_a_town_are_one_place_with_coordinates():
    assert places.fold("Saint Louis") == places.fold("St. Louis")
    assert GAZETTEER.town("Al-Qaem") == GAZETTEER.town("al-Qaim")
    assert GAZETTEER.spot("al-Qaim") == pytest.approx((34.37, 41.09))


def test_the_users_own_places_come_first_and_a_country_filter_leaves_out_the_others():
    own = ({"name": "Baghdad", "lat": "1.5", "lon": "2.5", "country": "IQ"},)
    gazetteer = places.load(own, countries=("IQ",))
    assert gazetteer.spot("Baghdad") == (1.5, 2.5)
    assert gazetteer.town("Chicago") is None


def test_aliases_of_an_actor_are_one_actor():
    found = actors.load().find(
        "The PMF and the Hashd al-Shaabi, or Popular Mobilisation Units, met the U.N. envoy; PMFs did not."
    )
    assert found == ("Popular Mobilization Forces", "United Nations")


def test_the_outlets_name_is_no_part_of_the_title():
    assert headline("Two held after fire - WMC Action News 5 - Memphis, Tennessee") == "Two held after fire"
    assert headline("Two held - after a fire in the old mill") == "Two held - after a fire in the old mill"
