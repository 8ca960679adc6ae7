/*
 * mdbook-patterns: where the words of a query stand in a text.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsWordMarks = (() => {
    const { unaccented, name } = PatternsFold;
    const { tokens } = PatternsTokens;

    /**
     * Where words stand in a title or a heading: all of it, where they are the name that it makes.
     * @param {string} text
     * @param {PatternsWords} words
     * @returns {[number, number][]}
     */
    function marks(text, words) {
        const forms = new Set(words.forms);
        if (forms.has(name(text) ?? "")) {
            return [[0, text.length]];
        }
        return marksOf(tokens(text), forms, words.prefixes).map(({ start, end }) => [start, end]);
    }

    /**
     * @param {PatternsToken[]} found
     * @param {Set<string>} forms
     * @param {string[]} prefixes
     * @returns {{ start: number, end: number, form: string }[]}
     */
    function marksOf(found, forms, prefixes) {
        /** @type {{ start: number, end: number, form: string }[]} */
        const out = [];
        const add = (/** @type {number} */ start, /** @type {number} */ end, /** @type {string} */ form) => {
            const last = out[out.length - 1];
            if (last && start < last.end) {
                last.end = Math.max(last.end, end);
            } else {
                out.push({ start, end, form });
            }
        };
        for (const { start, end, whole, names, parts } of found) {
            if (whole !== null && forms.has(whole)) {
                add(start, end, whole);
                continue;
            }
            const folded = parts.map((part) => ({ ...part, text: unaccented(part.text) }));
            for (const part of names.length > 0 ? [...names, ...folded].sort((a, b) => a.start - b.start) : folded) {
                const prefix = prefixes.find((begin) => part.text.startsWith(begin));
                if (forms.has(part.text) || prefix !== undefined) {
                    add(part.start, part.end, prefix ?? part.text);
                }
            }
        }
        return out;
    }

    return { marks, marksOf };
})();
