"""Forms of words that a book does not hold: `forms.py OUT LANGUAGE...`

For each language OUT/LANGUAGE gets a book of words that `wordfreq` knows, and `forms.json`: 300 pairs of a word that is not in it
and the pages of all words that have its stem by snowballstemmer and, in English, by NLTK's Porter, too. Outside of English this
measures how well the rules fit their own teacher: `xtask/scripts/endings.py` learns them from the same stemmers, and from the same
words. Build the books, and ask `node tests/bench/forms.mjs OUT/LANGUAGE...`.
"""
import json, pathlib, random, sys, unicodedata
import wordfreq
from snowballstemmer import stemmer

NAMES = dict(
    ar="arabic", da="danish", en="english", fi="finnish", fr="french", de="german", el="greek", hu="hungarian", it="italian",
    nl="dutch", no="norwegian", pt="portuguese", ro="romanian", ru="russian", es="spanish", sv="swedish", ta="tamil", tr="turkish")
WORDS, HELD, PAGE, FORMS = 30_000, 6_000, 120, 300

def is_word(word):
    return len(word) > 3 and all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in word)

def stems(language):
    by_snowball = stemmer(NAMES[language]).stemWord
    if language != "en":
        return by_snowball
    from nltk.stem.porter import PorterStemmer
    porter = PorterStemmer().stem
    # Both join it, or it is no form.
    return lambda word: f"{by_snowball(word)} {porter(word)}"

for language in sys.argv[2:]:
    out = pathlib.Path(sys.argv[1]) / language
    (out / "src").mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    words = [word for word in wordfreq.top_n_list("nb" if language == "no" else language, WORDS) if is_word(word)]
    held = chance.sample(words, min(HELD, len(words) // 4))
    stem = stems(language)
    pages = {}
    summary = ""
    for at in range(0, len(held), PAGE):
        page = f"p{at // PAGE}"
        for word in held[at:at + PAGE]:
            pages.setdefault(stem(word), []).append(page)
        (out / f"src/{page}.md").write_text(f"# {page}\n\n" + " ".join(held[at:at + PAGE]) + "\n")
        summary += f"- [{page}]({page}.md)\n"
    (out / "src/SUMMARY.md").write_text(summary)
    (out / "book.toml").write_text(f'[book]\nlanguage = "{language}"\n[preprocessor.patterns]\ncatalog = {{ enable = false }}\n'
        "[output.html]\n[output.html.search]\nenable = false\n[output.patterns]\nhead = false\ntexts = false\nllms = false\n")
    there = set(held)
    others = [word for word in words if word not in there and stem(word) in pages]
    forms = [[word, sorted(set(pages[stem(word)]))] for word in chance.sample(others, min(FORMS, len(others)))]
    (out / "forms.json").write_text(json.dumps(forms, ensure_ascii=False))
    print(language, len(words), "words", len(forms), "forms")
