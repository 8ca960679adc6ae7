"""Writes `src/index/endings/LANG.txt`: which endings words of one stem have. `python3 endings.py OUT LANG...`

Learnt from a list of words (the `wordfreq` package) and Snowball's stemmers (`snowballstemmer`): of all pairs of words that start
alike, those endings are kept that most often belong to one stem. A line says how many letters must stand before them at least, an
ending (`-` for none), and those that go with it: `3e ing ed` for `rate`, `rating`, `rated`.
"""

import collections
import pathlib
import sys
import unicodedata

import snowballstemmer
import wordfreq

NAMES = dict(
    ar="arabic", da="danish", en="english", fi="finnish", fr="french", de="german", el="greek", hu="hungarian",
    it="italian", nl="dutch_porter", no="norwegian", pt="portuguese", ro="romanian", ru="russian", es="spanish", sv="swedish", ta="tamil", tr="turkish",
)
SPELT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}

WORDS = 45_000
LONGEST = 6  # letters of an ending
APART = 400  # words that are looked at behind each
MOST = 3_000  # pairs of a language


def fold(word):
    """As `src/text/fold.rs` folds."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not "\u0300" <= c <= "\u036f")
    return "".join(SPELT.get(c, c) for c in unicodedata.normalize("NFKC", bare))


def shared(a, b):
    length = 0
    for x, y in zip(a, b):
        if x != y:
            break
        length += 1
    return length


def stems_of(language):
    stemmer = snowballstemmer.stemmer(NAMES[language])
    is_word = lambda word: len(word) > 2 and all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in word)
    stems = {}
    for word in wordfreq.top_n_list("nb" if language == "no" else language, WORDS):
        if is_word(word):
            stems.setdefault(fold(word), set()).add(stemmer.stemWord(word))
    return stems


def count(stems):
    words = sorted(stems)
    good, all_ = collections.Counter(), collections.Counter()
    for at, word in enumerate(words):
        start = word[: max(2, len(word) - LONGEST)]
        for other in words[at + 1 : at + APART]:
            if not other.startswith(start):
                break
            length = shared(word, other)
            pair = word[length:], other[length:]
            if length >= 2 and max(map(len, pair)) <= LONGEST:
                all_[min(length, 6), *pair] += 1
                good[min(length, 6), *pair] += bool(stems[word] & stems[other])
    return good, all_


def pairs(good, all_):
    """Each pair with the letters that must stand before it, and how often it was seen."""
    found = {}
    for a, b in sorted({key[1:] for key, seen in good.items() if seen}):
        for least in range(2, 7):
            seen = sum(good[length, a, b] for length in range(least, 7))
            of = sum(all_[length, a, b] for length in range(least, 7))
            here, of_here = good[least, a, b], all_[least, a, b]
            if seen >= 2 and here > 0 and seen / of >= 0.5 and here / of_here >= 0.4:
                found[a, b] = least, seen
                break
    return dict(sorted(found.items(), key=lambda item: -item[1][1])[:MOST])


def write(out, language):
    lines = collections.defaultdict(list)
    for (a, b), (least, _) in pairs(*count(stems_of(language))).items():
        lines[least, a].append(b)
    text = "".join(f"{least}{a or '-'} {' '.join(sorted(others))}\n" for (least, a), others in sorted(lines.items()))
    (pathlib.Path(out) / f"{language}.txt").write_text(text)


for language in sys.argv[2:]:
    write(sys.argv[1], language)
