from __future__ import annotations

import pytest

from timeline.candidates import actors, places, scene
from timeline.candidates.candidate import same_place
from timeline.candidates.stems import headline
from timeline.model import Span

GAZETTEER = places.load()


def where(text: str, title: str = "") -> str:
    """Return the place of an article whose first sentence tells its event."""
    told = [Span(0, text.index(".", 20) + 1)]
    return scene.find(
        title, scene.Outlet(), gazetteer=GAZETTEER, sightings=places.sight(text, GAZETTEER), told=told
    ).place


WHERE = [
    ("", "ELGIN, Ill. (AP) — Two shops burned down on Monday.", "Elgin"),
    ("Fire in Chattanooga", "Two shops burned down on Monday.", "Chattanooga"),
    ("", "Two shops burned down in Meherton, Ohio, on Monday. Meherton police were there.", "Meherton"),
    ("", "Toledo police say that two shops burned down near Maple Avenue.", "Toledo"),
    ("", "The convoy left the town of Al Qaem at dawn, and nobody in al-Qaim saw it.", "al-Qaim"),
    (
        "",
        "A girl was hurt in the Bushvale neighborhood. Chicago police search the area in Chicago.",
        "Bushvale, Chicago",
    ),
]
PROSE = """
A mill burned down in [Rock Falls] on Monday. The watchman was taken to a hospital in Sterling.
Officer Franklin and Sara Davidson met in [Toledo] on Monday. Davidson had called Franklin.
A barn burned down on Auburn Avenue in [Atlanta] on Monday.
A boy was hurt in [Henry County] on Monday, the Henry County Sheriff's Office said.
A shop burned down in [Evanston] on Monday, Evanston police said. A thief fled to Chicago.
WWLTV (Photo: WWLTV) A shop burned down in [New Orleans] on Monday.
NOPD: A shop burned down in [New Orleans] on Monday. NOPD officers saw it.
A Philadelphia man saw the home burn in [Camden] on Monday, Home Depot said.
The shop of Miranda Hill burned down in [Joplin] on Monday. Miranda was not hurt.
"""
"""An article a line; the place of each stands in brackets."""


@pytest.mark.parametrize(("title", "text", "expected"), WHERE)
def test_a_document_is_about_the_place_that_its_words_say_it_is(title: str, text: str, expected: str):
    assert where(text, title) == expected


@pytest.mark.parametrize("line", PROSE.strip().splitlines())
def test_persons_streets_hospitals_and_stations_are_not_where_it_happened(line: str):
    text = line.replace("[", "").replace("]", "")
    assert where(text) == line.partition("[")[2].partition("]")[0]


def test_a_part_of_a_town_is_named_with_its_town_and_lies_there():
    text = "A shop burned down in Portage Park on Monday. Nobody of Portage Park was hurt, Chicago police said."
    assert where(text, "Fire in Portage Park") in ("Portage Park, Chicago", "Chicago")
    assert GAZETTEER.spot("Austin, Chicago") == GAZETTEER.spot("Chicago")
    assert GAZETTEER.spot("Portage Park, Chicago") == pytest.approx((41.958, -87.765))


def test_a_town_with_police_of_its_own_is_no_part_of_its_large_neighbour():
    text = "A shop burned down in Oak Park, Oak Park police said. Chicago police looked on in Chicago."
    assert where(text, "Fire in Oak Park") == "Oak Park"
    assert GAZETTEER.within("Oak Park", "Chicago") is not None


def test_one_of_many_namesakes_has_coordinates_only_where_the_text_names_its_state():
    assert GAZETTEER.spot("Springfield") is None
    assert GAZETTEER.spot("Springfield", {"Illinois"}) == pytest.approx((39.80, -89.64), abs=0.01)
    assert GAZETTEER.spot("Chicago") is not None


def test_a_part_and_its_town_are_one_place_and_two_parts_are_not():
    assert same_place("Red Hook, Brooklyn", "Brooklyn")
    assert not same_place("Red Hook, Brooklyn", "Gowanus, Brooklyn")


NOWHERE = [
    "Hit by a car, he died in March. Police say that nobody is to blame.",
    "Madison Grant and Morgan Hill spoke of their son.",
    "The University of Oxford Street Journal wrote of it.",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_towns_on_paper_only_are_no_places(text: str):
    assert where(text) == ""


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


NAMED = [
    ("A shop on Auburn Avenue burned down.", []),
    ("WWLTV (Photo: WWLTV) A shop burned down.", []),
    ("He said that Officer Jackson was there.", [("Jackson", "person")]),
    ("He was taken to a hospital in Sterling.", [("Sterling", "aside in")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_how_a_name_is_named_tells_streets_stations_persons_and_hospitals_apart(
    text: str, expected: list[tuple[str, str]]
):
    assert [(seen.name, seen.trait) for seen in places.sight(text, GAZETTEER)] == expected
