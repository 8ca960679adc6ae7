"""A published collection in SMART's format as a book, and what BM25 answers beside it: `smart.py DOCUMENTS QUERIES JUDGMENTS OUT`.

OUT gets the pages, `queries.json` (id, text, {page: grade}) and `bm25.json` (for each query the ten best pages), by the
bm25s package with PyStemmer's English stems and NLTK's stop words."""
import json, pathlib, re, sys
import bm25s, Stemmer

def records(path):
    out = []
    for part in re.split(r"^\.I\s+", pathlib.Path(path).read_text(errors="replace"), flags=re.M)[1:]:
        number, _, rest = part.partition("\n")
        fields, key = {}, None
        for line in rest.splitlines():
            found = re.match(r"^\.([A-Z])\s*$", line)
            if found:
                key = found[1]
                fields.setdefault(key, [])
            elif key:
                fields[key].append(line)
        out.append((int(number.split()[0]), {k: " ".join(v).strip() for k, v in fields.items()}))
    return out

def main(documents, queries, judgments, out):
    out = pathlib.Path(out)
    (out / "src").mkdir(parents=True, exist_ok=True)
    docs = records(documents)
    summary = []
    for number, fields in docs:
        title, text = fields.get("T", ""), fields.get("W", "")
        if text.startswith(title):
            text = text[len(title):].strip()
        clean = lambda s: re.sub(r"[<>\[\]#*_`|]", " ", s)
        (out / f"src/d{number}.md").write_text(f"# {clean(title)}\n\n{clean(text)}\n")
        summary.append(f"- [{clean(title)[:80]}](d{number}.md)\n")
    (out / "src/SUMMARY.md").write_text("".join(summary))
    (out / "book.toml").write_text('[book]\nlanguage = "en"\n[preprocessor.patterns]\ncatalog = { enable = false }\n'
        "[output.html]\n[output.html.search]\nenable = false\n[output.patterns]\nhead = false\ntexts = false\nllms = false\n")
    asked = records(queries)
    # Cranfield's judgments count queries by their place, not by their number.
    by_place = pathlib.Path(judgments).name.startswith("cran")
    grades = {}
    for line in pathlib.Path(judgments).read_text().splitlines():
        cells = line.split()
        if len(cells) >= 2 and cells[0].isdigit():
            grade = 1
            if by_place and len(cells) > 2:
                grade = max(0, 5 - int(cells[2])) if int(cells[2]) > 0 else 0
            if grade:
                grades.setdefault(int(cells[0]), {})[f"d{cells[1]}"] = grade
    rows = [[i if by_place else number, fields["W"], grades.get(i if by_place else number, {})] for i, (number, fields) in enumerate(asked, 1)]
    rows = [row for row in rows if row[2]]
    (out / "queries.json").write_text(json.dumps(rows))
    stemmer = Stemmer.Stemmer("english")
    corpus = [f"{f.get('T','')} {f.get('W','')}" for _, f in docs]
    tokens = bm25s.tokenize(corpus, stopwords="en", stemmer=stemmer, show_progress=False)
    engine = bm25s.BM25()
    engine.index(tokens, show_progress=False)
    names = [f"d{number}" for number, _ in docs]
    found, _ = engine.retrieve(bm25s.tokenize([row[1] for row in rows], stopwords="en", stemmer=stemmer, show_progress=False), k=10, show_progress=False)
    (out / "bm25.json").write_text(json.dumps([[names[at] for at in row] for row in found.tolist()]))
    print(len(docs), "documents", len(rows), "queries")

main(*sys.argv[1:])
