/*
 * mdbook-patterns: what the words of a query say about all pages.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsScoring = (() => {
    const { listOf } = PatternsStores;

    /** The middle of each level of impact; levels lie the closer the less a word matters (`src/index/impact.rs`). */
    const LEVELS = Float32Array.from({ length: 22 }, (_, level) => 22 * ((level + 0.5) / 22) ** 1.5);

    /**
     * @param {PatternsStore} store
     * @returns {PatternsScores}
     */
    function noScores({ manifest: { pages } }) {
        return { score: new Float32Array(pages), block: new Uint16Array(pages), title: new Uint8Array(pages), idf: 0 };
    }

    /**
     * @param {number} pages
     * @param {number} holding
     */
    function idfOf(pages, holding) {
        return Math.log(1 + (pages - holding + 0.5) / (holding + 0.5));
    }

    /**
     * The pages of the groups that a part means; of several groups the best counts.
     * @param {PatternsStore} store
     * @param {PatternsMeaning[]} groups
     * @param {number} [factor] how much the word itself counts
     * @returns {Promise<PatternsScores>}
     */
    async function scoresOf(store, groups, factor = 1) {
        const scores = noScores(store);
        for (const { shard, group, weight, isRest = false } of groups) {
            const list = await listOf(store, shard, group);
            const own = factor * weight * idfOf(store.manifest.pages, list.pages.length);
            const idf = isRest ? Math.min(own, scores.idf) : own;
            scores.idf = Math.max(scores.idf, idf);
            add(scores, list, idf, weight === 1);
            await store.breathe();
        }
        return scores;
    }

    /**
     * @param {PatternsScores} scores
     * @param {PatternsList} list
     * @param {number} idf
     * @param {boolean} names whether titles count that are made of these words
     */
    function add({ score, block, title }, { pages, levels, blocks, titles }, idf, names) {
        for (let at = 0; at < pages.length; at += 1) {
            const page = pages[at] ?? 0;
            const own = idf * (LEVELS[levels[at] ?? 0] ?? 0);
            if (own > (score[page] ?? 0)) {
                score[page] = own;
                block[page] = blocks[at] ?? 0;
            }
            const words = names ? titles[at] ?? 0 : 0;
            if (words > 0 && (title[page] === 0 || words < (title[page] ?? 0))) {
                title[page] = words;
            }
        }
    }

    /**
     * The pages that hold all of several parts.
     * @param {PatternsStore} store
     * @param {PatternsScores[]} parts
     * @returns {PatternsScores}
     */
    function together(store, parts) {
        const [first, ...others] = parts;
        if (first === undefined || others.length === 0) {
            return first ?? noScores(store);
        }
        // The rarest part says best where to look.
        const { block } = parts.reduce((a, b) => (b.idf > a.idf ? b : a));
        const all = { block, title: first.title.slice(), score: first.score.slice(), idf: parts.reduce((sum, { idf }) => sum + idf, 0) };
        for (const { score, title } of others) {
            for (let page = 0; page < all.score.length; page += 1) {
                const isBoth = all.score[page] !== 0 && score[page] !== 0;
                all.score[page] = isBoth ? (all.score[page] ?? 0) + (score[page] ?? 0) : 0;
                all.title[page] = isBoth && (title[page] ?? 0) > 0 ? all.title[page] ?? 0 : 0;
            }
        }
        return all;
    }

    /**
     * The pages that hold one of several, each with what the best of them says.
     * @param {PatternsScores[]} some
     * @returns {PatternsScores}
     */
    function either(some) {
        const [first, ...others] = some.map((scores) => ({ ...scores, score: scores.score.slice(), block: scores.block.slice(), title: scores.title.slice() }));
        return others.reduce((all, { score, block, title, idf }) => {
            score.forEach((own, page) => {
                if (own > (all.score[page] ?? 0)) {
                    [all.score[page], all.block[page], all.title[page]] = [own, block[page] ?? 0, title[page] ?? 0];
                }
            });
            return { ...all, idf: Math.max(all.idf, idf) };
        }, /** @type {PatternsScores} */ (first));
    }

    return { noScores, scoresOf, together, either };
})();
