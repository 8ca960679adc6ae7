"""Which of several stemmers joins the inflections of real words: `inflections.py LANGUAGE ALGORITHM...`, as `inflections.py nl dutch_porter dutch`.

Of the frequent words of a language (`wordfreq`), those that a dictionary of inflections knows (`simplemma`). For each algorithm of
Snowball it says how many of the pairs of one lemma get one stem, and how many of the pairs with one stem have one lemma.
"""
import collections, itertools, sys
import simplemma, wordfreq
from snowballstemmer import stemmer

language, *algorithms = sys.argv[1:]
words = [word for word in wordfreq.top_n_list(language, 30_000) if len(word) > 3 and word.isalpha() and simplemma.is_known(word, lang=language)]
lemma = {word: simplemma.lemmatize(word, lang=language).lower() for word in words}

def pairs(key):
    groups = collections.defaultdict(list)
    for word in words:
        groups[key(word)].append(word)
    return {pair for group in groups.values() for pair in itertools.combinations(sorted(group), 2)}

inflected = pairs(lemma.get)
print(f"{len(words)} words, {len(inflected)} pairs of inflections")
for algorithm in algorithms:
    joined = pairs(stemmer(algorithm).stemWord)
    both = len(joined & inflected)
    print(f"{algorithm}: {both / len(inflected):.1%} of the inflections are joined, {both / len(joined):.1%} of {len(joined)} joined pairs are inflections")
