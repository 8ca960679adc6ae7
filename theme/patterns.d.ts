/*
 * mdbook-patterns: the shapes of what the scripts read and keep. Only `tsc` reads this file.
 */

/** mdBook: the way from a page to the root of the book. */
declare const path_to_root: string | undefined;

/** The JSON in `data-patterns` of a catalog: what the build knows and the HTML does not show. */
interface PatternsData {
    columns: PatternsColumn[];
    /** The build's order: a column's name, with `-` before it for a descending one; or nothing. */
    sort: string;
    /** The taxonomy that the build groups by, or nothing. */
    group: string;
    taxonomies: PatternsTaxonomy[];
    /** What entries say besides; the order is that of their values. */
    fields: PatternsField[];
    /** The rows of a comparison; none where entries cannot be compared. */
    compare: PatternsColumn[];
    /** Whether keys lead to the text filter. */
    shortcuts: boolean;
    /** The words that readers see; `{name}` stands for a value. */
    words: Record<string, string>;
}

interface PatternsColumn {
    name: string;
    label: string;
}

interface PatternsField extends PatternsColumn {
    /** Whether its values are links to entries. */
    links?: boolean;
    /** The class of its lists, if its values may be lists. */
    items?: string;
    /** Whether its values are numbers, and sort as such. */
    number?: boolean;
}

interface PatternsTaxonomy {
    name: string;
    label: string;
    icon?: string;
    /** Whether the catalog filters by it. */
    facet: boolean;
    /** Whether cards show its terms. */
    badge: boolean;
    /** Whether its terms are buttons. */
    quick: boolean;
    /** Whether the order of its terms means something. */
    ordered: boolean;
    terms: PatternsTerm[];
}

interface PatternsTerm {
    id: string;
    label: string;
    /** Other names of it. */
    aliases?: string[];
    icon?: string;
    colour?: string;
    /** What it means, in plain text. */
    about?: string;
}

/** A word of the text filter, as it is compared. */
interface PatternsWord {
    text: string;
    /** Whether it must not be there. */
    excluded: boolean;
}

/** What filtering, counting and sorting look at. */
interface PatternsItem {
    /** Its place in the build's order. */
    place: number;
    title: string;
    /** For each taxonomy the places of its terms. */
    terms: number[][];
    minutes: number;
    /** Everything that the text filter reads, as words are compared. */
    text: string;
    /** What it says in the other fields; of links `#3¦=A name`: an entry by its place, or a name. */
    values: string[];
}

/** The terms of all items in one taxonomy: those of an item stand from its start to the next one's. */
interface PatternsColumnOfTerms {
    starts: Uint32Array;
    terms: Uint16Array;
}

/** An entry of the catalog, with what it takes to draw it. */
interface PatternsEntry extends PatternsItem {
    id: string;
    url: string | null;
    icon: string;
    description: string;
    alsoKnownAs: string;
    /** What it looks like in each view, made when first needed. */
    nodes: Partial<Record<PatternsView, HTMLElement>>;
}

type PatternsView = "table" | "cards" | "list";

/** A range of numbers, open where it is null. */
type PatternsRange = [number | null, number | null];

/** What the reader chose. */
interface PatternsState {
    /** The ids of the chosen terms, by taxonomy. */
    terms: Record<string, string[]>;
    /** The taxonomies of which an entry must carry all chosen terms, not any. */
    all: string[];
    minutes: PatternsRange;
    words: string;
    sort: string;
    view: PatternsView;
    group: string;
    /** The ids of the entries that stand side by side; none where the catalog shows. */
    compare: string[];
}

/** A filter that is on, as chips and the empty state name it. */
interface PatternsActive {
    /** A taxonomy's name, `q`, or `reading-time`. */
    key: string;
    /** The term's id; of other filters nothing. */
    id: string;
    label: string;
}

/** What a state lets through. */
interface PatternsResult {
    /** The entries that pass, in order. */
    entries: number[];
    /** For each taxonomy and term how many entries a click would show. */
    counts: number[][];
    /** For each filter key how many entries would show without it. */
    without: Record<string, number>;
    /** For each filter key how many entries would show with it alone. */
    alone: Record<string, number>;
}

/** The entries in the order of a column, once the steps are done. */
interface PatternsSorting {
    ascending: number[];
    descending: number[];
    steps: Generator<void, void>;
}

/** What the parts of a catalog know of the whole. */
interface PatternsHost {
    readonly data: PatternsData;
    readonly words: Record<string, string>;
    readonly entries: PatternsEntry[];
    state: PatternsState;
    result: PatternsResult;
    /** The text filter. */
    readonly find: (wanted: PatternsWord[]) => Uint8Array;
    /** What makes each control show the state. */
    readonly updates: (() => void)[];
    /** The reader chose something. */
    change(state: PatternsState, isTyping?: boolean): void;
    /** Moves the focus to the text filter. */
    focus(): void;
}

/** The words of `data-patterns-progress`. */
interface PatternsProgressWords {
    progress: string;
    done: string;
    page: string;
    reset: string;
    undo: string;
}
