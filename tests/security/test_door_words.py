"""What people type at the door: passphrases and recovery keys."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.errors import Bug
from caseapp.security import passphrase, recovery
from caseapp.security.errors import BadRecoveryGroup, BadRecoveryKey, WeakPassphrase
from tests.security.doors import dice

SECRET = bytes(range(16))
SHOWN = recovery.show(SECRET)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(min_size=16, max_size=16), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_a_key_reads_back_however_it_is_typed(secret: bytes, chance: object) -> None:
    shown = recovery.show(secret)
    assert len(shown) == 28 + 6
    for typed in (shown, shown.lower(), shown.replace("-", ""), shown.replace("-", " \n "), f"\u00a0{shown}\t"):
        assert recovery.read(typed) == secret
    assert recovery.read(shown.replace("0", "O").replace("1", "I")) == secret
    assert recovery.read(shown.lower().replace("0", "o").replace("1", "l")) == secret


def test_a_key_reads_back_for_ever() -> None:
    """Paper lasts: this form may never change."""
    assert SHOWN == "0004-1061-050R-3GG2-8A1C-60T3-GFCM"


@pytest.mark.parametrize("at", range(28))
def test_a_letter_that_no_key_has_is_named_by_its_group(at: int) -> None:
    plain = SHOWN.replace("-", "")
    with pytest.raises(BadRecoveryGroup) as error:
        recovery.read(plain[:at] + "U" + plain[at + 1:])
    assert error.value.params["group"] == at // 4 + 1


@pytest.mark.parametrize("group", range(7))
@pytest.mark.parametrize("change", [lambda group: group[:-1], lambda group: group + "7"])
def test_a_group_of_the_wrong_length_is_named(group: int, change: object) -> None:
    groups = SHOWN.split("-")
    assert callable(change)
    groups[group] = change(groups[group])
    with pytest.raises(BadRecoveryGroup) as error:
        recovery.read("-".join(groups))
    assert error.value.params["group"] == group + 1


@pytest.mark.parametrize("text", ["", "-", "хлеб", SHOWN[:-5], SHOWN + "-0000", "Z" * 28, "0" * 10_000, "\ud800"])
def test_other_text_is_no_key(text: str) -> None:
    with pytest.raises(BadRecoveryKey):
        recovery.read(text)
    assert not recovery.looks_like(text)


def test_what_was_typed_from_paper_is_recognised_even_when_mistyped() -> None:
    for typed in (SHOWN, SHOWN.lower(), SHOWN[:-1], "U" + SHOWN[1:], SHOWN.replace("-", " ")):
        assert recovery.seems(typed)
    for other in ("", "тихая степь под окном", "correct horse battery staple", SHOWN.replace("-", ""), SHOWN[:-5]):
        assert not recovery.seems(other)


def test_wrong_and_exchanged_characters_are_noticed() -> None:
    """Ten bits of checksum: of a thousand mistakes one may pass here; it then fails at the header's commitment."""
    plain = SHOWN.replace("-", "")
    wrong = [plain[:at] + other + plain[at + 1:] for at in range(28) for other in ALPHABET if other != plain[at]]
    wrong += [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2:] for at in range(27) if plain[at] != plain[at + 1]]
    passed = [typed for typed in wrong if recovery.looks_like(typed)]
    assert len(passed) <= len(wrong) / 200


def test_control_without_the_checksum_nothing_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = SHOWN.replace("-", "")
    typed = plain[:12] + ("A" if plain[12] != "A" else "B") + plain[13:]
    assert not recovery.looks_like(typed)
    monkeypatch.setattr(recovery, "_checksum", lambda _secret: typed[-2:])
    assert recovery.looks_like(typed)


@pytest.mark.parametrize(
    "weak",
    [
        "", "short", "ninechars", "1234567890", "0987654321", "abcdefghij", "абвгдежзик", "aaaaaaaaaaaa", "ababababab",
        "qwertyuiop", "QWERTYuiop", "qwertyuiop123!", "manchester", "Manchester2022", "йцукенгшщз", "пароль12345",
        "secretsecret", "          a", "ｑｗｅｒｔｙｕｉｏｐ",
    ],
)
def test_what_everybody_tries_first_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase) as error:
        passphrase.check(weak)
    assert error.value.params == {"field": "passphrase", "minimum": 10}


@pytest.mark.parametrize("good", ["correct horse battery", "Алты сөз бір жолда", "x7#kP0q!mZ", "тишина над степью"])
def test_ordinary_long_phrases_pass(good: str) -> None:
    passphrase.check(good)


def test_control_the_list_is_what_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "COMMON", frozenset())
    passphrase.check("manchester")


LISTS = Path(__file__).parents[2] / "resources" / "words"


@pytest.mark.parametrize(("language", "count"), [("en", 6), ("ru", 7), ("kk", 6), ("de", 6)])
def test_every_language_gets_a_passphrase_of_77_bits(language: str, count: int) -> None:
    words = passphrase.load_language(LISTS, language)
    made = passphrase.generate(words, dice=dice())
    assert len(made.split()) == count == passphrase.needed(len(words))
    assert len(words) ** count >= 2**77
    passphrase.check(made)
    assert made != passphrase.generate(words)
    assert list(words) == sorted(words)
    assert max(map(len, words)) <= 12


def test_cards_are_compared_in_words_where_there_is_a_list_else_in_digits() -> None:
    english, russian = (passphrase.load_card_words(LISTS, code) for code in ("en", "ru"))
    assert len(english) == len(russian) == 2048
    assert not set(english) & set(russian)
    assert passphrase.load_card_words(LISTS, "kk") == ()


def test_every_list_is_named_in_the_licence_note() -> None:
    note = (LISTS / "LICENCE.txt").read_text("utf-8")
    assert all(path.name in note for path in LISTS.glob("*.txt") if path.name != "LICENCE.txt")


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda words: words[:-1], lambda words: [*words[:-1], words[0]], lambda words: [*words, "extra"],
        lambda words: [*words[:-1], "и\u0306"], lambda words: [*words[:-1], "Upper"],
        lambda words: [*words[:-1], "a b"],
        lambda words: [*words[:-1], "word1"], lambda words: [*words[:-1], ""], lambda words: [*words[:-1], "a\u202eb"],
    ],
)
def test_a_spoiled_list_is_refused(tmp_path: Path, spoiled: object) -> None:
    words = (LISTS / "en.txt").read_text("utf-8").split()
    assert callable(spoiled)
    (tmp_path / "list.txt").write_text("\n".join(spoiled(words)) + "\n", "utf-8")
    with pytest.raises(Bug):
        passphrase.load_words(tmp_path / "list.txt")


@pytest.mark.parametrize("limit", [1, 2, 6, 255, 256, 257, 2048, 7776])
def test_every_word_is_equally_likely(limit: int) -> None:
    size = (limit.bit_length() + 7) // 8
    if size > 1:
        values = iter([b"\xff" * size, (limit - 1).to_bytes(size, "big")])
        top = 256**size // limit * limit
        drawn = passphrase.below(limit, lambda _n: next(values))
        assert drawn == ((limit - 1) if top != 256**size else (256**size - 1) % limit)
        return
    every = itertools.count()
    counts = [0] * limit
    for _ in range(256 // limit * limit):
        counts[passphrase.below(limit, lambda _n: (next(every) % 256).to_bytes(1, "big"))] += 1
    assert len(set(counts)) == 1
