/*
 * mdbook-patterns: what is on: the chips of the active filters, the reset, and what to drop where nothing is left.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsSummary = (() => {
    const { create, button, say, roving } = PatternsCommon;

    /**
     * The count, a chip for each filter, and the reset.
     * @param {PatternsHost} host
     * @param {HTMLElement} shown
     */
    function summary(host, shown) {
        const chips = create("div", { class: "patterns-chips", role: "toolbar", "aria-label": host.words.active });
        const refresh = roving(chips);
        const reset = button(host.words.reset ?? "", () => {
            host.change(PatternsFilter.cleared(host.state));
            host.focus();
        }, { class: "patterns-button patterns-quiet patterns-reset" });
        host.updates.push(() => {
            const active = PatternsFilter.active(host.data, host.state);
            // The sentence below says it.
            shown.classList.toggle("patterns-only-heard", host.result.entries.length === 0);
            reset.hidden = active.length === 0;
            chips.hidden = active.length === 0;
            chips.replaceChildren(...active.map((filter, at) => chip(host, chips, filter, at)));
            refresh();
        });
        return create("div", { class: "patterns-summary" }, shown, chips, reset);
    }

    /**
     * @param {PatternsHost} host
     * @param {HTMLElement} chips
     * @param {PatternsActive} active
     * @param {number} at
     */
    function chip(host, chips, { key, id, label }, at) {
        return button(label, () => {
            host.change(PatternsFilter.dropped(host.state, key, id));
            const left = chips.querySelectorAll("button");
            const next = left[Math.min(at, left.length - 1)];
            if (next) {
                next.focus();
            } else {
                host.focus();
            }
        }, { class: "patterns-button patterns-chip", "aria-label": say(host.words.remove, { filter: label }) });
    }

    /**
     * Which filter to drop where nothing is left.
     * @param {PatternsHost} host
     */
    function nothing(host) {
        const { words, data, state, result } = host;
        const active = PatternsFilter.active(data, state);
        const left = (/** @type {string} */ key) => result.without[key] ?? 0;
        const keys = [...new Set(active.map(({ key }) => key))].filter((key) => left(key) > 0);
        keys.sort((a, b) => left(b) - left(a));
        const ways = keys.map((key) => {
            const filter = active.filter((filter) => filter.key === key).map(({ label }) => label).join(", ");
            return create("li", {}, button(say(words.drop, { filter, count: left(key) }), () => {
                host.change(PatternsFilter.dropped(host.state, key));
                host.focus();
            }));
        });
        const all = ways.length > 0 ? ways : only(host, active);
        return create("div", { class: "patterns-empty" }, create("p", {}, words.nothing ?? ""),
            ways.length > 0 ? create("p", {}, words.drop_hint ?? "") : null,
            all.length > 0 ? create("ul", { class: "patterns-drops" }, ...all) : null);
    }

    /**
     * Where dropping one filter is not enough: each by itself, and none.
     * @param {PatternsHost} host
     * @param {PatternsActive[]} active
     */
    function only(host, active) {
        const { words, state, data } = host;
        const way = (/** @type {string} */ text, /** @type {PatternsState} */ next) => create("li", {}, button(text, () => {
            host.change(next);
            host.focus();
        }));
        const keys = [...new Set(active.map(({ key }) => key))];
        const kept = keys.map((key) => keys.filter((other) => other !== key)
            .reduce((left, other) => PatternsFilter.dropped(left, other), state));
        const found = kept.flatMap((next, at) => {
            const count = PatternsFilter.run(data, host.entries, next, host.find).entries.length;
            const filter = active.filter(({ key }) => key === keys[at]).map(({ label }) => label).join(", ");
            return count > 0 && keys.length > 1 ? [way(say(words.only, { filter, count }), next)] : [];
        });
        return [...found, way(words.reset ?? "", PatternsFilter.cleared(state))];
    }

    return { summary, nothing };
})();
