/*
 * mdbook-patterns: what the author says means the same as a word of a query.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSynonyms = (() => {
    const { name: nameOf } = PatternsFold;
    const { parse } = PatternsQueries;
    const { together, either } = PatternsScoring;
    const { lookUp } = PatternsLookup;

    /**
     * The words that mean the same as a name.
     * @param {PatternsStore} store
     * @param {string} name
     */
    function synonymsOf({ manifest: { synonyms } }, name) {
        const lists = synonyms.filter((list) => list.some((word) => nameOf(word) === name));
        return lists.flatMap((list) => list.filter((word) => nameOf(word) !== name));
    }

    /**
     * The pages of a word among others, and those of what means the same.
     * @param {PatternsRun} run
     * @param {string} text
     * @template {PatternsScores | null} Found
     * @param {Found} found
     * @returns {Promise<PatternsScores | Found>}
     */
    async function orTheSame(run, text, found) {
        const name = nameOf(text);
        const others = await Promise.all((name === null ? [] : synonymsOf(run.store, name)).map((other) => said(run, other)));
        const all = [found, ...others.map((other) => other?.scores ?? null)].filter((scores) => scores !== null);
        return all.length > 1 ? either(all) : all[0] ?? found;
    }

    /**
     * The pages that hold all words of a text; nothing where one of them is on none.
     * @param {PatternsRun} run
     * @param {string} text
     */
    async function said(run, text) {
        /** @type {PatternsScores[]} */
        const scores = [];
        for (const { parts, whole } of parse(text, false).words) {
            for (const part of parts.length > 0 ? parts : [whole ?? ""]) {
                const found = await lookUp(run, { text: part, prefix: false, excluded: false });
                if (found === null) {
                    return null;
                }
                scores.push(found);
            }
        }
        return { scores: together(run.store, scores), isOne: scores.length === 1 };
    }

    return { synonymsOf, orTheSame, said };
})();
