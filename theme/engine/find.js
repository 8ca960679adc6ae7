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
    const { ask, pagesOf } = PatternsAsking;
    const { rank } = PatternsRanking;
    const { withPhrases, asPartial } = PatternsPhrases;
    const { measuresOf } = PatternsMeasures;
    const { reader, comparing, filtered } = PatternsFiltering;
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
        const checked = await candidates(run, query, chosen(options) > 0);
        let hits = await comparing(store, checked.hits, query.comparisons);
        hits = await filtered(store, hits, query.filters, null);
        const unfiltered = hits;
        hits = await filtered(store, hits, [], options.filters ?? {});
        hits = await sorted(store, hits, options.sort ?? "relevance");
        return {
            query, hits, unfiltered, unchecked: checked.unchecked, corrected: run.corrected, missing: run.missing,
            complete: hits.filter(({ complete }) => complete).length,
            words: { forms: [...run.forms.keys()], prefixes: [...run.prefixes], groups: Object.fromEntries(run.forms) },
            suggestion: suggestionOf(text, run.suggested),
            filters: options.filters ?? {},
            build: store.manifest.build,
        };
    }

    /**
     * The pages that answer words and phrases; all pages where there are none but something else is asked.
     * @param {PatternsRun} run
     * @param {PatternsQuery} query
     * @param {boolean} isChosen whether terms are chosen
     */
    async function candidates(run, query, isChosen) {
        const { store } = run;
        const wanted = query.words.filter(({ excluded }) => !excluded);
        const excluded = await excludedPages(run, query);
        const hits = wanted.length > 0 ? await ranked(run, query, wanted, excluded) : isSaid(query, isChosen) ? everyPage(store, excluded) : [];
        // What no page says is missing; what is said of pages beside it still holds.
        const isFiltered = query.filters.length + query.comparisons.length > 0;
        const filtered = isFiltered ? everyPage(store, excluded).map(asPartial) : [];
        if (query.phrases.length === 0) {
            return { hits: hits.length === 0 && run.forms.size === 0 ? filtered : hits, unchecked: 0 };
        }
        const phrases = await Promise.all(query.phrases.map(async (phrase) => ({ ...phrase, pages: await pagesWith(run, phrase.text) })));
        const checked = await withPhrases(store, phrases, hits);
        const others = wanted.some(({ phrased }) => !phrased) ? hits : filtered;
        return checked.hits.length > 0 ? checked : withoutSome(run, phrases, hits, others);
    }

    /**
     * The hits that hold one of several phrases; where none holds any, those of the other words.
     * @param {PatternsRun} run
     * @param {PatternsPhraseAsked[]} phrases
     * @param {PatternsHit[]} hits
     * @param {PatternsHit[]} others the pages that answer the rest of the query
     */
    async function withoutSome(run, phrases, hits, others) {
        const { store } = run;
        const wanted = phrases.filter(({ excluded }) => !excluded);
        /** @type {Set<number>} */
        const holding = new Set();
        /** @type {Set<number>} */
        const open = new Set();
        /** @type {Set<string>} */
        const files = new Set();
        /** @type {string[]} */
        const nowhere = [];
        for (const phrase of wanted) {
            const { hits: some, unchecked } = await withPhrases(store, [phrase], hits, files);
            some.forEach(({ page }, at) => (at < some.length - unchecked ? holding : open).add(page));
            nowhere.push(...(some.length > 0 ? [] : [`"${phrase.text}"`]));
        }
        const isNone = nowhere.length === wanted.length;
        if (isNone && (wanted.length === 0 || others.length === 0)) {
            return { hits: [], unchecked: 0 };
        }
        // What stands in these quotes is on no page; the rest of the query is not.
        run.missing.push(...nowhere);
        const sure = hits.filter(({ page }) => holding.has(page));
        const unsure = hits.filter(({ page }) => open.has(page) && !holding.has(page));
        const rest = isNone ? others : [...sure, ...unsure];
        const allowed = await withPhrases(store, phrases.filter(({ excluded }) => excluded), rest, files);
        return { hits: allowed.hits.map(asPartial), unchecked: allowed.unchecked + unsure.length };
    }

    /** With so many other words those of every question are not loaded, unless the others find nothing. */
    const ENOUGH = 2;

    /**
     * The pages of some words, the best first.
     * @param {PatternsRun} run
     * @param {PatternsQuery} query
     * @param {PatternsQueryWord[]} words
     * @param {Uint8Array} excluded
     */
    async function ranked(run, query, words, excluded) {
        const { store } = run;
        const isLight = (/** @type {string} */ part) => store.light.has(unaccented(part));
        // A version has no parts, and is meant.
        const heavy = words.filter(({ parts, prefix }) => prefix || parts.length === 0 || !parts.every(isLight));
        const some = heavy.length >= ENOUGH ? heavy : words;
        const asked = await ask(run, some, query.asked, words.length - some.length);
        await store.breathe();
        const hits = rank(store, asked, excluded);
        return hits.length > 0 || heavy.length === words.length ? hits : rank(store, await ask(run, words, query.asked, 0), excluded);
    }

    /**
     * Whether a query without words asks for anything: terms, comparisons, or what must not be there.
     * @param {PatternsQuery} query
     * @param {boolean} isChosen
     */
    function isSaid({ filters, comparisons, words, phrases }, isChosen) {
        return isChosen || filters.length + comparisons.length + words.length + phrases.length > 0;
    }

    /**
     * The pages that hold all words of a phrase.
     * @param {PatternsRun} run
     * @param {string} text
     */
    async function pagesWith(run, text) {
        const pages = new Uint8Array(run.store.manifest.pages).fill(1);
        for (const { parts, whole } of parse(text, false).words) {
            for (const part of parts.length > 0 ? parts : [whole ?? ""]) {
                const held = await pagesOf(run, { text: part, whole: null, names: [], parts: [part], exact: false, excluded: true, prefix: false, phrased: false });
                held.forEach((is, page) => { pages[page] = is === 1 ? pages[page] ?? 0 : 0; });
            }
        }
        return pages;
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
        const isFiltered = /[:<>]/.test(text);
        const facets = isFiltered ? await facetsOf(store) : [];
        const measures = isFiltered && /[:<>][^:]*\d/.test(text) ? await measuresOf(store) : [];
        return parse(text, typing, reader(facets, measures));
    }

    /**
     * @param {PatternsRun} run
     * @param {PatternsQuery} query
     */
    async function excludedPages(run, query) {
        const pages = new Uint8Array(run.store.manifest.pages);
        for (const word of query.words.filter(({ excluded }) => excluded)) {
            (await pagesOf(run, word)).forEach((is, page) => { pages[page] ||= is; });
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
