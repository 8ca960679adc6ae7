/*
 * mdbook-patterns: the files of the search index and what the engine makes of them. Only `tsc` reads this file.
 *
 * The HTML folder holds `patterns-index/NAME.js`, each of which calls `patternsIndex(DATA)`; the renderer's
 * own folder holds the same DATA as `search/NAME.json`. Every NAME but `index` ends in a hash of its content, so
 * a file never changes under its name:
 *
 *     index        the manifest                     PatternsManifest   (index.js brings the engine, the taxonomies, and the
     *                                                 titles if there is one file of them: no query does without)
 *     w3-k2f9a     a shard of words                 PatternsShard
 *     l0-77q1c     a list too long for its shard    string
 *     p0-9d3mz     what is shown of some pages      PatternsPages
 *     t17-b04xk    text for excerpts                PatternsBlock
 *     f0-2v8rt     taxonomies                       PatternsFacetsFile
 *     m0-3k1ab     numbers and dates of pages       PatternsMeasure[]
 *     e0-77q1c     endings that one stem has        string
 *
 * A run of hashes is one text; each hash has HASH = 5 characters.
 */

// The format ------------------------------------------------------------------------------------------------

/** `index`: the only file with a fixed name. */
interface PatternsManifest {
    /** The version of the format; another one means that script and index are not of one release. */
    format: 6;
    /** Names this build: a hash of all other names. */
    build: string;
    /** How many pages are indexed; a page is a number below it. */
    pages: number;
    /** `book.language`, or nothing. */
    language: string;
    /** The smallest word of each shard, ascending by UTF-16 units. A word is in the last shard that starts at or before it. */
    first: string[];
    /** The hashes of the shards `w0`, `w1` ... */
    words: string;
    /** How many pages a file `p` holds; the last one may hold fewer. */
    chunk: number;
    /** The hashes of `p0`, `p1` ... */
    titles: string;
    /** The hash of `f0`; nothing if no page carries a term. */
    facets: string;
    /** The hash of `m0`; nothing if there is nothing to compare. */
    measures: string;
    /** The hash of `e0`. */
    endings: string;
    /** Words of the language that say nothing, coded as those of a shard: they count little. */
    light: string;
    /** Words and phrases that the author says mean the same. */
    synonyms: string[][];
    /** Pages that the author ranks up or down, and by how much. */
    boosts: [page: number, factor: number][];
    /** Whether any page has a date. */
    dated: boolean;
    /** The page that shows the whole catalog, from the root of the book, where there is one. */
    catalog?: string;
    /** What the search says to readers, in the book's words. */
    labels: Record<string, string>;
}

/**
 * `w`: words and where they stand, as two texts.
 *
 * The words: groups with `,` between, in each the forms of one stem with a space between. Each form is one digit of
 * base 36 (how many UTF-16 units it shares with the form before it, the last of the group before included) and
 * its other units. A form that ends in `-` is a name: something of several parts, whatever joins them (`retry-policy`,
 * `RetryPolicy` and the title "Retry policy" are all `retrypolicy-`), and any title of a page as a whole. One that ends in
 * `~` is the stem of its group, where that is none of its words: `retri~`.
 *
 * The lists: one for each group with `,` between. The 92 printable characters of ASCII without `"`, `,` and `\` are
 * the digits 0 to 91 in the order of their codes. A list is a run of postings, each
 *
 *     delta   the page's distance from the one before, the first from -1, as a number
 *     mark    level + 22 * block. The level, 0 to 21, says how much the word matters to the page; the block, 0 to 2, which
 *             of the page's text blocks shows it best. With 3 for the block a number follows
 *     number  block * 16 + title, where the block is another one, or the shortest title of the page that holds this is made
 *             of that many words, 1 to 15 (or more)
 *
 * In a number a digit below 62 is the last, others come before it: n = 0; while d >= 62: n = n * 30 + d - 62; the number is
 * n * 62 + d.
 *
 * A list that starts with a space is of another kind, as no number does: the first delta is never 0. With two spaces it is
 * dense: there are no deltas but for each page a mark (and its number), and a digit 88 + n stands for n + 1 pages that are
 * not in the list. With one space it is elsewhere: in ` 5312 l0-77q1c` are its length and its file.
 */
type PatternsShard = [words: string, lists: string];

/** `p`: what is shown of `chunk` pages, each list with an item for each page. */
interface PatternsPages {
    titles: string[];
    /** Relative to the root of the HTML; in the file without their `.html`. */
    urls: string[];
    /** Places in `trails`. */
    trails: string[][];
    crumbs: number[];
    /** `2024-03-01`, `2024-03`, `2024`, or nothing; no list where no page has a date. */
    dates: string[];
    /** The number of the first text block of these pages, and the hashes of all of them. */
    block: number;
    blocks: string;
    /** The page's first text block, as a place among these. It goes on to the first one of the next page, which it may share. In the
     * file each is written without the one before. */
    starts: number[];
}

/**
 * `t`: 2 KB of text, up to 16 KB in large books. A number is a page's place among those of its file `p`; behind it stand
 * headings and the texts under them in turns, those before the first heading with an empty one. A heading's id stands
 * behind a line feed unless it follows from the text (`PatternsSearch.idOf`). Paragraphs, items and cells of a text
 * have line feeds between. What is too long for a block goes on in the next one, with the same heading.
 * Behind the text of a page stands what its front matter says and nothing else does, and then its code, in texts that start
 * with a tab. A vertical tab, after that tab or first of all, says that the text goes on where the block before ended.
 */
type PatternsBlock = (number | string)[];

/** `f`: all taxonomies that pages use. */
interface PatternsFacetsFile {
    taxonomies: PatternsFacetTaxonomy[];
}

interface PatternsFacetTaxonomy extends PatternsTaxonomy {
    /** Other names of it in front matter. */
    aliases?: string[];
    terms: PatternsFacetTerm[];
}

/** A term and the pages that carry it, as deltas like those of a list. */
interface PatternsFacetTerm extends PatternsTerm {
    pages: string;
}

/** `m`: a field of numbers or dates, by its names; `values` beside `pages`. */
interface PatternsMeasure {
    names: string[];
    is_date: boolean;
    pages: number[];
    values: (number | string)[];
}

/**
 * `e`: how words are stemmed, learnt from the stemmer of the book's language: `xtask/scripts/endings.py` says what its lines mean.
 */

// The engine ------------------------------------------------------------------------------------------------

/**
 * The parts in `theme/engine/`, joined: pure, without a document, tested in Node as they are. What depends on an engine's state
 * is in `PatternsEngine`, what does not is beside `create`.
 */
interface PatternsSearchModule {
    /** An engine over an index. */
    create(load: PatternsLoad, options?: PatternsEngineOptions): PatternsEngine;
    /** Where words stand in any text: a title, an excerpt, a text node of the page that a reader opened. */
    marks(text: string, words: PatternsWords): [start: number, end: number][];
    /** A query taken apart; without an index `tier:gold` is words. */
    parse(text: string, typing: boolean): PatternsQuery;
    /** Words of a text, as the build cuts them. */
    tokens(text: string): PatternsToken[];
    /** Lower case, compatible forms, without accents. */
    fold(text: string): string;
    /** The id of a heading, unless it has one of its own or another heading of the page has it. */
    idOf(heading: string): string;
}

/** A word of a text, with what it is found as. */
interface PatternsToken {
    start: number;
    end: number;
    whole: string | null;
    exact: boolean;
    /** The wholes of what stands in it beside letters of a script without spaces. */
    names: { start: number, end: number, text: string }[];
    parts: { start: number, end: number, text: string }[];
}

/**
 * Brings the DATA of a file. `fresh` means: not from a cache. Rejects if it cannot; the engine asks again when the
 * reader tries again.
 */
type PatternsLoad = (name: string, fresh: boolean) => Promise<unknown>;

/** What `PatternsSearch.create` gets beside its loader; all have defaults. */
interface PatternsEngineOptions {
    /** Milliseconds, as `performance.now`. */
    now?: () => number;
    /** Lets others work; called after 8 ms of work. */
    pause?: () => Promise<void>;
    /** Called when the index turned out to be older than the site and was loaded anew. */
    onRenewed?: () => void;
}

interface PatternsEngine {
    /** Loads the manifest; to be called when the box gets the focus. */
    open(): Promise<PatternsManifest>;
    /** Loads what a query will need, without an answer; rejects never. */
    warm(text: string): Promise<void>;
    /** The pages that answer a query, ranked, with all counts. An empty query with filters lists all that pass. */
    search(text: string, options?: PatternsSearchOptions): Promise<PatternsFound>;
    /** What is shown of the hits from `from` up to `to`. */
    results(found: PatternsFound, from: number, to: number): Promise<PatternsSearchResult[]>;
    /** The excerpt of one hit and its best headings. */
    excerpt(found: PatternsFound, hit: PatternsHit): Promise<PatternsExcerpt>;
    /** Titles, headings and names that the query may be the start of, out of files that are loaded already. */
    completions(found: PatternsFound): Promise<string[]>;
    /** The taxonomies, each term with the count of the hits that a click would show. */
    facets(found: PatternsFound): Promise<PatternsFacet[]>;
}

interface PatternsSearchOptions {
    /** Whether the last word may be the start of one. A query that ends in a space is never typing. */
    typing?: boolean;
    /** Ids of the chosen terms by taxonomy: any within one, all across; those in the query come on top. */
    filters?: Record<string, string[]>;
    sort?: "relevance" | "title" | "date";
    /** Ends the work; the promise rejects with a PatternsSearchError of kind `aborted`. */
    signal?: AbortSignal;
}

/** The answer to a query. */
interface PatternsFound {
    query: PatternsQuery;
    /** In the order asked for. */
    hits: PatternsHit[];
    /** How many of `hits` hold all words. */
    complete: number;
    /** What marks words: give it to `PatternsSearch.marks`. */
    words: PatternsWords;
    /** Words that were taken for others, because nothing was found with them as typed. */
    corrected: { from: string, to: string }[];
    /** A query that finds more: "did you mean". */
    suggestion: string | null;
    /** Words that nothing was found with. */
    missing: string[];
    /** Hits whose text was not looked at for a phrase, because there were too many; they are the last ones. */
    unchecked: number;
    /** All hits before the filters of `options`, for the counts of facets. */
    unfiltered: PatternsHit[];
    filters: Record<string, string[]>;
    /** The build of the index that was asked. */
    build: string;
}

/** What the reader typed, taken apart. */
interface PatternsQuery {
    text: string;
    /** What of it is words, without filters and exclusions. */
    asked: string;
    words: PatternsQueryWord[];
    phrases: { text: string, excluded: boolean }[];
    /** `tier:gold`, where `tier` is a taxonomy. */
    filters: { taxonomy: string, term: string, excluded: boolean }[];
    /** `reading-time:<5`, by the place of the measure, from the least to the greatest. */
    comparisons: PatternsComparison[];
}

interface PatternsComparison {
    measure: number;
    span: [from: number, to: number];
    excluded: boolean;
}

/** What `name:value` asks for, if anything. */
type PatternsReadFilter = (name: string, value: string) => {
    terms: { taxonomy: string, term: string }[];
    comparisons: Omit<PatternsComparison, "excluded">[];
} | null;

interface PatternsQueryWord {
    /** As typed. */
    text: string;
    /** The word as one, where it has several parts or signs: `c++`, `retrypolicy-`. */
    whole: string | null;
    /** The same of what stands in it beside letters of a script without spaces. */
    names: string[];
    /** Its parts, in lower case, with accents. */
    parts: string[];
    /** Whether `whole` alone means it: `c++`, `.net`, `1.10`. */
    exact: boolean;
    /** `-word` */
    excluded: boolean;
    /** The last part may go on. */
    prefix: boolean;
    /** Whether it stands in a phrase. */
    phrased: boolean;
}

interface PatternsHit {
    page: number;
    score: number;
    /** Text blocks of the page that show its words, the best first. */
    blocks: number[];
    /** Whether it holds all words of the query. */
    complete: boolean;
}

/** What is shown of a hit at once. */
interface PatternsSearchResult {
    hit: PatternsHit;
    title: string;
    /** Relative to the root of the HTML, each part encoded: may be put into `href` behind `path_to_root`. */
    url: string;
    breadcrumbs: string[];
    /** Or nothing. */
    date: string;
    /** Where words of the query stand in the title. */
    marks: [start: number, end: number][];
    /** By taxonomy, in their order. Empty until the facets are loaded, which `results` does where there are some. */
    terms: { taxonomy: PatternsTaxonomy, term: PatternsTerm }[];
}

interface PatternsExcerpt {
    /** Some 200 characters around the match, or the start of the page. */
    text: string;
    marks: [start: number, end: number][];
    /** Whether text was left out before and behind. */
    cut: [before: boolean, behind: boolean];
    /** The id of the heading above it; nothing for the top. */
    id: string;
    /** Headings with words of the query, or with matches under them; at most three, the best first. */
    headings: { text: string, id: string, marks: [start: number, end: number][] }[];
}

interface PatternsFacet extends PatternsTaxonomy {
    /** Beside each term of `terms`. */
    counts: number[];
    chosen: string[];
}

/** Folded forms, and starts of words. */
interface PatternsWords {
    forms: string[];
    prefixes: string[];
    /** Which word of the query each form is one of; marks do not need it. */
    groups?: Record<string, number>;
}

/** What `search`, `results`, `excerpt`, `facets` and `open` reject with; calling again tries again. */
interface PatternsSearchFailure extends Error {
    /**
     * `load`: a file did not come. `format`: the index is of another release. `aborted`: by its signal. `renewed`:
     * the site was deployed anew since the search; search again.
     */
    kind: "load" | "format" | "aborted" | "renewed";
    /** The file, or nothing. */
    file: string;
}

// Within the engine -----------------------------------------------------------------------------------------

/** What an engine knows of one build of the index, and how it gets more. */
interface PatternsStore {
    manifest: PatternsManifest;
    /** Words that say nothing. */
    light: Set<string>;
    files: Map<string, Promise<unknown>>;
    /** The names of those that have come. */
    here: Set<string>;
    /** The pages that were looked at for each phrase, and whether they hold it. */
    phrases: Map<string, Map<number, boolean>>;
    load: PatternsLoad;
    /** Lets others work, and ends what was aborted. */
    breathe: () => Promise<void>;
}

/** A list that was read: pages, and what is said of each. */
interface PatternsList {
    pages: Uint32Array;
    levels: Uint8Array;
    blocks: Uint16Array;
    titles: Uint8Array;
}

/** A shard that was read. */
interface PatternsWordShard {
    /** All forms, the group of each, and the place of each here. */
    forms: string[];
    groups: number[];
    places: Map<string, number>;
    /** The forms of each group, and its list. */
    members: string[][];
    lists: string[];
    /** The likeliest stem of each form that was asked for one. */
    stems?: string[];
}

/** A taxonomy with the pages of each term. */
interface PatternsFacetPages {
    taxonomy: PatternsTaxonomy & { aliases?: string[] };
    pages: Uint32Array[];
}

/** A heading of a page and the text under it, or a piece of it. */
interface PatternsSection {
    page: number;
    heading: string;
    id: string;
    text: string;
    /** Whether the text goes on where that of the block before ended. */
    goesOn: boolean;
}

/** What is done to words, by what they start with or end in. */
type PatternsStemRules = Map<string, { gone: number, come: string }>;

/** How words of the book's language are stemmed, and the lines of endings that go together. */
interface PatternsLanguage {
    starts: PatternsStemRules;
    ends: PatternsStemRules;
    pairs: string[];
}

/** A group of words that a word of the query means. */
interface PatternsMeaning {
    shard: PatternsWordShard;
    group: number;
    weight: number;
    /** Whether it weighs no more than those before it. */
    isRest?: boolean;
}

/** What one word of a query says about all pages. */
interface PatternsScores {
    /** Nothing where the page does not hold it. */
    score: Float32Array;
    /** The block that shows it best. */
    block: Uint16Array;
    /** Of how many words the title is, if this is one of them. */
    title: Uint8Array;
    /** How rare it is. */
    idf: number;
    /** Whether the query is all of what titles are made of that hold it. */
    isAll?: boolean;
    /** Whether these titles start exactly as the query does. */
    isStart?: boolean;
    /** Whether the query is the start of these names, or its words are the beginnings of words of these titles. */
    isBegun?: boolean;
    /** Whether it is a word that a name is without its signs and capitals, where pages hold the name itself. */
    isPlain?: boolean;
    /** Whether the author says that it means the same as the query. */
    isSame?: boolean;
    /** Whether it is one of the words that are in every question. */
    isLight?: boolean;
}

/** A part of a word of a query. */
interface PatternsPart {
    /** Whether it is one of many words. */
    isSentence?: boolean;
    text: string;
    prefix: boolean;
    excluded: boolean;
}

/** What a query asks for. */
interface PatternsAsked {
    /** The parts of its words, of those that were found. */
    words: PatternsScores[];
    /** The names in it, and all of it as a name. */
    names: PatternsScores[];
    /** Whether it is one name and nothing else. */
    isName: boolean;
    /** How many parts its words have, and how many of these are no words of every question. */
    wanted: number;
    heavy: number;
    /** How many words of every question it has, those included that are not asked for. */
    light: number;
    /** Whether it is of a script without spaces, whose parts are no words. */
    isDense: boolean;
    /** Whether the query has no other word, and whether it has so many that it is a sentence. */
    isAlone: boolean;
    isSentence: boolean;
}

/** A phrase, and the pages that hold all of its words. */
interface PatternsPhraseAsked {
    text: string;
    excluded: boolean;
    pages: Uint8Array;
}

/** What a run of a query gathers. */
interface PatternsRun {
    store: PatternsStore;
    /** Each with the number of the word that it is one of. */
    forms: Map<string, number>;
    prefixes: Set<string>;
    /** How many words have forms. */
    noted: number;
    corrected: { from: string, to: string }[];
    suggested: Map<string, string>;
    missing: string[];
}

// The interface ---------------------------------------------------------------------------------------------

/** What a reader asks: the state that all results have in the address. */
interface PatternsQuestion {
    text: string;
    /** Ids of the chosen terms, by taxonomy. */
    filters: Record<string, string[]>;
    sort: "relevance" | "title" | "date";
}

/** What a book says of its search in its pages, where it differs from what every book has. */
interface PatternsSearchSettings {
    /** `false`: no key opens the search. */
    shortcuts?: boolean;
    /** Words of the book's own, of those that readers see before the index is there. */
    words?: Record<string, string>;
}

/** The signs that the search draws. */
type PatternsSignName = "search" | "close" | "up" | "down" | "top";

/** What was drawn of a hit, to be filled when its excerpt is there. */
interface PatternsDrawn {
    element: HTMLElement;
    link: HTMLAnchorElement;
    text: HTMLElement;
    headings: HTMLElement | null;
}

/** What the box lends to the views below it. */
interface PatternsSearchHost {
    root: string;
    words: Record<string, string>;
    engine(): Promise<PatternsEngine>;
    question: PatternsQuestion;
    /** Whether the book's pages have dates to sort by. */
    isDated: boolean;
    /** The address of the catalog from the root of the book; nothing where there is none. */
    catalog: string;
    /** Asks anew, with what the views changed of the question. */
    ask(change: Partial<PatternsQuestion>): void;
    /** A step failed: says so, and offers to try again. */
    fail(error: unknown): void;
    /** More of the texts of an answer is there. */
    filled(found: PatternsFound): void;
    /** What screen readers hear once the reader pauses. */
    announce(text: string): void;
}

/** `patterns-index/preview.js`: what previews of links share. */
interface PatternsPreviewManifest {
    /** How many files of previews there are; none where the book wants no previews. */
    files: number;
    taxonomies: PatternsTaxonomy[];
}

/** What a preview shows of a page; `patterns-index/preview-0.js` and so on hold them by the path of the page. */
interface PatternsPreviewEntry {
    title: string;
    description?: string;
    /** The names of taxonomies, and the ids of their terms. */
    terms?: [taxonomy: string, term: string][];
}

/** A link of a text or of a drawing. */
type PatternsLink = HTMLAnchorElement | SVGAElement;

/** What shows previews. */
interface PatternsPreviewHost {
    reach(link: PatternsLink): void;
}
