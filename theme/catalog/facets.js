/*
 * mdbook-patterns: the facets of a catalog: a group of checkboxes for each taxonomy, and reading time.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsFacets = (() => {
    const { create, icon, button, labelled, newId } = PatternsCommon;
    /** A facet with more terms than this starts closed, and so does every one behind the first few. */
    const SHORT = 8;
    const OPEN = 3;
    /** From this many terms on, All and None show always, and an ordered facet has a range. */
    const MANY = 6;
    const RANGE = 4;

    /**
     * @typedef {{ input: HTMLInputElement, label: HTMLElement, count: HTMLElement }} Option
     * @typedef {object} Facet
     * @property {number} at the taxonomy's place
     * @property {PatternsTaxonomy} taxonomy
     * @property {HTMLFieldSetElement} box
     * @property {HTMLElement} active how many of its terms are chosen
     * @property {Option[]} options
     * @property {HTMLInputElement | null} all
     * @property {HTMLSelectElement[]} range
     * @property {() => void} open
     */

    /**
     * The button that shows the facets where there is little room, and the facets.
     * @param {PatternsHost} host
     * @param {HTMLElement | null} options what stands below them
     */
    function facets(host, options) {
        const id = newId();
        const all = host.data.taxonomies.flatMap((taxonomy, at) => (taxonomy.facet ? [facet(host, taxonomy, at)] : []));
        all.filter((one) => one.options.length <= SHORT).slice(0, OPEN).forEach((one) => one.open());
        const panel = create("div", { class: "patterns-facets", id }, ...all.map(({ box }) => box), minutes(host), options);
        const count = create("span", { class: "patterns-count" });
        const toggle = button(host.words.filters ?? "", () => {
            const isOpen = panel.classList.toggle("patterns-open");
            toggle.setAttribute("aria-expanded", String(isOpen));
        }, { class: "patterns-button patterns-facets-toggle", "aria-expanded": "false", "aria-controls": id });
        toggle.append(count);
        host.updates.push(() => {
            const active = PatternsFilter.active(host.data, host.state).length;
            count.textContent = active > 0 ? ` (${active})` : "";
        });
        return [toggle, panel];
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {number} at
     * @returns {Facet}
     */
    function facet(host, taxonomy, at) {
        const options = taxonomy.terms.map((term) => option(host, taxonomy, term));
        const active = create("span", { class: "patterns-count" });
        const isMultiple = host.entries.some((entry) => (entry.terms[at] ?? []).length > 1);
        const all = isMultiple ? matchAll(host, taxonomy) : null;
        const ends = taxonomy.ordered && taxonomy.terms.length >= RANGE ? range(host, taxonomy) : [];
        const tools = create("div", { class: "patterns-facet-tools" }, all && labelled(host.words.match_all ?? "", all),
            between(ends), ...allAndNone(host, taxonomy, options));
        const body = [create("div", { class: "patterns-options" }, ...options.map(({ label }) => label)), tools];
        const { box, open } = fieldset([icon(taxonomy.icon), taxonomy.label, active], body);
        box.classList.toggle("patterns-many", options.length >= MANY);
        const out = { at, taxonomy, box, active, options, all, range: ends, open };
        host.updates.push(() => update(host, out));
        return out;
    }

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
     * @returns {Option}
     */
    function option(host, taxonomy, term) {
        const input = create("input", { type: "checkbox", value: term.id });
        const count = create("span", { class: "patterns-count" });
        const text = create("span", {}, icon(term.icon), term.label, " ", count);
        input.addEventListener("change", () => host.change(PatternsFilter.toggled(host.state, taxonomy.name, term.id)));
        return { input, count, label: create("label", { class: "patterns-option", title: term.about }, input, text) };
    }

    /**
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     * @param {Option[]} options
     */
    function allAndNone(host, taxonomy, options) {
        const make = (/** @type {string | undefined} */ word, /** @type {() => string[]} */ terms) =>
            button(word ?? "", () => host.change(PatternsFilter.chosen(host.state, taxonomy.name, terms())),
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
     * From and to of an ordered taxonomy: another way to choose neighbours. An open end shows the outermost term.
     * @param {PatternsHost} host
     * @param {PatternsTaxonomy} taxonomy
     */
    function range(host, { name, terms }) {
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
        return [from, to];
    }

    /**
     * @param {PatternsHost} host
     * @param {Facet} facet
     */
    function update(host, { at, taxonomy, box, active, options, all, range }) {
        const chosen = PatternsFilter.places(taxonomy, host.state);
        options.forEach(({ input, label, count }, place) => {
            const shown = host.result.counts[at]?.[place] ?? 0;
            const text = String(shown);
            input.checked = chosen.includes(place);
            label.hidden = shown === 0 && !input.checked;
            if (count.textContent !== text) {
                count.textContent = text;
            }
        });
        box.hidden = options.every(({ label }) => label.hidden);
        active.textContent = chosen.length > 0 ? ` (${chosen.length})` : "";
        if (all) {
            all.checked = host.state.all.includes(taxonomy.name);
        }
        const [from, to] = range;
        if (from && to) {
            const isRun = chosen.length > 0 && PatternsAddress.isRun(chosen);
            const last = chosen[chosen.length - 1];
            from.value = isRun && chosen[0] !== 0 ? String(chosen[0]) : "";
            to.value = isRun && last !== taxonomy.terms.length - 1 ? String(last) : "";
        }
    }

    /**
     * Reading time, from and to.
     * @param {PatternsHost} host
     */
    function minutes(host) {
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
        const ends = [input(0, host.words.from, least), input(1, host.words.to, most)];
        const tools = create("div", { class: "patterns-facet-tools" }, between(ends, host.words.minutes));
        return fieldset([host.words.reading_time ?? ""], [tools]).box;
    }

    return { facets };
})();
