/*
 * mdbook-patterns: the answer to a query: its words ranked, its phrases checked, its filters applied.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsFinding = (() => {
    const { unaccented } = PatternsFold;
    const { tokens } = PatternsTokens;
    const { parse } = PatternsQueries;
    const { facetsOf } = PatternsStores;
    const { lookUp } = PatternsLookup;
    const { rank } = PatternsRanking;
    const { withPhrases } = PatternsPhrases;
    const { termNamed, filtered } = PatternsFiltering;
    const { sorted } = PatternsSorting;

    /**
     * The answer to a query.
     * @param {PatternsStore} store
     * @param {string} text
     * @param {PatternsSearchOptions} options
     * @returns {Promise<PatternsFound>}
     */
    async function find(store, text, options) {
        const query = await parsed(store, text, options.typing ?? false);
        /** @type {PatternsRun} */
        const run = { store, forms: new Map(), prefixes: new Set(), noted: 0, corrected: [], suggested: new Map(), missing: [] };
        const wanted = query.words.filter(({ excluded }) => !excluded);
        const ignored = wanted.filter((word) => isCommon(store, word));
        const words = ignored.length < wanted.length ? wanted.filter((word) => !ignored.includes(word)) : wanted;
        const excluded = await excludedPages(run, query);
        let hits = await rank(run, words, wanted.length, excluded);
        if (wanted.length === 0 && (query.filters.length > 0 || chosen(options) > 0)) {
            hits = everyPage(store, excluded);
        }
        const checked = await withPhrases(store, query, hits);
        hits = await filtered(store, checked.hits, query.filters, null);
        const unfiltered = hits;
        hits = await filtered(store, hits, [], options.filters ?? {});
        hits = await sorted(store, hits, query.text, options.sort ?? "relevance");
        return {
            query, hits, unfiltered, unchecked: checked.unchecked, corrected: run.corrected, missing: run.missing,
            complete: hits.filter(({ complete }) => complete).length,
            words: { forms: [...run.forms.keys()], prefixes: [...run.prefixes], groups: Object.fromEntries(run.forms) },
            suggestion: suggestionOf(text, run.suggested),
            ignored: words === wanted ? [] : ignored.map((word) => word.text),
            filters: options.filters ?? {},
            build: store.manifest.build,
        };
    }

    /**
     * @param {PatternsSearchOptions} options
     */
    function chosen({ filters = {} }) {
        return Object.values(filters).reduce((sum, terms) => sum + terms.length, 0);
    }

    /**
     * @param {PatternsStore} store
     * @param {string} text
     * @param {boolean} typing
     */
    async function parsed(store, text, typing) {
        const facets = text.includes(":") ? await facetsOf(store) : [];
        return parse(text, typing, (name, value) => termNamed(facets, name, value));
    }

    /**
     * @param {PatternsStore} store
     * @param {PatternsQueryWord} word
     */
    function isCommon({ common }, { parts, whole, exact }) {
        const forms = exact || parts.length === 0 ? [whole ?? ""] : parts.map(unaccented);
        return forms.every((form) => common.has(form));
    }

    /**
     * @param {PatternsRun} run
     * @param {PatternsQuery} query
     */
    async function excludedPages(run, query) {
        const pages = new Uint8Array(run.store.manifest.pages);
        for (const word of query.words.filter(({ excluded }) => excluded)) {
            const scores = await lookUp(run, word);
            scores?.score.forEach((score, page) => { pages[page] ||= score > 0 ? 1 : 0; });
        }
        return pages;
    }

    /**
     * @param {PatternsStore} store
     * @param {Uint8Array} excluded
     * @returns {PatternsHit[]}
     */
    function everyPage({ manifest: { pages } }, excluded) {
        const all = Array.from({ length: pages }, (_, page) => ({ page, score: 0, blocks: [0], complete: true }));
        return all.filter(({ page }) => !excluded[page]);
    }

    /**
     * The query with words that more pages have.
     * @param {string} text
     * @param {Map<string, string>} suggested
     */
    function suggestionOf(text, suggested) {
        if (suggested.size === 0) {
            return null;
        }
        let out = "";
        let done = 0;
        for (const part of tokens(text).flatMap(({ parts }) => parts)) {
            const better = suggested.get(unaccented(part.text));
            if (better !== undefined) {
                out += text.slice(done, part.start) + better;
                done = part.end;
            }
        }
        return out + text.slice(done);
    }

    return { find, parsed };
})();
