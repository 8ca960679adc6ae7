/*
 * mdbook-patterns: the search engine. Pure: no document, and what it loads is brought by a function that it is given, so that
 * Node tests it as it is. `patterns-index.d.ts` describes the files and what comes out.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearch = (() => {
    const { unaccented, fold } = PatternsFold;
    const { tokens } = PatternsTokens;
    const { parse } = PatternsQueries;
    const { marks } = PatternsWordMarks;
    const { readWords } = PatternsLists;
    const { failure, shardNumber, shardAt, pagesAt, facetsOf, idOf } = PatternsStores;
    const { find, parsed } = PatternsFinding;
    const { holds, countsOf } = PatternsFiltering;
    const { excerptOf } = PatternsExcerpts;
    const { completionsOf } = PatternsCompleting;

    /** The version of the files. */
    const FORMAT = 6;

    /** Milliseconds of work before others get their turn. */
    const SLICE = 8;

    /**
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @param {number} from
     * @param {number} to
     * @returns {Promise<PatternsSearchResult[]>}
     */
    async function show(store, found, from, to) {
        const { chunk } = store.manifest;
        const hits = found.hits.slice(from, to);
        const [facets, ...files] = await Promise.all([
            facetsOf(store), ...hits.map(({ page }) => pagesAt(store, Math.floor(page / chunk))),
        ]);
        return hits.map((hit, at) => {
            const place = hit.page % chunk;
            const { titles, urls, trails, crumbs, dates } = /** @type {PatternsPages} */ (files[at]);
            const title = titles[place] ?? "";
            return {
                hit, title,
                url: (urls[place] ?? "").split("/").map(encodeURIComponent).join("/"),
                breadcrumbs: trails[crumbs[place] ?? 0] ?? [],
                date: dates[place] ?? "",
                marks: marks(title, found.words),
                terms: facets.flatMap(({ taxonomy, pages }) => taxonomy.terms
                    .filter((_, term) => holds(pages[term], hit.page)).map((term) => ({ taxonomy, term }))),
            };
        });
    }

    /**
     * The manifest and what follows from it.
     * @param {PatternsLoad} load
     * @param {boolean} fresh
     */
    async function openStore(load, fresh) {
        const data = await load("index", fresh).catch((error) => {
            throw failure("load", `the index did not load: ${error instanceof Error ? error.message : error}`, "index");
        });
        const manifest = /** @type {PatternsManifest} */ (data);
        if (manifest?.format !== FORMAT) {
            throw failure("format", "the search index was made by another version of mdbook-patterns", "index");
        }
        return { manifest, light: new Set(readWords(manifest.light).flat()), files: new Map(), here: new Set(), phrases: new Map(), load };
    }

    /** The turn of others; where the browser can, without waiting longer than they need. */
    function turn() {
        const { scheduler } = /** @type {{ scheduler?: { yield?: () => Promise<void> } }} */ (globalThis);
        return scheduler?.yield ? scheduler.yield() : new Promise((/** @type {(value: void) => void} */ done) => { setTimeout(done); });
    }

    /**
     * What long work calls now and then.
     * @param {PatternsEngineOptions} options
     * @param {AbortSignal} [signal]
     */
    function breather({ now = () => performance.now(), pause = turn }, signal) {
        let since = now();
        return async () => {
            if (now() - since > SLICE) {
                await pause();
                since = now();
            }
            if (signal?.aborted) {
                throw failure("aborted", "another query came");
            }
        };
    }

    /**
     * Loads the shards that a query will need.
     * @param {PatternsStore} store
     * @param {string} text
     */
    async function prepare(store, text) {
        const { words } = await parsed(store, text, true);
        const parts = words.flatMap(({ parts: some, whole: all }) => (some.length > 0 ? some : [all ?? ""]));
        const numbers = new Set(parts.map((part) => shardNumber(store, unaccented(part))));
        await Promise.all([...numbers].filter((at) => at >= 0).map((at) => shardAt(store, at)));
    }

    /**
     * An engine over an index.
     * @param {PatternsLoad} load
     * @param {PatternsEngineOptions} [options]
     * @returns {PatternsEngine}
     */
    function create(load, options = {}) {
        /** @type {Promise<Omit<PatternsStore, "breathe">> | null} */
        let opened = null;

        const opening = () => {
            opened ??= openStore(load, false).catch((error) => {
                opened = null;
                throw error;
            });
            return opened;
        };

        /**
         * Runs; where a file is gone because the site was deployed anew, takes the new index and runs again.
         * @template T
         * @param {(store: PatternsStore) => Promise<T>} work
         * @param {AbortSignal} [signal]
         * @param {string} [build] the only build that will do
         * @returns {Promise<T>}
         */
        const run = async (work, signal, build) => {
            const base = await opening();
            if (build !== undefined && base.manifest.build !== build) {
                throw failure("renewed", "the index was renewed since");
            }
            try {
                return await work({ ...base, breathe: breather(options, signal) });
            } catch (error) {
                const { kind } = /** @type {PatternsSearchFailure} */ (error);
                if (kind !== "load" || !(await renew(base.manifest.build))) {
                    throw error;
                }
                if (build !== undefined) {
                    throw failure("renewed", "the index was renewed since");
                }
                return work({ ...await opening(), breathe: breather(options, signal) });
            }
        };

        /** @param {string} build */
        const renew = async (build) => {
            const fresh = await openStore(load, true).catch(() => null);
            if (fresh === null || fresh.manifest.build === build) {
                return false;
            }
            opened = Promise.resolve(fresh);
            options.onRenewed?.();
            return true;
        };

        return {
            open: async () => (await opening()).manifest,
            warm: (text) => run((store) => prepare(store, text)).catch(() => undefined),
            search: (text, more = {}) => run((store) => find(store, text, more), more.signal),
            results: (found, from, to) => run((store) => show(store, found, from, to), undefined, found.build),
            excerpt: (found, hit) => run((store) => excerptOf(store, found, hit), undefined, found.build),
            completions: (found) => run((store) => completionsOf(store, found), undefined, found.build),
            facets: (found) => run((store) => countsOf(store, found), undefined, found.build),
        };
    }

    return { create, marks, parse, tokens, fold, idOf };
})();
