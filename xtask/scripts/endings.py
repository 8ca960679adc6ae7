"""Writes `src/index/endings/LANG.txt`: how words of a language are stemmed, and which endings go together. `python3 endings.py OUT LANG...`

Learnt from a list of words (the `wordfreq` package) and Snowball's stemmers (`PyStemmer`). Three kinds of lines:

    <2 ing 1ed ^sled    the last 2 letters go of words that end so; a digit before an ending says how often a consonant follows a vowel
                        before it (2: or more), `^` is the start of the word. `<3y ies`: 3 letters go and a `y` comes. `-` is any word
    >2 al               the first 2 letters go of words that start so; `$` is the end of the word
    3e ing ed           words of one stem have these endings (`-` for none), with 3 letters before them at least: `rate`, `rating`

The longest ending that is there says most, shorter ones what else the stem may be. Pairs are learnt from all stemmers of a language.
"""

import collections
import pathlib
import sys
import unicodedata

import Stemmer
import wordfreq

NAMES = dict(
    ar="arabic", da="danish", en="english", fi="finnish", fr="french", de="german", el="greek", hu="hungarian",
    it="italian", nl="dutch_porter", no="norwegian", pt="portuguese", ro="romanian", ru="russian", es="spanish", sv="swedish", ta="tamil", tr="turkish",
)
SPELT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}

OTHERS = dict(nl=["dutch"], en=["porter"])

WORDS = 50_000
PAIRED = 25_000  # words whose endings are paired
LONGEST = 6  # letters of an ending
APART = 400  # words that are looked at behind each
MOST = 2_000  # pairs of a language
LOOK = 10  # letters that say what goes
GAIN = 2  # words that a rule must set right
GAINS = dict(ta=1)  # Tamil's endings grow together: rules of single words also know words that they were not learnt from
VOWELS = set("aeiouyаеиоуыэюяєіαεηιουω")


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


def words_of(language):
    is_word = lambda word: len(word) > 2 and all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in word)
    return [word for word in wordfreq.top_n_list("nb" if language == "no" else language, WORDS) if is_word(word)]


def stems_of(language, words):
    stems = {}
    for name in [NAMES[language], *OTHERS.get(language, [])]:
        stemmer = Stemmer.Stemmer(name)
        for word in words:
            stems.setdefault(fold(word), set()).add(f"{name} {stemmer.stemWord(word)}")
    return stems


def change(word, stem):
    """What makes a stem of a word: the letters that go at its start and what comes for them, and the same at its end."""
    best = None
    for first in range(min(6, len(word))):
        for lead in range(2 if first else 1):
            kept = shared(word[first:], stem[lead:])
            cost = first * 0.6 + lead * 2 + (len(stem) - lead - kept) * 2
            if best is None or cost < best[0]:
                best = cost, (first, stem[:lead]), (len(word) - first - kept, stem[lead + kept :])
    return best[1:]


def turns(front):
    """How often a consonant follows a vowel, up to 2."""
    vowels = [c in VOWELS for c in front]
    return str(min(2, sum(a and not b for a, b in zip(vowels, vowels[1:]))))


def learn(samples, classed, gain):
    """The fewest keys that say what is done to words: the start of a text, and how the rest of it turns."""
    seen = collections.defaultdict(collections.Counter)
    for text, what in samples:
        for length in range(min(len(text), LOOK) + 1):
            seen[text[:length], ""][what] += 1
            if classed and length < len(text):
                seen[text[:length], turns(text[length:-1][::-1])][what] += 1
    rules = {}
    for key, turn in sorted(seen, key=lambda key: (len(key[0]), key[1], key[0])):
        counts = seen[key, turn]
        what, times = max(counts.items(), key=lambda item: (item[1], str(item[0])))
        known = [rules[key[:length], t] for length in range(len(key), -1, -1) for t in {turn: 0, "": 0} if (key[:length], t) in rules]
        if not known or (what != known[0] and times - counts[known[0]] >= gain):
            rules[key, turn] = what
    return rules


def lines_of(sign, rules, back):
    lines = collections.defaultdict(list)
    for (key, turn), (gone, come) in rules.items():
        lines[f"{sign}{gone}{come}"].append(turn + (back(key) or "-"))
    return "".join(f"{line} {' '.join(sorted(keys))}\n" for line, keys in sorted(lines.items()))


def stemming(language, words):
    stemmer = Stemmer.Stemmer(NAMES[language])
    gain = GAINS.get(language, GAIN)
    changes = [(fold(word), *change(fold(word), fold(stemmer.stemWord(word)))) for word in words]
    ends = learn([(f"{word[::-1]}^", end) for word, _, end in changes], True, gain)
    starts = learn([(f"{word}$", start) for word, start, _ in changes], False, gain)
    return lines_of("<", ends, lambda key: key[::-1]) + lines_of(">", starts, str)


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
    words = words_of(language)
    lines = collections.defaultdict(list)
    for (a, b), (least, _) in pairs(*count(stems_of(language, words[:PAIRED]))).items():
        lines[least, a].append(b)
    text = "".join(f"{least}{a or '-'} {' '.join(sorted(others))}\n" for (least, a), others in sorted(lines.items()))
    (pathlib.Path(out) / f"{language}.txt").write_text(stemming(language, words) + text)


for language in sys.argv[2:]:
    write(sys.argv[1], language)
