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
        const reset = button(host.words.reset, () => {
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
        const filters = [...new Set(active.map(({ key }) => key))].map((key) => ({
            key,
            filter: active.filter((filter) => filter.key === key).map(({ label }) => label).join(", "),
        }));
        const left = filters.map(({ key, filter }) => ({ key, filter, count: result.without[key] ?? 0 })).filter(({ count }) => count > 0);
        left.sort((a, b) => b.count - a.count);
        const ways = left.map(({ key, filter, count }) =>
            way(host, say(words.drop, { filter, count }), PatternsFilter.dropped(state, key)));
        const isOne = filters.length < 2;
        return create("div", { class: "patterns-empty" }, create("p", {}, isOne ? words.nothing_one : words.nothing),
            ways.length > 0 && !isOne ? create("p", {}, words.drop_hint) : null,
            create("ul", { class: "patterns-drops" }, ...(ways.length > 0 ? ways : only(host, filters))));
    }

    /**
     * A button that leads to another state.
     * @param {PatternsHost} host
     * @param {string} text
     * @param {PatternsState} next
     */
    function way(host, text, next) {
        return create("li", {}, button(text, () => {
            host.change(next);
            host.focus();
        }));
    }

    /**
     * Where dropping one filter is not enough: each by itself. The reset stands above.
     * @param {PatternsHost} host
     * @param {{ key: string, filter: string }[]} filters
     */
    function only(host, filters) {
        const { words, state, result } = host;
        // One filter alone is what is on.
        const some = filters.length > 1 ? filters : [];
        return some.flatMap(({ key, filter }) => {
            const count = result.alone[key] ?? 0;
            const next = filters.filter((other) => other.key !== key)
                .reduce((left, other) => PatternsFilter.dropped(left, other.key), state);
            return count > 0 ? [way(host, say(words.only, { filter, count }), next)] : [];
        });
    }

    return { summary, nothing };
})();
