from __future__ import annotations

import pytest

from timeline.candidates import actors, places, scene
from timeline.candidates.candidate import same_place
from timeline.candidates.stems import headline
from timeline.model import Span

GAZETTEER = places.load()


def home(text: str, title: str = "", url: str = "", tail: str = "") -> scene.Home:
    """Return where an article happened whose first sentence tells its event."""
    told = [Span(0, text.index(".", 20) + 1)]
    outlet = scene.Outlet.of(url, tail, GAZETTEER)
    return scene.find(title, outlet, gazetteer=GAZETTEER, sightings=places.sight(text, GAZETTEER), told=told)


def where(text: str, title: str = "") -> str:
    """Return the place of such an article that nobody in particular published."""
    return home(text, title).place


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
    ("Two Hurt In Olivehurst Fire", "Two men were hurt when a shop burned down on Monday.", "Olivehurst"),
    ("", "NEW ORLEANS (AP) - Two shops burned down on Monday.", "New Orleans"),
    ("", "SAVANNAH, GA (October 16, 2015): Two shops burned down on Monday.", "Savannah"),
    ("", "Two shops burned down in Sault Ste. Marie on Monday.", "Sault Ste. Marie"),
    ("", "A club burned down in Bushvale, Queens, on Monday.", "Bushvale, Queens, New York"),
    ("Fire in Evanston", "CINCINNATI (WKRC) -- Two shops burned down in Evanston on Monday.", "Evanston, Cincinnati"),
    ("Montana shop burns down in Montana", "Montana police saw a shop burn. Many watched in Missoula.", "Missoula"),
    ("", "A Montana family lost its shop. It burned down in Missoula on Monday. Montana has few.", "Missoula"),
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
Two shops burned down in southwest [Columbus] Tuesday night.
A shop burned down near a [Detroit] community hall on Monday.
In [Dallas], two shops burned down on Monday.
A shop burned down on Duane Road in [New Orleans] East. Several residents saw it in March.
Several residents saw a shop burn down in [Toledo]. Several police came.
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


OUTLETS = [
    ("http://www.buffalonews.com/city-region/fire-2013", "", ["Buffalo"]),
    ("http://web.archive.org/web/2016/http://abc7chicago.com:80/news/993054/", "", ["Chicago"]),
    ("https://www.kansascity.com/news/", "", ["Kansas City"]),
    ("http://www.dnainfo.com/chicago/20160930/a-shop", "", ["Chicago"]),
    ("http://www.wmcactionnews5.com/story/1", " - WMC Action News 5 - Memphis, Tennessee", ["Memphis"]),
    ("http://www.columbian.com/news/", "", []),
    ("http://www.nbcwashington.com/news/", "", []),
    ("http://timesargus.com/article/20150813", "", []),
    ("", "", []),
]


@pytest.mark.parametrize(("url", "tail", "towns"), OUTLETS)
def test_an_outlets_address_or_name_says_whose_town_it_reports_from(url: str, tail: str, towns: list[str]):
    assert list(scene.Outlet.of(url, tail, GAZETTEER).towns) == towns


def test_a_quarter_of_the_outlets_town_is_told_with_the_town_and_that_the_text_does_not_name_it():
    text = "A shop burned down in Kensington on Monday, police said."
    assert home(text, url="http://www.nbcphiladelphia.com/news/")[:2] == ("Kensington, Philadelphia", True)
    assert home(text, url="http://www.kansascity.com/news/")[:2] == ("Kensington", False)
    assert home(text)[:2] == ("Kensington", False)


def test_where_a_report_names_no_place_it_is_its_outlets_town():
    assert home("Two shops burned down on Monday, police said.", url="http://buffalonews.com")[:2] == ("Buffalo", True)


def test_what_stands_before_the_story_is_told_apart_from_its_beginning():
    teasers = "A man was held in Cleveland on Sunday. He sold what he had. " + "More of it is told behind. " * 30
    text = f"{teasers}\n\nA shop burned down in Memphis on Monday."
    begin = len(teasers) + 2
    found = scene.scenes(
        "Shop burned down",
        scene.Outlet(),
        gazetteer=GAZETTEER,
        sightings=places.sight(text, GAZETTEER),
        told=[Span(begin, len(text))],
        begin=begin,
    )
    zones = {place.name: place.traits & {"teaser", "first", "half", "rest"} for place in found}
    assert zones == {"Cleveland": {"teaser"}, "Memphis": {"first"}}


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
    ("Several police came.", []),
    ("Merely, Merely police said, a shop.", [("Merely", "unknown forces")]),
    ("In Dallas, two shops burned down.", [("Dallas", "in")]),
    ("A club in Bushvale, Queens, burned down.", [("Bushvale", "unknown town next"), ("Queens", "bare")]),
    ("Rebels took the village of Meherton.", [("Meherton", "unknown region next")]),
    ("An oil rig sank in the Gulf of Mexico.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_how_a_name_is_named_tells_streets_stations_persons_and_hospitals_apart(
    text: str, expected: list[tuple[str, str]]
):
    assert [(seen.name, seen.trait) for seen in places.sight(text, GAZETTEER)] == expected
