"""Reads a library's own pages, and says where `catalog.json` differs from them.

Usage: libraries.py BOOK CATALOG

It knows nothing of the plugin's code: front matter is read with PyYAML, names of pages are looked up here, and counts are made
anew. BOOK is a folder with `book.toml`, CATALOG the file that the build of it wrote. It prints what it compared, and each
difference; the exit code is 1 where there is one.
"""

import calendar
import collections
import datetime
import json
import pathlib
import re
import sys
import tomllib

import yaml

# Keys that the plugin's guide says are another name of a field; those of the book itself come from `book.toml`.
OTHER_NAMES = {
    "author": "authors", "deciders": "authors", "requires": "prerequisites", "see_also": "related",
    "supersededby": "superseded_by", "replaces": "supersedes", "date": "updated", "last_updated": "updated", "lastmod": "updated",
    "summary": "description", "keywords": "tags", "sidebar_label": "short_title",
}
RELATIONS = {"related", "prerequisites", "superseded_by", "supersedes"}
DATES = {"updated", "introduced"}
PEOPLE = {"authors", "consulted", "informed"}
# Terms that the guide says are another name of one.
OTHER_TERMS = {"approved": "accepted"}
# The files that are the front page of their folder.
FRONT = {"README", "index", "_index"}
NOTHING = {"n/a", "none", "nil", "-", ""}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def key(name):
    return re.sub(r"[-_ ]", "", str(name)).lower()


def slug(value):
    # What comes first in `.NET` is a word of it.
    value = re.sub(r"^\s*\.(?=\w)", "dot", str(value))
    return re.sub(r"[\W_]+", "-", str(value).strip().lower()).strip("-")


def front_matter(text):
    """The keys of a page, as text; where YAML takes no part of it, line by line."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    found = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$", text, re.S | re.M)
    if not found:
        return {}
    try:
        read = yaml.load(found[1], Loader=yaml.BaseLoader)
        return read if isinstance(read, dict) else {}
    except yaml.YAMLError:
        lines = (re.match(r"([\w-]+):[ \t]+(.+)", line) for line in found[1].split("\n"))
        return {line[1]: line[2].strip().strip("'\"") for line in lines if line}


def properties(text):
    """The lines `key:: value` of Logseq, where a page starts with them and nothing else stands there."""
    # A list may follow directly.
    lines = re.split(r"\n(?:[ \t]*\n|[-*+#>|])", text.strip())[0].split("\n")
    said = [re.fullmatch(r"([A-Za-z][\w -]*)::(?: (.*))?", line.strip()) for line in lines]
    return {it[1].strip(): it[2] or "" for it in said} if all(said) else {}


def header(text):
    """The keys of a `<pre>` that a page starts with, as BIPs and XLS have it."""
    found = re.match(r"\s*(?:# [^\n]*\s+)?<pre>\n(.*?)</pre>", text, re.S)
    lines = found[1].split("\n") if found else []
    said = [re.fullmatch(r"\s*([A-Za-z][\w -]*):\s+(.*?)\s*", line) for line in lines]
    return {it[1]: it[2] for it in said if it}


def in_text(text):
    """The keys of the lists and tables that a page starts with."""
    found = properties(text) or header(text)
    has_title = bool(re.match(r"\s*#", text))
    is_plain = lambda line: re.match(r"([A-Z][\w -]{1,39}): +(\S.*?)\s*$", line)
    # A line that is no key may be prose, and so may its paragraph.
    prose = {line for part in re.split(r"\n\s*\n", text) for line in part.split("\n") if not all(map(is_plain, part.split("\n")))}
    for line in re.sub(r"(?s)^---\n.*?^---$", "", text, count=1, flags=re.M).split("\n"):
        if line.startswith("#") and (found or line.startswith("## ")):
            break
        plain = is_plain(line) if line not in prose else None
        if re.match(r"[^\s#|*+\[<-]", line) and not found and not plain and not re.match(r"\s*=+\s*$", line):
            if has_title:
                break
            has_title = True
        bullet = re.match(r"\s*[-*+]\s+\**([^:*|\[]{2,40}?)\**:\**\s+(.+)$", line)
        row = re.match(r"\|\s*\**([^|:*]{2,40}?)\**:?\s*\|\s*([^|]*?)\s*\|\s*$", line)
        if bullet or row or plain:
            name, value = (bullet or row or plain).groups()
            found.setdefault(name.strip().replace(" ", "_").lower(), value.strip())
    return found


def date(text):
    """A date as ISO writes it, as exact as it is said."""
    text = str(text).strip()
    if re.fullmatch(r"\d{10}|\d{13}", text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    remark = re.fullmatch(r"(.*\S)\s+\(([^()\d]*)\)", text)
    if remark:
        # Of two dates nobody knows which one is meant.
        words = re.findall("[a-z]{3,}", remark[2].lower())
        has_month = any(name.lower().startswith(word) for name in calendar.month_name[1:] for word in words)
        day = None if has_month else date(remark[1])
        return day if day and len(day) == 10 else None
    if "(" in text[1:]:
        return None
    if re.match(r"\d{4}(-\d\d){0,2}([T ].*)?$", text):
        return re.split(r"[T ]", text)[0]
    words = [re.sub(r"(?<=\d)(st|nd|rd|th)$", "", word) for word in re.split(r"[-/., ]+", text.lower()) if word]
    names = [MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    year = next((number for number in numbers if number > 31), None)
    rest = [number for number in numbers if number != year]
    if year is None:
        return None
    if names:
        return f"{year}-{names[0]:02}" + "".join(f"-{day:02}" for day in rest[:1])
    if numbers[0] == year:
        return "-".join([str(year), *(f"{number:02}" for number in rest)])
    if len(rest) == 2 and min(rest) <= 12 < max(rest):
        return f"{year}-{min(rest):02}-{max(rest):02}"
    return None


def is_day(text):
    """Whether the calendar has a date."""
    try:
        return bool(datetime.date(*(int(part) for part in (text + "-01-01").split("-")[:3])))
    except ValueError:
        return False


def people(value):
    """The names of the people of a key, without their addresses."""
    if isinstance(value, list):
        return [str(item.get("name", item)) if isinstance(item, dict) else bare(str(item)) for item in value]
    outside = re.sub(r"\([^)]*\)|<[^>]*>", lambda it: "x" * len(it[0]), str(value))
    cuts = [(it.start(), it.end()) for it in re.finditer(r"\s*[,;]\s*(?:and\s)?|\s&\s|\sand\s", outside)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(outside)]
    parts = [str(value)[start:end].strip() for start, end in zip(starts, ends)]
    parts = [part for part in parts if part]
    sure = len(parts) > 2 or not re.search(",", outside) or all(re.search(r"[\s@)>]", part) for part in parts)
    return [bare(part) for part in parts] if sure else [str(value)]


def bare(name):
    link = re.fullmatch(r"\[(.+)\]\(.+\)", name.strip())
    name = link[1] if link else name
    return re.sub(r"\s*[<(](?:[^<>()\s]+@[\w-]+\.[\w.-]+|https?:[^<>()\s]+)[>)]$", "", name.strip())


def values(value, sign):
    """The single values of a key; `sign` stands between those of a text."""
    if isinstance(value, dict):
        return [str(name) for name in value]
    if isinstance(value, list):
        return [one for item in value for one in values(item, sign)]
    parts = str(value).split(sign) if sign else [str(value)]
    # `#one #[[two words]]` of Logseq and Obsidian.
    marked = r"#\[\[[^\[\]]+\]\]|\[\[[^\[\]]+\]\]|#[^\s,]+"
    all_marked = lambda part: re.fullmatch(rf"\s*(?:{marked})(?:\s+(?:{marked}))+\s*", part)
    parts = [one.lstrip("#") for part in parts for one in (re.findall(marked, part) if all_marked(part) else [part])]
    parts = [re.sub(r"^\[\[([^\[\]]+)\]\]$", r"\1", part.strip()) for part in parts]
    return [part for part in parts if part.lower() not in NOTHING]


def shown(value):
    """A text without the addresses of its links."""
    return re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", value)


def folder(path):
    return str(pathlib.PurePosixPath(path).parent)


def place(path):
    """The folder that holds a page; of a page that is a folder itself, the one around it."""
    own = pathlib.PurePosixPath(path)
    return str(own.parent.parent if own.stem in FRONT else own.parent)


def series(path):
    """The word before the number in a name: `ics` of `ics-003-x`."""
    own = pathlib.PurePosixPath(path)
    name = own.parent.name if own.stem in FRONT else own.stem
    found = re.match(r"([A-Za-z]+)[-_. ]\d+(?:$|[-_. ])", name)
    return found[1].lower() if found else ""


class Library:
    """The chapters of a book, and what its configuration says of their keys."""

    def __init__(self, root):
        book = tomllib.loads((root / "book.toml").read_text())
        self.src = root / book.get("book", {}).get("src", "src")
        self.ours = book.get("preprocessor", {}).get("patterns", {})
        self.fields = self.ours.get("field", {})
        self.taxonomies = self.ours.get("taxonomy", {})
        summary = (self.src / "SUMMARY.md").read_text()
        links = re.findall(r"^\s*(?:[-*+]\s*)?\[.*\]\((?:<([^>\n]+?\.md)>|([^)\n]+?\.md))\)\s*$", summary, re.M)
        links = [angled or plain for angled, plain in links]
        read = lambda path: (self.src / path).read_text(encoding="utf-8", errors="replace")
        self.pages = {path: front_matter(read(path)) for path in links if (self.src / path).is_file()}
        reads_text = self.ours.get("read-text", False)
        self.texts = {path: in_text(read(path)) if reads_text else {} for path in self.pages}
        self.names = self.make_names()

    def make_names(self):
        names = collections.defaultdict(set)
        for path, keys in self.pages.items():
            stem = pathlib.PurePosixPath(path).stem
            if stem in FRONT:
                stem = pathlib.PurePosixPath(path).parent.name
            numbers = re.findall(r"(?:^|[-_. ])(\d+)(?=$|[-_. ])", stem)
            ids = ["id", *self.fields.get("id", {}).get("aliases", [])]
            said = [str(keys[one]) for one in keys if key(one) in {"title", *map(key, ids)}]
            called = {stem, path, path[:-3], *said}
            called |= {str(int(number)) for number in numbers}
            for name in called - {""}:
                names[slug(name)].add(path)
        return names

    def page_named(self, name, source):
        link = re.fullmatch(r"\[.*\]\((.+)\)", name.strip())
        name = link[1] if link else name.strip()
        before = re.split(r" \| | \(|: | - | – | — ", name)[0]
        for wanted in [*self.forms(name), *(self.forms(before) if re.search(r"\d", before) else [])]:
            found = self.names.get(slug(wanted), set()) if wanted else set()
            if wanted.isdigit():
                found = {path for path in found if series(path) == series(source)} or found
            near = {path for path in found if folder(path) == folder(source)}
            near = near if len(near) == 1 else {path for path in found if place(path) == place(source)}
            for one in (found, near):
                if len(one) == 1:
                    return next(iter(one))
            if found:
                return None
        return None

    def forms(self, name):
        number = re.fullmatch(r"(?:[A-Za-z]+[- #]?|#)?0*(\d+)", name)
        return [name, number[1]] if number else [name]

    def declares(self, name, value):
        """Whether a label in the text is a key that the book names, with a value."""
        own = [*self.fields, *self.taxonomies, *(alias for said in self.fields.values() for alias in said.get("aliases", []))]
        is_date = self.field(name)[1] == "date"
        return key(name) in {key(one) for one in own} and bool(values(value, None)) and "[^" not in value and not re.fullmatch(r"<[^<>:]*>", value) and (not is_date or is_day(date(value) or ""))

    def field(self, name):
        """The field that a key is: its name in `catalog.json`, its type, and the sign between its values."""
        for own, said in self.fields.items():
            if key(name) in {key(own), *(key(alias) for alias in said.get("aliases", []))}:
                canonical = OTHER_NAMES.get(key(own), own.replace("-", "_"))
                return canonical, said.get("type", "text"), said.get("split")
        other = {key(alias): field for alias, field in OTHER_NAMES.items()}.get(key(name), str(name))
        for own, said in self.taxonomies.items():
            if key(own) in {key(name), key(other)}:
                return own.replace("-", "_"), "terms", "," if own == "tags" else None
        kind = "relation" if other in RELATIONS else "date" if other in DATES else "text"
        return other, kind, None


def compare(library, catalog):
    """What was compared, and the differences."""
    seen, wrong = collections.Counter(), []
    entries = {entry["source"]: entry for entry in catalog["entries"]}
    others = {page["source"]: page for page in catalog["pages"] if page["source"]}
    base = library.src.name
    counts = collections.defaultdict(collections.Counter)
    backlinks = collections.Counter()
    for path, keys in library.pages.items():
        source = f"{base}/{path}"
        seen["pages"] += 1
        if str(keys.get("draft")).lower() == "true":
            continue
        if source not in entries and source not in others:
            wrong.append(f"{source} is in no list")
        entry = entries.get(source)
        if not entry:
            continue
        seen["entries"] += 1
        written = {key(name) for name in entry["fields"]}
        in_text = {name: value for name, value in library.texts[path].items() if library.declares(name, value)}
        for name, value in {**in_text, **keys}.items():
            canonical, kind, sign = library.field(name)
            # Where a page says when it changed, its `date` is the day it was made.
            if key(name) == "date" and canonical == "updated" and {"lastmod", "updated"} & set(map(key, keys)):
                canonical = "introduced"
            seen["keys"] += 1
            if name in keys and key(name) not in written:
                wrong.append(f"{source}: the key `{name}` is not in `fields`")
            if name not in keys and canonical not in entry["values"]:
                wrong.append(f"{source}: the text says `{name}`, and `values` does not")
            if kind == "terms":
                of_people = canonical in PEOPLE or library.fields.get(canonical, {}).get("type") == "people"
                successors = re.fullmatch(r"(?i)(superseded) by (.+)", str(value)) if canonical == "status" else None
                if successors and library.page_named(successors[2], path):
                    value = successors[1]
                named = {slug(one) for one in (people(value) if of_people else map(shown, values(value, sign)))}
                counts[canonical].update({OTHER_TERMS.get(one, one) if name in in_text else one for one in named})
            elif kind == "date":
                check_date(source, canonical, value, entry, seen, wrong)
            elif kind == "relation":
                targets = [(one, library.page_named(one, path)) for one in values(value, sign)]
                known = {f"{base}/{to}" for _, to in targets if to}
                seen["relations"] += len(known)
                backlinks.update((canonical, source, to) for to in known if to != source)
                found = {of_url(catalog, link["url"]) for link in entry["relations"].get(canonical, [])}
                wrong.extend(f"{source}: `{canonical}` lacks {to}" for to in sorted(known - found))
                wrong.extend(f"{source}: `{canonical}` has {to}" for to in sorted(found - known - {None}))
    for source in entries:
        count_folders(library, source.removeprefix(f"{base}/"), counts)
    check_backlinks(catalog, entries, backlinks, seen, wrong)
    check_counts(catalog, counts, seen, wrong)
    return seen, wrong


def count_folders(library, path, counts):
    """Adds the terms that pages have from their folders, where they say none."""
    for name, said in library.taxonomies.items():
        folders = path.split("/")[:-1]
        level = said.get("level", 1) if said.get("from") == "folder" else 0
        is_said = any(library.field(one)[0] == name for one in library.pages.get(path, {}))
        if 0 < level <= len(folders) and not is_said:
            counts[name][re.sub(r"^\d+-", "", slug(folders[level - 1]))] += 1


def check_date(source, canonical, value, entry, seen, wrong):
    expected = date(value)
    expected = expected if expected and is_day(expected) else None
    found = entry["values"].get(canonical)
    found = found[0] if isinstance(found, list) else found
    seen["dates"] += expected is not None
    if found != expected:
        wrong.append(f"{source}: `{canonical}` is {found}, and the page says {value}")


def of_url(catalog, url):
    """The page of an address."""
    if not hasattr(of_url, "known"):
        of_url.known = {page["url"]: page["source"] for page in catalog["entries"] + catalog["pages"]}
    return of_url.known.get(url)


def check_backlinks(catalog, entries, expected, seen, wrong):
    for field, source, to in expected:
        if to not in entries:
            continue
        seen["backlinks"] += 1
        found = {of_url(catalog, link["url"]) for link in entries[to]["backlinks"].get(field, [])}
        if source not in found:
            wrong.append(f"{to} does not know that {source} names it (`{field}`)")


def check_counts(catalog, counts, seen, wrong):
    for taxonomy in catalog["taxonomies"]:
        expected = counts.get(taxonomy["name"])
        if expected is None:
            continue
        found = {slug(term["label"]): term["count"] for term in taxonomy["terms"] if term["count"]}
        seen["terms"] += len(expected)
        for term in sorted(set(expected) | set(found)):
            if expected.get(term, 0) != found.get(term, 0):
                wrong.append(f"`{taxonomy['name']}` {term}: {found.get(term, 0)} in the catalog, {expected.get(term, 0)} in the pages")


def main():
    root, catalog = map(pathlib.Path, sys.argv[1:])
    seen, wrong = compare(Library(root), json.loads(catalog.read_text()))
    print(", ".join(f"{count} {name}" for name, count in seen.items()))
    for line in wrong[:50]:
        print(f"  {line}")
    print(f"{len(wrong)} differences")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
