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
    const { COMPARED, measuresOf, comparison, passing } = PatternsMeasures;

    /**
     * The taxonomy of a name, without case, accents, spaces and signs; the names of its field come last.
     * @param {PatternsFacetPages[]} facets
     * @param {string} name
     */
    function taxonomyNamed(facets, name) {
        const is = (/** @type {string} */ known) => nameOf(known) === nameOf(name);
        const named = facets.find(({ taxonomy }) => is(taxonomy.name) || is(taxonomy.label))
            ?? facets.find(({ taxonomy: { aliases = [] } }) => aliases.some(is));
        return named?.taxonomy;
    }

    /**
     * Where the term stands that a value means, which may have the sign of a tag before it; -1 if there is none.
     * @param {PatternsTaxonomy} taxonomy
     * @param {string} value
     */
    function placeOf({ terms }, value) {
        const written = terms.findIndex(({ id, label }) => id === value || label === value);
        // A comparison is no term: `>silver` and `silver..` are not silver.
        if (written >= 0 || /^[<>=]|\.\./.test(value)) {
            return written;
        }
        const wanted = [nameOf(value), nameOf(value.replace(/^#/, ""))];
        return terms.findIndex(({ id, label, aliases = [] }) => [id, label, ...aliases].some((name) => wanted.includes(nameOf(name))));
    }

    /**
     * Where the terms stand that a value means: one, several with commas between, or those of an ordered taxonomy that a
     * comparison passes.
     * @param {PatternsTaxonomy} taxonomy
     * @param {string} value
     */
    function placesOf(taxonomy, value) {
        const whole = placeOf(taxonomy, value);
        const compared = whole < 0 && taxonomy.ordered ? COMPARED.exec(value) : null;
        if (compared) {
            return placesBetween(taxonomy, compared);
        }
        return whole < 0 ? value.split(",").map((one) => placeOf(taxonomy, one.trim())) : [whole];
    }

    /**
     * @param {PatternsTaxonomy} taxonomy
     * @param {RegExpExecArray} compared by COMPARED
     */
    function placesBetween(taxonomy, [, sign = "", limit = "", from = "", to = ""]) {
        const ends = sign === "" ? [from, to] : sign.startsWith(">") ? [limit, ""] : ["", limit];
        const open = [0, taxonomy.terms.length - 1];
        const [first = -1, last = -1] = ends.map((end, at) => (end === "" ? open[at] ?? -1 : placeOf(taxonomy, end.trim())));
        if (first < 0 || last < 0 || ends.join("") === "") {
            return [];
        }
        const start = sign === ">" ? first + 1 : first;
        return taxonomy.terms.map((_, place) => place).slice(start, sign === "<" ? last : last + 1);
    }

    /**
     * What `name:value` asks for: a comparison, terms, or nothing of the kind.
     * @param {PatternsFacetPages[]} facets
     * @param {PatternsMeasure[]} measures
     * @returns {PatternsReadFilter}
     */
    function reader(facets, measures) {
        return (name, value) => {
            const found = comparison(measures, name, value);
            if (found) {
                return { terms: [], comparisons: [found] };
            }
            const taxonomy = taxonomyNamed(facets, name);
            const ids = taxonomy ? placesOf(taxonomy, value).map((place) => taxonomy.terms[place]?.id ?? "") : [];
            const terms = ids.map((term) => ({ taxonomy: taxonomy?.name ?? "", term }));
            return terms.length > 0 && ids.every((id) => id !== "") ? { terms, comparisons: [] } : null;
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
