/*
 * mdbook-patterns: the facets of a catalog: a group of checkboxes for each taxonomy, and reading time.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsFacets = (() => {
    const { create, icon, button, labelled, newId, say } = PatternsCommon;
    /** How many terms a facet shows until the reader asks for more. */
    const SHORT = 8;
    /** How many facets start open. */
    const OPEN = 3;
    /** From this many terms on, All and None show always. */
    const MANY = 6;

    /**
     * @typedef {{ place: number, input: HTMLInputElement, label: HTMLElement, count: HTMLElement }} Option
     * @typedef {object} Facet
     * @property {number} at the taxonomy's place
     * @property {PatternsTaxonomy} taxonomy
     * @property {HTMLFieldSetElement} box
     * @property {HTMLElement} active how many of its terms are chosen
     * @property {Option[]} options
     * @property {HTMLInputElement | null} all
     * @property {HTMLElement[]} ends from and to, in the place of the terms
     * @property {HTMLButtonElement} more
     * @property {boolean} isWhole
     * @property {() => void} open
     */

    /**
     * The button that shows the facets where there is little room, and the facets.
     * @param {PatternsHost} host
     * @param {HTMLElement | null} options what stands below them
     */
    function facets(host, options) {
        const id = newId();
        const all = host.data.taxonomies.flatMap((taxonomy, at) => (taxonomy.facet && tells(host, taxonomy, at) ? [facet(host, taxonomy, at)] : []));
        all.slice(0, OPEN).forEach((one) => one.open());
        const panel = create("div", { class: "patterns-facets", id, tabindex: -1 }, ...all.map(({ box }) => box), host.words.reading_time ? minutes(host) : null, options);
        return { toggle: PatternsSheet.sheet(host, panel), panel };
    }

    /**
     * Whether a taxonomy tells entries apart: one term on all of them does not.
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {number} at
     */
    function tells(host, { terms }, at) {
        return terms.length > 1 || host.entries.some((entry) => !entry.terms[at]?.length);
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {number} at
     * @returns {Facet}
     */
    function facet(host, taxonomy, at) {
        const options = taxonomy.terms.map((term, place) => option(host, taxonomy, term, place));
        if (!taxonomy.ordered && options.length > SHORT) {
            // The terms of most entries are those that show at once.
            const column = PatternsTally.columns(host.data, host.entries)[at];
            const uses = column ? PatternsTally.count(column, options.length, new Int16Array(host.entries.length), 0, 0) : [];
            options.sort((a, b) => (uses[b.place] ?? 0) - (uses[a.place] ?? 0));
        }
        const active = create("span", { class: "patterns-count" });
        const isMultiple = host.entries.some((entry) => (entry.terms[at] ?? []).length > 1);
        const all = isMultiple ? matchAll(host, taxonomy) : null;
        // Many steps of one scale are a span; a few are quicker ticked.
        const ends = taxonomy.ordered && taxonomy.terms.length > SHORT ? PatternsRange.ofTerms(host, taxonomy) : [];
        const more = button("", () => {
            out.isWhole = !out.isWhole;
            update(host, out);
        }, { class: "patterns-button patterns-quiet patterns-more-terms" });
        const tools = create("div", { class: "patterns-facet-tools" }, all && labelled(host.words.match_all, all),
            PatternsRange.between(ends), ...(ends.length > 0 ? [] : allAndNone(host, taxonomy, options)));
        const terms = create("div", { class: "patterns-options", hidden: ends.length > 0 }, ...options.map(({ label }) => label));
        const { box, open } = fieldset([icon(taxonomy.icon), taxonomy.label, active], [terms, more, tools]);
        box.classList.toggle("patterns-many", options.length >= MANY);
        /** @type {Facet} */
        const out = { at, taxonomy, box, active, options, all, ends, more, isWhole: false, open };
        host.updates.push(() => update(host, out));
        return out;
    }

    /**
     * A group of controls that opens and closes.
     * @param {(Node | string | null)[]} title
     * @param {Node[]} children
     */
    function fieldset(title, children) {
        const id = newId();
        const body = create("div", { class: "patterns-facet-body", id, hidden: true }, ...children);
        const show = (/** @type {boolean} */ isOpen) => {
            body.hidden = !isOpen;
            toggle.setAttribute("aria-expanded", String(isOpen));
            box.classList.toggle("patterns-open", isOpen);
        };
        const toggle = button("", () => show(body.hidden !== false),
            { class: "patterns-button patterns-facet-toggle", "aria-expanded": "false", "aria-controls": id });
        toggle.append(...title.filter((part) => part !== null));
        const box = create("fieldset", { class: "patterns-facet" }, create("legend", {}, toggle), body);
        return { box, open: () => show(true) };
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {PatternsTerm} term
     * @param {number} place
     * @returns {Option}
     */
    function option(host, taxonomy, term, place) {
        const input = create("input", { type: "checkbox", value: term.id });
        const count = create("span", { class: "patterns-count" });
        const text = create("span", {}, icon(term.icon), term.label, " ", count);
        input.addEventListener("change", () => host.change(PatternsFilter.toggled(host.state, taxonomy.name, term.id)));
        return { place, input, count, label: create("label", { class: "patterns-option", title: term.about }, input, text) };
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {Option[]} options
     */
    function allAndNone(host, taxonomy, options) {
        const make = (/** @type {string | undefined} */ word, /** @type {() => string[]} */ terms) =>
            button(word, () => host.change(PatternsFilter.chosen(host.state, taxonomy.name, terms())),
                { class: "patterns-button patterns-quiet", "aria-label": `${taxonomy.label}: ${word}` });
        const visible = () => options.filter(({ label }) => !label.hidden).map(({ input }) => input.value);
        return [make(host.words.all, visible), make(host.words.none, () => [])];
    }

    /**
     * The switch between any and all of the chosen terms.
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     */
    function matchAll(host, { name }) {
        const input = create("input", { type: "checkbox", role: "switch" });
        input.addEventListener("change", () => {
            const others = host.state.all.filter((other) => other !== name);
            host.change({ ...host.state, all: input.checked ? [...others, name] : others });
        });
        return input;
    }

    /**
     * @param {PatternsHost} host
     * @param {Facet} facet
     */
    function update(host, { at, taxonomy, box, active, options, all, ends, more, isWhole }) {
        const chosen = PatternsFilter.places(taxonomy, host.state);
        let visible = 0;
        options.forEach(({ place, input, label, count }) => {
            const shown = host.result.counts[at]?.[place] ?? 0;
            const text = String(shown);
            input.checked = chosen.includes(place);
            label.hidden = shown === 0 && !input.checked;
            visible += label.hidden ? 0 : 1;
            label.classList.toggle("patterns-beyond", visible > SHORT && !isWhole);
            if (count.textContent !== text) {
                count.textContent = text;
            }
        });
        box.hidden = visible === 0;
        active.textContent = chosen.length > 0 ? ` (${chosen.length})` : "";
        more.hidden = visible <= SHORT || ends.length > 0;
        more.textContent = isWhole ? host.words.less ?? "" : say(host.words.more, { count: visible - SHORT });
        if (all) {
            all.checked = host.state.all.includes(taxonomy.name);
        }
    }

    /**
     * Reading time, from and to, where the book says any.
     * @param {PatternsHost} host
     */
    function minutes(host) {
        const tools = create("div", { class: "patterns-facet-tools" },
            PatternsRange.between(PatternsRange.ofMinutes(host), host.words.minutes));
        return fieldset([host.words.reading_time ?? ""], [tools]).box;
    }

    return { facets };
})();
