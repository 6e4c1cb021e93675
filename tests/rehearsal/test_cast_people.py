from rehearsal.cast.people import make_cast


def test_the_same_seed_brings_the_same_people() -> None:
    assert make_cast(120, seed=7) == make_cast(120, seed=7)
    assert make_cast(120, seed=7) != make_cast(120, seed=8)


def test_the_cast_has_one_organiser_four_facilitators_and_120_different_participants() -> None:
    cast = make_cast(120, seed=1)

    assert len(cast.facilitators) == 4
    assert len(cast.participants) == 120
    assert len({person.name for person in cast.everyone}) == 125
    assert len({person.handle for person in cast.everyone}) == 125


def test_handles_are_plain_whatever_letters_a_name_has() -> None:
    people = make_cast(120, seed=3).everyone

    assert all(person.handle.replace(".", "").isalpha() and person.handle.isascii() for person in people)
    assert any(not person.name.isascii() for person in people)


def test_everyone_has_a_role_and_an_organisation_under_their_name() -> None:
    cast = make_cast(120, seed=1)

    assert all(person.title == f"{person.role}, {person.organisation}" for person in cast.everyone)
    assert len({person.role for person in cast.participants}) > 8
    assert {"GP trainee", "GP partner", "Salaried GP"} <= {person.role for person in cast.participants}


def test_any_seed_gives_different_people() -> None:
    for seed in range(200):
        people = make_cast(120, seed=seed).everyone
        assert len({person.handle for person in people}) == len(people)
