/*
 * mdbook-patterns: the two ends of a span: of the terms of a long ordered taxonomy, and of reading time.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsRange = (() => {
    const { create } = PatternsCommon;

    /**
     * Two ends on one line.
     * @param {HTMLElement[]} ends
     * @param {string} [unit]
     */
    function between([from, to], unit) {
        return from && to ? create("span", { class: "patterns-field patterns-range" }, from,
            create("span", { "aria-hidden": "true" }, "–"), to, unit && create("span", {}, unit)) : null;
    }

    /**
     * From and to of an ordered taxonomy. An open end shows the outermost term.
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     */
    function ofTerms(host, taxonomy) {
        const { name, terms } = taxonomy;
        const last = terms.length - 1;
        const make = (/** @type {string | undefined} */ word, /** @type {number} */ open) => create("select",
            { "aria-label": word }, ...terms.map(({ label }, at) => create("option", { value: at === open ? "" : at }, label)));
        const [from, to] = [make(host.words.from, 0), make(host.words.to, last)];
        const start = () => (from.value === "" ? 0 : Number(from.value));
        const end = () => (to.value === "" ? last : Number(to.value));
        const choose = () => {
            const isOpen = from.value === "" && to.value === "";
            const ids = isOpen ? [] : terms.slice(start(), end() + 1).map(({ id }) => id);
            host.change(PatternsFilter.chosen(host.state, name, ids));
        };
        // An end that passes the other takes it along.
        from.addEventListener("change", () => {
            if (end() < start()) {
                to.value = start() === last ? "" : String(start());
            }
            choose();
        });
        to.addEventListener("change", () => {
            if (end() < start()) {
                from.value = end() === 0 ? "" : String(end());
            }
            choose();
        });
        host.updates.push(() => {
            const chosen = PatternsFilter.places(taxonomy, host.state);
            const isRun = chosen.length > 0 && PatternsAddress.isRun(chosen);
            const top = chosen[chosen.length - 1];
            from.value = isRun && chosen[0] !== 0 ? String(chosen[0]) : "";
            to.value = isRun && top !== last ? String(top) : "";
        });
        return [from, to];
    }

    /**
     * From and to of the reading time.
     * @param {PatternsHost} host
     */
    function ofMinutes(host) {
        const all = host.entries.map(({ minutes }) => minutes);
        const least = all.reduce((a, b) => Math.min(a, b), Infinity);
        const most = all.reduce((a, b) => Math.max(a, b), 0);
        const input = (/** @type {0 | 1} */ end, /** @type {string | undefined} */ word, /** @type {number} */ hint) => {
            const element = create("input",
                { type: "number", min: 0, inputmode: "numeric", placeholder: hint, "aria-label": word });
            element.addEventListener("input", () => {
                /** @type {PatternsRange} */
                const minutes = [...host.state.minutes];
                minutes[end] = PatternsAddress.number(element.value);
                host.change({ ...host.state, minutes }, true);
            });
            host.updates.push(() => {
                if (PatternsAddress.number(element.value) !== host.state.minutes[end]) {
                    element.value = String(host.state.minutes[end] ?? "");
                }
            });
            return element;
        };
        return [input(0, host.words.from, least), input(1, host.words.to, most)];
    }

    return { between, ofTerms, ofMinutes };
})();
