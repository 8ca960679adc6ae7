/*
 * mdbook-patterns: the order of hits: as ranked, by title, by date.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSorting = (() => {
    const { pagesAt } = PatternsStores;

    /**
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     * @param {NonNullable<PatternsSearchOptions["sort"]>} sort
     */
    async function sorted(store, hits, sort) {
        if (sort === "relevance") {
            return hits;
        }
        const shown = await shownOf(store, hits);
        const of = (/** @type {PatternsHit} */ { page }) => shown.get(page) ?? { title: "", date: "" };
        const keys = await keysOf(store, shown);
        const keyOf = (/** @type {PatternsHit} */ { page }) => keys.get(page) ?? "";
        const byTitle = (/** @type {PatternsHit} */ a, /** @type {PatternsHit} */ b) =>
            PatternsNatural.compare(keyOf(a), keyOf(b)) || a.page - b.page;
        const byDate = (/** @type {PatternsHit} */ a, /** @type {PatternsHit} */ b) =>
            (of(a).date < of(b).date ? 1 : of(a).date > of(b).date ? -1 : byTitle(a, b));
        const compare = sort === "date" ? byDate : byTitle;
        // Pages with some of the words stay behind those with all.
        return inSlices(store, hits, (a, b) => Number(b.complete) - Number(a.complete) || compare(a, b));
    }

    /**
     * What titles sort by.
     * @param {PatternsStore} store
     * @param {Map<number, { title: string }>} shown
     */
    async function keysOf(store, shown) {
        /** @type {Map<number, string>} */
        const keys = new Map();
        for (const [page, { title }] of shown) {
            keys.set(page, PatternsNatural.key(title));
            if (keys.size % RUN === 0) {
                await store.breathe();
            }
        }
        return keys;
    }

    /**
     * The titles and dates of hits, out of files that come together.
     * @param {PatternsStore} store
     * @param {PatternsHit[]} hits
     */
    async function shownOf(store, hits) {
        const { chunk } = store.manifest;
        const numbers = [...new Set(hits.map(({ page }) => Math.floor(page / chunk)))];
        const files = new Map(await Promise.all(numbers.map(async (at) => /** @type {const} */ ([at, await pagesAt(store, at)]))));
        return new Map(hits.map(({ page }) => {
            const { titles = [], dates = [] } = files.get(Math.floor(page / chunk)) ?? {};
            return [page, { title: titles[page % chunk] ?? "", date: dates[page % chunk] ?? "" }];
        }));
    }

    /** So many items are sorted, or merged, before others get their turn. */
    const RUN = 256;

    /**
     * Sorts without keeping others waiting: comparing many titles is slow.
     * @template T
     * @param {PatternsStore} store
     * @param {T[]} items
     * @param {(a: T, b: T) => number} compare
     * @returns {Promise<T[]>}
     */
    async function inSlices(store, items, compare) {
        if (items.length <= RUN) {
            return [...items].sort(compare);
        }
        const middle = Math.ceil(items.length / 2);
        const left = await inSlices(store, items.slice(0, middle), compare);
        const right = await inSlices(store, items.slice(middle), compare);
        /** @type {T[]} */
        const merged = [];
        for (let a = 0, b = 0; merged.length < items.length;) {
            const [one, other] = [left[a], right[b]];
            const isLeft = other === undefined || (one !== undefined && compare(one, other) <= 0);
            const next = isLeft ? one : other;
            a += isLeft ? 1 : 0;
            b += isLeft ? 0 : 1;
            if (next !== undefined) {
                merged.push(next);
            }
            if (merged.length % RUN === 0) {
                await store.breathe();
            }
        }
        return merged;
    }

    return { sorted };
})();
