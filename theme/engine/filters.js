/*
 * mdbook-patterns: terms that were chosen or typed, and how many hits each would show.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsFiltering = (() => {
    const { name: nameOf } = PatternsMatching;
    const { facetsOf } = PatternsStores;
    const { measuresOf, comparison, passing } = PatternsMeasures;

    /**
     * The term that a name and a value mean, without case, accents, spaces, signs and the sign of a tag; an id is meant first.
     * @param {PatternsFacetPages[]} facets
     * @param {string} name
     * @param {string} value
     */
    function termNamed(facets, name, value) {
        const is = (/** @type {string} */ text, /** @type {string} */ wanted) => nameOf(text) === nameOf(wanted);
        const facet = facets.find(({ taxonomy }) => is(taxonomy.name, name) || is(taxonomy.label, name))
            ?? facets.find(({ taxonomy: { aliases = [] } }) => aliases.some((known) => is(known, name)));
        const terms = facet?.taxonomy.terms ?? [];
        const term = terms.find(({ id }) => id === value)
            ?? terms.find(({ id, label, aliases = [] }) => [id, label, ...aliases].some((name) => is(name, value) || is(name, value.replace(/^#/, ""))));
        return facet && term ? { taxonomy: facet.taxonomy.name, term: term.id } : null;
    }

    /**
     * What `name:value` asks for: a comparison, terms with commas between, or nothing of the kind.
     * @param {PatternsFacetPages[]} facets
     * @param {PatternsMeasure[]} measures
     * @returns {PatternsReadFilter}
     */
    function reader(facets, measures) {
        return (name, value) => {
            // Its sign is no part of a term: `<2025` is not the year 2025.
            const found = comparison(measures, name, value);
            if (found) {
                return { terms: [], comparisons: [found] };
            }
            const whole = termNamed(facets, name, value);
            const terms = whole ? [whole] : value.split(",").map((one) => termNamed(facets, name, one.trim()));
            return terms.every((term) => term !== null) ? { terms: terms.flatMap((term) => term ?? []), comparisons: [] } : null;
        };
    }

    /**
     * The hits that pass all comparisons.
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     * @param {PatternsComparison[]} comparisons
     */
    async function comparing(store, hits, comparisons) {
        const measures = comparisons.length === 0 ? [] : await measuresOf(store);
        const masks = comparisons.map(({ excluded, ...asked }) => ({ excluded, mask: passing(store, measures, asked) }));
        return masks.length === 0 ? hits : hits.filter(({ page }) => masks.every(({ excluded, mask }) => (mask[page] === 1) !== excluded));
    }

    /**
     * The hits that pass: of each taxonomy any of the chosen terms, of all taxonomies.
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     * @param {PatternsQuery["filters"]} typed
     * @param {Record<string, string[]> | null} picked
     */
    async function filtered(store, hits, typed, picked) {
        /** @type {Record<string, string[]>} */
        const wanted = { ...picked };
        typed.filter(({ excluded }) => !excluded).forEach(({ taxonomy, term }) => {
            wanted[taxonomy] = [...(wanted[taxonomy] ?? []), term];
        });
        const without = typed.filter(({ excluded }) => excluded);
        if (Object.values(wanted).every((terms) => terms.length === 0) && without.length === 0) {
            return hits;
        }
        const facets = await facetsOf(store);
        const masks = Object.entries(wanted).filter(([, terms]) => terms.length > 0)
            .map(([name, terms]) => maskOf(store, facets, name, terms));
        const unwanted = without.map(({ taxonomy, term }) => maskOf(store, facets, taxonomy, [term]));
        return hits.filter(({ page }) => masks.every((mask) => mask[page]) && !unwanted.some((mask) => mask[page]));
    }

    /**
     * The pages that carry any of some terms.
     * @param {PatternsStore} store
     * @param {PatternsFacetPages[]} facets
     * @param {string} name
     * @param {string[]} terms
     */
    function maskOf(store, facets, name, terms) {
        const mask = new Uint8Array(store.manifest.pages);
        const facet = facets.find(({ taxonomy }) => taxonomy.name === name);
        facet?.taxonomy.terms.forEach(({ id }, at) => {
            if (terms.includes(id)) {
                facet.pages[at]?.forEach((page) => { mask[page] = 1; });
            }
        });
        return mask;
    }

    /**
     * Whether a page is among some, which ascend.
     * @param {Uint32Array | undefined} pages
     * @param {number} page
     */
    function holds(pages, page) {
        let low = 0;
        let high = pages?.length ?? 0;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((pages?.[middle] ?? 0) < page) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return pages?.[low] === page;
    }

    /**
     * Each term with the hits that a click would show: those that pass what is chosen elsewhere.
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @returns {Promise<PatternsFacet[]>}
     */
    async function countsOf(store, found) {
        const facets = await facetsOf(store);
        const masks = new Map(Object.entries(found.filters).filter(([, terms]) => terms.length > 0)
            .map(([name, terms]) => [name, maskOf(store, facets, name, terms)]));
        const passing = (/** @type {string | null} */ name) =>
            passingOf(store, found, [...masks].filter(([other]) => other !== name).map(([, mask]) => mask));
        // Where nothing is chosen in a taxonomy itself, it counts what the others leave, which is the same for all.
        const shared = passing(null);
        /** @type {PatternsFacet[]} */
        const counted = [];
        for (const { taxonomy, pages } of facets) {
            const mask = masks.has(taxonomy.name) ? passing(taxonomy.name) : shared;
            counted.push({ ...taxonomy, counts: pages.map((some) => countIn(mask, some)), chosen: found.filters[taxonomy.name] ?? [] });
            await store.breathe();
        }
        return counted;
    }

    /**
     * The pages of an answer that pass some masks.
     * @param {PatternsStore} store
     * @param {PatternsFound} found
     * @param {Uint8Array[]} masks
     */
    function passingOf({ manifest: { pages } }, { unfiltered }, masks) {
        const passing = new Uint8Array(pages);
        for (const { page } of unfiltered) {
            passing[page] = masks.every((mask) => mask[page]) ? 1 : 0;
        }
        return passing;
    }

    /**
     * @param {Uint8Array} mask
     * @param {Uint32Array} pages
     */
    function countIn(mask, pages) {
        let count = 0;
        for (let at = 0; at < pages.length; at += 1) {
            count += mask[pages[at] ?? 0] ?? 0;
        }
        return count;
    }

    return { reader, comparing, filtered, holds, countsOf };
})();
