/*
 * mdbook-patterns: numbers and dates of pages, compared as the filters of directives and of the command line compare them
 * (`src/catalog/filter/`): `reading-time:<5`, `updated>=2025-03`, `updated:2024..2025`.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsMeasures = (() => {
    const { name: nameOf } = PatternsMatching;
    const { bring } = PatternsStores;

    /** `>5`, `<= 2024`, `5..10`: a sign and its limit, or two ends of which one may be open. */
    const COMPARED = /^(>=?|<=?)\s*(.+)$|^(.*?)\.\.(.*)$/u;

    /**
     * @param {PatternsStore} store
     * @returns {Promise<PatternsMeasure[]>}
     */
    async function measuresOf(store) {
        const { measures } = store.manifest;
        return measures === "" ? [] : bring(store, `m0-${measures}`, (data) => /** @type {PatternsMeasure[]} */ (data));
    }

    /**
     * What a name and a value ask for; nothing where they are no comparison.
     * @param {PatternsMeasure[]} measures
     * @param {string} name
     * @param {string} value
     * @returns {Omit<PatternsComparison, "excluded"> | null}
     */
    function comparison(measures, name, value) {
        const at = measures.findIndex(({ names }) => names.some((known) => nameOf(known) === nameOf(name)));
        const measure = measures[at];
        const span = measure ? spanOf(value, measure.is_date) : null;
        return span && { measure: at, span };
    }

    /**
     * @param {string} value
     * @param {boolean} isDate
     * @returns {[from: number, to: number] | null}
     */
    function spanOf(value, isDate) {
        const read = isDate ? dateOf : numberOf;
        const [, sign = "", limit = value, from, to] = COMPARED.exec(value) ?? [];
        if (from !== undefined) {
            return between(endOf(from, read), endOf(to, read));
        }
        const span = read(limit.trim());
        return span && compared(sign, span);
    }

    /**
     * One end of a range: open where nothing is said, and nothing where it cannot be read.
     * @param {string | undefined} text
     * @param {(text: string) => [number, number] | null} read
     */
    function endOf(text = "", read) {
        return text.trim() === "" ? "open" : read(text.trim());
    }

    /**
     * @param {ReturnType<typeof endOf>} from
     * @param {ReturnType<typeof endOf>} to
     * @returns {[number, number] | null}
     */
    function between(from, to) {
        if (from === null || to === null || (from === "open" && to === "open")) {
            return null;
        }
        return [from === "open" ? -Infinity : from[0], to === "open" ? Infinity : to[1]];
    }

    /**
     * @param {string} sign
     * @param {[number, number]} span
     * @returns {[number, number]}
     */
    function compared(sign, [from, to]) {
        const smallest = 1e-6;
        switch (sign) {
            case ">": return [to + smallest, Infinity];
            case ">=": return [from, Infinity];
            case "<": return [-Infinity, from - smallest];
            case "<=": return [-Infinity, to];
            default: return [from, to];
        }
    }

    /**
     * @param {string} text
     * @returns {[number, number] | null}
     */
    function numberOf(text) {
        const found = /^-?\d+(?:\.\d+)?(?= ?(?:m|min|minutes?)?$)/iu.exec(text);
        return found ? [Number(found[0]), Number(found[0])] : null;
    }

    /**
     * A year or a month is all of its days.
     * @param {string} text
     * @returns {[number, number] | null}
     */
    function dateOf(text) {
        // A last `0` is the start of a month or a day.
        const found = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/u.exec(text.replace(/-0$/u, ""));
        if (!found) {
            return null;
        }
        const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
        if ([month, day].includes(0) || (month ?? 1) > 12 || (day ?? 1) > 31) {
            return null;
        }
        const number = (/** @type {number} */ of, /** @type {number} */ at) => (year ?? 0) * 10_000 + of * 100 + at;
        return [number(month ?? 1, day ?? 1), number(month ?? 12, day ?? 31)];
    }

    /**
     * The pages that pass a comparison.
     * @param {PatternsStore} store
     * @param {PatternsMeasure[]} measures
     * @param {Omit<PatternsComparison, "excluded">} comparison
     */
    function passing({ manifest: { pages } }, measures, { measure, span: [from, to] }) {
        const mask = new Uint8Array(pages);
        const { pages: held = [], values = [], is_date: isDate = false } = measures[measure] ?? {};
        held.forEach((page, at) => {
            const own = isDate ? dateOf(String(values[at])) : numberOf(String(values[at]));
            mask[page] = own && from <= own[0] && own[1] <= to ? 1 : 0;
        });
        return mask;
    }

    return { COMPARED, measuresOf, comparison, passing };
})();
