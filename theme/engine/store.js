/*
 * mdbook-patterns: the files of one build of the index, each loaded once.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsStores = (() => {
    const { decode, decodePages, readShard, lengthOf } = PatternsLists;

    /** The characters of a hash in a run of them. */
    const HASH = 5;

    /**
     * @param {string} hashes
     * @param {number} at
     */
    function hashAt(hashes, at) {
        return hashes.slice(at * HASH, at * HASH + HASH);
    }

    /**
     * An error that callers can tell from others.
     * @param {PatternsSearchFailure["kind"]} kind
     * @param {string} message
     * @param {string} [file]
     * @returns {PatternsSearchFailure}
     */
    function failure(kind, message, file = "") {
        return Object.assign(new Error(message), { kind, file });
    }

    /**
     * The data of a file, as `read` makes it; loaded once, and again after a failure.
     * @template T
     * @param {PatternsStore} store
     * @param {string} name
     * @param {(data: unknown) => T} read
     * @returns {Promise<T>}
     */
    function bring(store, name, read) {
        const known = store.files.get(name);
        if (known) {
            return /** @type {Promise<T>} */ (known);
        }
        const coming = store.load(name, false).then((data) => {
            const made = read(data);
            store.here.add(name);
            return made;
        }, (error) => {
            store.files.delete(name);
            throw failure("load", `${name} did not load: ${error instanceof Error ? error.message : error}`, name);
        });
        store.files.set(name, coming);
        return coming;
    }

    /**
     * The shard that a word would be in: the last that starts at or before it.
     * @param {PatternsStore} store
     * @param {string} word
     */
    function shardNumber({ manifest: { first } }, word) {
        let low = 0;
        let high = first.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((first[middle] ?? "") <= word) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /**
     * @param {PatternsStore} store
     * @param {number} at
     * @returns {Promise<PatternsWordShard>}
     */
    function shardAt(store, at) {
        const name = `w${at}-${hashAt(store.manifest.words, at)}`;
        return bring(store, name, (data) => readShard(/** @type {PatternsShard} */ (data)));
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsWordShard} shard
     * @param {number} group
     * @returns {Promise<PatternsList>}
     */
    async function listOf(store, shard, group) {
        const text = shard.lists[group] ?? "";
        const name = /^ [^ ]+ (.+)$/.exec(text)?.[1];
        return name === undefined ? decode(text) : bring(store, name, (data) => decode(String(data)));
    }

    /**
     * How many pages a list has, without reading it.
     * @param {PatternsWordShard} shard
     * @param {number} group
     */
    function frequency(shard, group) {
        return lengthOf(shard.lists[group] ?? "");
    }

    /**
     * @param {PatternsStore} store
     * @param {number} at
     */
    function pageName(store, at) {
        return `p${at}-${hashAt(store.manifest.titles, at)}`;
    }

    /**
     * @param {PatternsStore} store
     * @param {number} at
     * @returns {Promise<PatternsPages>}
     */
    function pagesAt(store, at) {
        return bring(store, pageName(store, at), (data) => {
            const pages = /** @type {PatternsPages} */ (data);
            let start = 0;
            return { ...pages, urls: pages.urls.map((url) => `${url}.html`), starts: pages.starts.map((more) => { start += more; return start; }) };
        });
    }

    /**
     * A taxonomy with the pages of each term.
     * @param {PatternsStore} store
     * @returns {Promise<PatternsFacetPages[]>}
     */
    async function facetsOf(store) {
        const { facets } = store.manifest;
        if (facets === "") {
            return [];
        }
        return bring(store, `f0-${facets}`, (data) => {
            const { taxonomies } = /** @type {PatternsFacetsFile} */ (data);
            return taxonomies.map((taxonomy) => ({
                taxonomy,
                pages: taxonomy.terms.map(({ pages }) => decodePages(pages)),
            }));
        });
    }

    /**
     * The file of a text block of a page, or nothing.
     * @param {PatternsStore} store
     * @param {number} page
     * @param {number} block from the page's first
     */
    async function blockName(store, page, block) {
        const { chunk } = store.manifest;
        const pages = await pagesAt(store, Math.floor(page / chunk));
        const at = (pages.starts[page % chunk] ?? 0) + block;
        const hash = hashAt(pages.blocks, at);
        return hash === "" ? "" : `t${pages.block + at}-${hash}`;
    }

    /**
     * A text block of a page.
     * @param {PatternsStore} store
     * @param {number} page
     * @param {number} block from the page's first
     * @returns {Promise<PatternsSection[]>} the sections of that page
     */
    async function blockOf(store, page, block) {
        const { chunk } = store.manifest;
        const name = await blockName(store, page, block);
        if (name === "") {
            return [];
        }
        const sections = await bring(store, name, (data) => readBlock(/** @type {PatternsBlock} */ (data)));
        return sections.filter(({ page: of }) => of === page % chunk);
    }

    /** What stands before a text that goes on from the block before. */
    const GOES_ON = "\v";

    /**
     * @param {PatternsBlock} data
     * @returns {PatternsSection[]}
     */
    function readBlock(data) {
        /** @type {PatternsSection[]} */
        const sections = [];
        let page = 0;
        for (let at = 0; at < data.length; at += 1) {
            const item = data[at] ?? "";
            if (typeof item === "number") {
                page = item;
            } else {
                const [heading = "", id = idOf(heading)] = item.split("\n");
                at += 1;
                const text = String(data[at] ?? "");
                const goesOn = text.slice(0, 2).includes(GOES_ON);
                sections.push({ page, heading, id, text: goesOn ? text.replace(GOES_ON, "") : text, goesOn });
            }
        }
        return sections;
    }

    /**
     * The id of a heading, as mdBook makes it of the text.
     * @param {string} heading
     */
    function idOf(heading) {
        return heading.trim().toLowerCase().replace(/\p{White_Space}/gu, "-").replace(/[^\p{Alphabetic}\p{N}_-]/gu, "");
    }

    /**
     * How many text blocks a page has.
     * @param {PatternsStore} store
     * @param {number} page
     */
    async function blockCount(store, page) {
        const { chunk } = store.manifest;
        const { starts, blocks } = await pagesAt(store, Math.floor(page / chunk));
        const place = page % chunk;
        const last = place + 1 < starts.length ? (starts[place + 1] ?? 0) : blocks.length / HASH - 1;
        return last - (starts[place] ?? 0) + 1;
    }

    return { failure, bring, shardNumber, shardAt, listOf, frequency, pageName, pagesAt, facetsOf, blockName, blockOf, blockCount, idOf };
})();
