from consultation.similarity import alike, likeness, stems, weights


def test_words_are_compared_without_endings_accents_and_fillers() -> None:
    assert stems("The meetings are organised") & stems("Meeting, organise!") == {"meet", "organis"} or stems(
        "The meetings"
    ) == stems("a meeting")
    assert stems("Señor") == stems("SENOR")


def test_what_says_the_same_in_other_words_order_is_found_and_what_shares_a_word_is_not() -> None:
    texts = [
        "Working groups should meet more often.",
        "Funding is short.",
        "Groups that work should have more meetings, often.",
        "Meet the funding body.",
    ]
    assert alike(texts) == [(0, 2)]


def test_languages_without_spaces_are_compared_by_pairs_of_signs() -> None:
    assert alike(["我们需要更多安静的房间", "需要更多安静的房间", "停车太贵"]) == [(0, 1)]


def test_two_thousand_points_are_compared_and_the_outcome_is_always_the_same() -> None:
    texts = [f"Point {number} about topic {number % 700} and place {number % 90}" for number in range(2000)]
    assert alike(texts) == alike(texts)
    assert alike([]) == []


def test_nothing_is_like_nothing() -> None:
    assert likeness(stems(""), stems("word"), weights([])) == 0
