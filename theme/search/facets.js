/*
 * mdbook-patterns: the taxonomies beside all results, with the counts that a click would show.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchFacets = (() => {
    const { create, icon, say, button } = PatternsCommon;

    /** How many terms of a taxonomy stand there at once. */
    const TERMS = 8;

    class Facets {
        /** @param {PatternsSearchHost} host */
        constructor(host) {
            this.host = host;
            /** @type {Set<string>} the facets of which all terms are shown */
            this.whole = new Set();
            this.element = create("div", { class: "patterns-search-facets", id: "patterns-search-facets" });
        }

        /**
         * Shows them; the focus stays where it was. Whether there are any.
         * @param {PatternsFacet[]} facets
         */
        show(facets) {
            const { activeElement } = document;
            const focused = activeElement instanceof HTMLElement && this.element.contains(activeElement) ? activeElement.dataset.key : undefined;
            const shown = facets.filter(({ facet }) => facet).map((facet) => this.facet(facet)).filter((box) => box !== null);
            this.element.replaceChildren(...shown);
            if (focused !== undefined) {
                const again = [...this.element.querySelectorAll("[data-key]")].find((one) => one instanceof HTMLElement && one.dataset.key === focused);
                (again instanceof HTMLElement ? again : this.element.querySelector("input"))?.focus({ preventScroll: true });
            }
            return shown.length > 0;
        }

        /**
         * The terms that a click would show something of, and the chosen ones; most first, unless their order means
         * something.
         * @param {PatternsFacet} facet
         */
        facet(facet) {
            const { name, terms, counts, chosen, ordered } = facet;
            const all = terms.map((term, at) => ({ term, count: counts[at] ?? 0, isOn: chosen.includes(term.id) }))
                .filter(({ count, isOn }) => count > 0 || isOn);
            if (all.length === 0) {
                return null;
            }
            if (!ordered) {
                all.sort((a, b) => Number(b.isOn) - Number(a.isOn) || b.count - a.count);
            }
            const isWhole = this.whole.has(name) || all.length <= TERMS + 1;
            const options = (isWhole ? all : all.slice(0, TERMS)).map(({ term, count, isOn }) => this.term(facet, term, count, isOn));
            const more = isWhole ? null : button(say(this.host.words.catalog_more, { count: all.length - TERMS }), () => {
                this.whole.add(name);
                box.replaceWith(this.facet(facet) ?? "");
                this.element.querySelector(`[data-facet="${CSS.escape(name)}"]`)?.querySelectorAll("input")[TERMS]?.focus();
            }, { "data-key": `${name} more` });
            const box = create("fieldset", { class: "patterns-facet", "data-facet": name },
                create("legend", {}, icon(facet.icon), facet.label), create("div", { class: "patterns-options" }, ...options), more);
            return box;
        }

        /**
         * @param {PatternsFacet} facet
         * @param {PatternsTerm} term
         * @param {number} count
         * @param {boolean} isOn
         */
        term({ name, chosen }, term, count, isOn) {
            const input = create("input", { type: "checkbox", "data-key": `${name} ${term.id}` });
            input.checked = isOn;
            input.addEventListener("change", () => {
                const ids = input.checked ? [...chosen, term.id] : chosen.filter((id) => id !== term.id);
                this.host.ask({ filters: { ...this.host.question.filters, [name]: ids } });
            });
            const text = create("span", { class: "patterns-option-name" }, icon(term.icon), term.label);
            return create("label", { class: "patterns-option", title: term.about }, input, text, " ", create("span", { class: "patterns-count" }, String(count)));
        }
    }

    return { Facets };
})();
