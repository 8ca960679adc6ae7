/*
 * mdbook-patterns: the controls of a catalog. Everything they show is in the page already; without this script
 * readers see all entries and no control. What filters mean is in patterns-filter.js, what entries look like in
 * patterns-entries.js.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
"use strict";

const PatternsCatalog = (() => {
    const { create, icon } = PatternsEntries;
    /** How many entries stand in the page at once; a button shows more. */
    const PAGE = 200;
    /** How many are drawn at once: a screen of them. Laying out a row costs most; the rest waits for a pause. */
    const FIRST = 24;
    const PAUSE = 250;
    /** How long a reader pauses before the address changes, and before screen readers hear the count. */
    const TYPING = 300;
    const SPEAKING = 700;
    /** A facet with more terms than this starts closed, and so does every one behind the first few. */
    const SHORT = 8;
    const OPEN = 3;

    let ids = 0;
    const newId = () => `patterns-${(ids += 1)}`;

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
     * A word for readers, with its values.
     * @param {string | undefined} word
     * @param {Record<string, string | number>} [values]
     */
    function say(word, values = {}) {
        return (word ?? "").replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
    }

    /**
     * @param {string} text
     * @param {() => void} click
     * @param {Record<string, string | boolean | null>} [attributes]
     */
    function button(text, click, attributes = {}) {
        const element = create("button", { type: "button", class: "patterns-button", ...attributes }, text);
        element.addEventListener("click", click);
        return element;
    }

    /**
     * @param {string} text
     * @param {HTMLElement} control
     */
    function labelled(text, control) {
        return create("label", { class: "patterns-field" }, create("span", {}, text), control);
    }

    /**
     * What a book remembers between pages; a browser that keeps nothing is fine.
     * @param {string} name
     */
    function memory(name) {
        const root = typeof path_to_root === "string" && path_to_root !== "" ? path_to_root : "./";
        const key = `mdbook-patterns:${new URL(root, location.href).pathname}:${name}`;
        return {
            read() {
                try {
                    return localStorage.getItem(key) ?? "";
                } catch {
                    return "";
                }
            },
            /** @param {string} text */
            write(text) {
                try {
                    if (text === "") {
                        localStorage.removeItem(key);
                    } else {
                        localStorage.setItem(key, text);
                    }
                } catch {
                    // A private window, or storage that is full: the address still holds everything.
                }
            },
        };
    }

    class Catalog {
        /**
         * @param {HTMLElement} root
         * @param {PatternsData} data
         * @param {PatternsView} view
         */
        constructor(root, data, view) {
            this.root = root;
            this.data = data;
            this.words = data.words;
            this.entries = PatternsEntries.read(root, data, view);
            this.start = PatternsFilter.initial(data, view);
            this.state = this.start;
            this.columns = view === "table" ? data.columns : data.columns.filter(({ name }) => this.isKnown(name));
            this.limit = PAGE;
            this.filters = memory("filters");
            this.preferences = memory("view");
            this.typing = 0;
            this.speaking = 0;
            this.pausing = 0;
            /** @type {(() => void)[]} what makes each control show the state */
            this.updates = [];
            /** @type {PatternsResult} */
            this.result = PatternsFilter.run(data, this.entries, this.state);
            this.status = root.querySelector(".patterns-status") ?? create("p", { role: "status" });
            this.shown = create("p", { class: "patterns-shown" });
            this.chips = create("ul", { class: "patterns-chips", "aria-label": this.words.active });
            this.onPaper = create("p", { class: "patterns-on-paper" });
            this.results = create("div", { class: "patterns-results" });
            this.text = this.textFilter();
            this.table = this.emptyTable();
        }

        /**
         * Whether the script can draw a column from what it knows.
         * @param {string} name
         */
        isKnown(name) {
            return ["title", "description", PatternsFilter.MINUTES].includes(name)
                || this.data.taxonomies.some((taxonomy) => taxonomy.name === name);
        }

        /** Puts the controls into the page, and shows what the address asks for, or else what the book remembers. */
        run() {
            const controls = create("search", { class: "patterns-controls", "aria-label": this.words.filter },
                this.toolbar(), this.quick(), ...this.facets());
            const summary = create("div", { class: "patterns-summary" }, this.shown, this.chips, this.resetButton());
            this.root.replaceChildren(controls, this.status, summary, this.onPaper, this.results);
            this.listen(controls);
            const asked = PatternsFilter.parse(this.data, this.start, location.search);
            this.state = asked ?? this.remembered();
            if (asked === null) {
                this.writeAddress(true);
            }
            this.update();
        }

        /** The state that the book remembers. */
        remembered() {
            const parse = (/** @type {string} */ query) =>
                PatternsFilter.parse(this.data, this.start, query) ?? this.start;
            const { view, sort, group } = parse(this.preferences.read());
            return { ...parse(this.filters.read()), view, sort, group };
        }

        /**
         * @param {HTMLElement} controls
         */
        listen(controls) {
            window.addEventListener("popstate", () => {
                this.state = PatternsFilter.parse(this.data, this.start, location.search) ?? this.start;
                this.limit = PAGE;
                this.update();
            });
            // mdBook changes the chapter at Left and Right, and closes its search at Escape.
            this.root.addEventListener("keydown", (event) => {
                const target = event.target instanceof Element ? event.target : null;
                const own = target !== null && (controls.contains(target) || target.closest("button") !== null);
                if (own && ["ArrowLeft", "ArrowRight", "Escape"].includes(event.key)) {
                    event.stopPropagation();
                }
            });
            document.addEventListener("keydown", (event) => this.shortcut(event));
            this.results.addEventListener("click", (event) => this.badgeClicked(event));
            window.addEventListener("beforeprint", () => this.draw(Infinity));
            window.addEventListener("afterprint", () => this.draw(this.limit));
        }

        /**
         * Ctrl+K, and `/` where mdBook does not use it.
         * @param {KeyboardEvent} event
         */
        shortcut(event) {
            const isTyping = event.target instanceof Element
                && event.target.closest("input, textarea, select, [contenteditable]") !== null;
            const slash = event.key === "/" && !isTyping && !usesSlash()
                && !event.ctrlKey && !event.metaKey && !event.altKey;
            const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)
                && !event.shiftKey && !event.altKey;
            if (slash || k) {
                event.preventDefault();
                this.text.focus();
                this.text.select();
            }
        }

        /**
         * A badge leads to a catalog filtered by its term: this one will do.
         * @param {MouseEvent} event
         */
        badgeClicked(event) {
            const link = event.target instanceof Element ? event.target.closest("a.patterns-badge") : null;
            const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
            if (!(link instanceof HTMLAnchorElement) || !isPlain) {
                return;
            }
            const asked = PatternsFilter.parse(this.data, PatternsFilter.cleared(this.state), link.search);
            if (asked !== null) {
                event.preventDefault();
                this.change({ ...this.state, terms: { ...this.state.terms, ...asked.terms } });
            }
        }

        // Changes -------------------------------------------------------------------------------------------

        /**
         * The reader chose something.
         * @param {PatternsState} state
         * @param {boolean} [isTyping]
         */
        change(state, isTyping = false) {
            this.state = state;
            this.limit = PAGE;
            clearTimeout(this.typing);
            if (isTyping) {
                this.typing = window.setTimeout(() => this.keep(), TYPING);
            } else {
                this.keep();
            }
            this.update();
        }

        /** Writes the state into the address and the book's memory. */
        keep() {
            this.writeAddress(false);
            const { view, sort, group } = this.start;
            this.filters.write(PatternsFilter.print(this.data, { ...this.state, view, sort, group }, this.start, ""));
            const preferences = PatternsFilter.cleared(this.state);
            this.preferences.write(PatternsFilter.print(this.data, preferences, this.start, ""));
        }

        /**
         * The first change of a visit makes an entry in the history, so that Back undoes all; later ones change it.
         * @param {boolean} isQuiet
         */
        writeAddress(isQuiet) {
            const query = PatternsFilter.print(this.data, this.state, this.start, location.search);
            if (query === location.search) {
                return;
            }
            const address = `${location.pathname}${query}${location.hash}`;
            try {
                if (isQuiet || history.state?.patterns === true) {
                    history.replaceState(history.state, "", address);
                } else {
                    history.pushState({ patterns: true }, "", address);
                }
            } catch {
                // Some browsers keep the address of a file as it is.
            }
        }

        /** Makes everything show the state. */
        update() {
            this.result = PatternsFilter.run(this.data, this.entries, this.state);
            this.updates.forEach((update) => update());
            this.drawSoon();
            const text = say(this.words.shown, { shown: this.result.entries.length, total: this.entries.length });
            this.shown.textContent = text;
            this.announce(text);
            const active = PatternsFilter.active(this.data, this.state).map(({ label }) => label);
            this.onPaper.textContent = active.length > 0 ? `${this.words.active}: ${active.join("; ")}` : "";
        }

        /**
         * Emptied first, so that the same sentence is said again.
         * @param {string} text
         */
        announce(text) {
            clearTimeout(this.speaking);
            this.speaking = window.setTimeout(() => {
                this.status.textContent = "";
                requestAnimationFrame(() => { this.status.textContent = text; });
            }, SPEAKING);
        }

        // Controls ------------------------------------------------------------------------------------------

        textFilter() {
            const input = create("input", {
                type: "search",
                autocomplete: "off",
                spellcheck: "false",
                placeholder: this.words.placeholder,
                "aria-keyshortcuts": usesSlash() ? "Control+K" : "Control+K /",
            });
            input.addEventListener("input", () => this.change({ ...this.state, words: input.value }, true));
            this.updates.push(() => {
                if (input.value.trim() !== this.state.words.trim()) {
                    input.value = this.state.words;
                }
            });
            return input;
        }

        toolbar() {
            const text = labelled(this.words.text ?? "", this.text);
            text.classList.add("patterns-field-text");
            return create("div", { class: "patterns-toolbar" }, text, this.sorting(), this.grouping(), this.views());
        }

        views() {
            const names = /** @type {const} */ (["table", "cards", "list"]);
            const buttons = names.map((view) => {
                const element = button(this.words[`view_${view}`] ?? view, () => this.change({ ...this.state, view }));
                this.updates.push(() => element.setAttribute("aria-pressed", String(this.state.view === view)));
                return element;
            });
            return create("div", { class: "patterns-views", role: "group", "aria-label": this.words.view }, ...buttons);
        }

        /**
         * @param {[string, string][]} options values and texts
         * @param {() => string} value
         * @param {(value: string) => void} choose
         */
        select(options, value, choose) {
            const element = create("select", {}, ...options.map(([value, text]) => create("option", { value }, text)));
            element.addEventListener("change", () => choose(element.value));
            this.updates.push(() => { element.value = value(); });
            return element;
        }

        sorting() {
            const name = () => this.state.sort.replace(/^-/, "");
            const isDown = () => this.state.sort.startsWith("-");
            /** @type {[string, string][]} */
            const options = PatternsFilter.sortable(this.data).map(({ name, label }) => [name, label]);
            if (this.data.sort === "") {
                options.unshift(["", this.words.book_order ?? ""]);
            }
            const select = this.select(options, name, (sort) => this.change({ ...this.state, sort }));
            const down = button("", () => this.change({ ...this.state, sort: `${isDown() ? "" : "-"}${name()}` }), {
                class: "patterns-button patterns-descending",
                "aria-label": this.words.descending ?? "",
                title: this.words.descending ?? "",
            });
            this.updates.push(() => {
                down.setAttribute("aria-pressed", String(isDown()));
                down.disabled = name() === "";
            });
            return create("div", { class: "patterns-sorting" }, labelled(this.words.sort ?? "", select), down);
        }

        grouping() {
            /** @type {[string, string][]} */
            const options = this.data.taxonomies.filter(({ facet }) => facet).map(({ name, label }) => [name, label]);
            options.unshift(["", this.words.ungrouped ?? ""]);
            const select = this.select(options, () => this.state.group, (group) => this.change({ ...this.state, group }));
            return labelled(this.words.group ?? "", select);
        }

        /** Buttons for the terms of `quick` taxonomies. */
        quick() {
            const buttons = this.data.taxonomies.flatMap((taxonomy, at) => {
                const terms = taxonomy.quick && taxonomy.facet ? taxonomy.terms : [];
                return terms.map((term, place) => this.quickButton(taxonomy, at, term, place));
            });
            if (buttons.length === 0) {
                return null;
            }
            return create("div", { class: "patterns-quick", role: "group", "aria-label": this.words.quick }, ...buttons);
        }

        /**
         * @param {PatternsTaxonomy} taxonomy
         * @param {number} at
         * @param {PatternsTerm} term
         * @param {number} place
         */
        quickButton(taxonomy, at, term, place) {
            const count = create("span", { class: "patterns-count" });
            const element = button("", () => this.toggle(taxonomy, term.id));
            element.append(...[icon(term.icon), term.label, " ", count].filter((part) => part !== null));
            this.updates.push(() => {
                const isOn = (this.state.terms[taxonomy.name] ?? []).includes(term.id);
                const shown = this.result.counts[at]?.[place] ?? 0;
                element.setAttribute("aria-pressed", String(isOn));
                element.hidden = shown === 0 && !isOn;
                count.textContent = String(shown);
            });
            return element;
        }

        /**
         * @param {PatternsTaxonomy} taxonomy
         * @param {string} id
         */
        toggle(taxonomy, id) {
            const chosen = this.state.terms[taxonomy.name] ?? [];
            const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
            this.choose(taxonomy, next);
        }

        /**
         * @param {PatternsTaxonomy} taxonomy
         * @param {string[]} terms
         */
        choose(taxonomy, terms) {
            this.change(PatternsFilter.chosen(this.state, taxonomy.name, terms));
        }

        // Facets --------------------------------------------------------------------------------------------

        /** The button that shows the facets where there is little room, and the facets. */
        facets() {
            const id = newId();
            const facets = this.data.taxonomies.flatMap((taxonomy, at) => (taxonomy.facet ? [this.facet(taxonomy, at)] : []));
            let open = OPEN;
            facets.forEach((facet) => {
                if (open > 0 && facet.options.length <= SHORT) {
                    open -= 1;
                    facet.open();
                }
            });
            const panel = create("div", { class: "patterns-facets", id }, ...facets.map(({ box }) => box), this.minutes());
            const count = create("span", { class: "patterns-count" });
            const toggle = button(this.words.filters ?? "", () => {
                const isOpen = panel.classList.toggle("patterns-open");
                toggle.setAttribute("aria-expanded", String(isOpen));
            }, { class: "patterns-button patterns-facets-toggle", "aria-expanded": "false", "aria-controls": id });
            toggle.append(count);
            this.updates.push(() => {
                const active = PatternsFilter.active(this.data, this.state).length;
                count.textContent = active > 0 ? ` (${active})` : "";
            });
            return [toggle, panel];
        }

        /**
         * @param {PatternsTaxonomy} taxonomy
         * @param {number} at
         * @returns {Facet}
         */
        facet(taxonomy, at) {
            const options = taxonomy.terms.map((term) => this.option(taxonomy, term));
            const active = create("span", { class: "patterns-count" });
            const isMultiple = this.entries.some((entry) => (entry.terms[at] ?? []).length > 1);
            const all = isMultiple ? this.matchAll(taxonomy) : null;
            const range = taxonomy.ordered && taxonomy.terms.length > 2 ? this.range(taxonomy) : [];
            const tools = create("div", { class: "patterns-facet-tools" },
                ...this.allAndNone(taxonomy, options), all && labelled(this.words.match_all ?? "", all),
                ...range.map((select, end) => labelled((end === 0 ? this.words.from : this.words.to) ?? "", select)));
            const body = [create("div", { class: "patterns-options" }, ...options.map(({ label }) => label)), tools];
            const { box, open } = this.fieldset([icon(taxonomy.icon), taxonomy.label, active], body);
            const facet = { at, taxonomy, box, active, options, all, range, open };
            this.updates.push(() => this.updateFacet(facet));
            return facet;
        }

        /**
         * A group of controls that opens and closes.
         * @param {(Node | string | null)[]} title
         * @param {Node[]} children
         */
        fieldset(title, children) {
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
         * @param {PatternsTaxonomy} taxonomy
         * @param {PatternsTerm} term
         * @returns {Option}
         */
        option(taxonomy, term) {
            const input = create("input", { type: "checkbox", value: term.id });
            const count = create("span", { class: "patterns-count" });
            const text = create("span", {}, icon(term.icon), term.label, " ", count);
            input.addEventListener("change", () => this.toggle(taxonomy, term.id));
            return { input, count, label: create("label", { class: "patterns-option", title: term.about }, input, text) };
        }

        /**
         * @param {PatternsTaxonomy} taxonomy
         * @param {Option[]} options
         */
        allAndNone(taxonomy, options) {
            const visible = () => options.filter(({ label }) => !label.hidden).map(({ input }) => input.value);
            const name = (/** @type {string | undefined} */ word) => `${taxonomy.label}: ${word}`;
            return [
                button(this.words.all ?? "", () => this.choose(taxonomy, visible()), { "aria-label": name(this.words.all) }),
                button(this.words.none ?? "", () => this.choose(taxonomy, []), { "aria-label": name(this.words.none) }),
            ];
        }

        /**
         * The switch between any and all of the chosen terms.
         * @param {PatternsTaxonomy} taxonomy
         */
        matchAll({ name }) {
            const input = create("input", { type: "checkbox", role: "switch" });
            input.addEventListener("change", () => {
                const others = this.state.all.filter((other) => other !== name);
                this.change({ ...this.state, all: input.checked ? [...others, name] : others });
            });
            return input;
        }

        /**
         * From and to of an ordered taxonomy: another way to choose neighbours.
         * @param {PatternsTaxonomy} taxonomy
         */
        range(taxonomy) {
            const make = () => create("select", {}, create("option", { value: "" }, "–"),
                ...taxonomy.terms.map(({ label }, at) => create("option", { value: at }, label)));
            const [from, to] = [make(), make()];
            const choose = () => {
                const first = from.value === "" ? 0 : Number(from.value);
                const last = to.value === "" ? taxonomy.terms.length - 1 : Number(to.value);
                const isOpen = from.value === "" && to.value === "";
                this.choose(taxonomy, isOpen ? [] : taxonomy.terms.slice(first, last + 1).map(({ id }) => id));
            };
            // An end that passes the other takes it along.
            from.addEventListener("change", () => {
                if (to.value !== "" && Number(to.value) < Number(from.value)) {
                    to.value = from.value;
                }
                choose();
            });
            to.addEventListener("change", () => {
                if (to.value !== "" && Number(to.value) < Number(from.value)) {
                    from.value = to.value;
                }
                choose();
            });
            return [from, to];
        }

        /**
         * @param {Facet} facet
         */
        updateFacet({ at, taxonomy, box, active, options, all, range }) {
            const chosen = PatternsFilter.places(taxonomy, this.state);
            options.forEach(({ input, label, count }, place) => {
                const shown = this.result.counts[at]?.[place] ?? 0;
                input.checked = chosen.includes(place);
                label.hidden = shown === 0 && !input.checked;
                count.textContent = String(shown);
            });
            box.hidden = options.every(({ label }) => label.hidden);
            active.textContent = chosen.length > 0 ? ` (${chosen.length})` : "";
            if (all) {
                all.checked = this.state.all.includes(taxonomy.name);
            }
            const [from, to] = range;
            if (from && to) {
                const isRun = chosen.length > 0 && PatternsFilter.isRun(chosen);
                const last = chosen[chosen.length - 1];
                from.value = isRun && chosen[0] !== 0 ? String(chosen[0]) : "";
                to.value = isRun && last !== taxonomy.terms.length - 1 ? String(last) : "";
            }
        }

        /** Reading time, from and to. */
        minutes() {
            const all = this.entries.map(({ minutes }) => minutes);
            const input = (/** @type {0 | 1} */ end, /** @type {number} */ hint) => {
                const element = create("input", { type: "number", min: 0, inputmode: "numeric", placeholder: hint });
                element.addEventListener("input", () => {
                    /** @type {PatternsRange} */
                    const minutes = [...this.state.minutes];
                    minutes[end] = PatternsFilter.number(element.value);
                    this.change({ ...this.state, minutes }, true);
                });
                this.updates.push(() => {
                    if (PatternsFilter.number(element.value) !== this.state.minutes[end]) {
                        element.value = String(this.state.minutes[end] ?? "");
                    }
                });
                return element;
            };
            const { box } = this.fieldset([`${this.words.reading_time}`], [create("div", { class: "patterns-facet-tools" },
                labelled(this.words.from ?? "", input(0, Math.min(...all))),
                labelled(this.words.to ?? "", input(1, Math.max(...all))), this.words.minutes ?? "")]);
            return box;
        }

        // What is on ----------------------------------------------------------------------------------------

        resetButton() {
            const reset = button(this.words.reset ?? "", () => {
                this.change(PatternsFilter.cleared(this.state));
                this.text.focus();
            }, { class: "patterns-button patterns-reset" });
            this.updates.push(() => {
                const active = PatternsFilter.active(this.data, this.state);
                reset.hidden = active.length === 0;
                this.chips.hidden = active.length === 0;
                this.chips.replaceChildren(...active.map((filter, at) => create("li", {}, this.chip(filter, at))));
            });
            return reset;
        }

        /**
         * @param {PatternsActive} active
         * @param {number} at
         */
        chip({ key, id, label }, at) {
            return button(label, () => {
                this.change(PatternsFilter.dropped(this.state, key, id));
                const left = this.chips.querySelectorAll("button");
                (left[Math.min(at, left.length - 1)] ?? this.text).focus();
            }, { class: "patterns-button patterns-chip", "aria-label": say(this.words.remove, { filter: label }) });
        }

        /** Which filter to drop where nothing is left. */
        nothing() {
            const active = PatternsFilter.active(this.data, this.state);
            const keys = [...new Set(active.map(({ key }) => key))].filter((key) => (this.result.without[key] ?? 0) > 0);
            keys.sort((a, b) => (this.result.without[b] ?? 0) - (this.result.without[a] ?? 0));
            const ways = keys.map((key) => {
                const filter = active.filter((filter) => filter.key === key).map(({ label }) => label).join(", ");
                const text = say(this.words.drop, { filter, count: this.result.without[key] ?? 0 });
                return create("li", {}, button(text, () => {
                    this.change(PatternsFilter.dropped(this.state, key));
                    this.text.focus();
                }));
            });
            return create("div", { class: "patterns-empty" }, create("p", {}, this.words.nothing ?? ""),
                ways.length > 0 ? create("p", {}, this.words.drop_hint ?? "") : null,
                ways.length > 0 ? create("ul", { class: "patterns-drops" }, ...ways) : null);
        }

        // Results -------------------------------------------------------------------------------------------

        /** Draws a screen of entries at once, and the rest when the reader pauses. */
        drawSoon() {
            const isAtTop = this.root.getBoundingClientRect().top > -window.innerHeight;
            if (!isAtTop || this.result.entries.length <= FIRST) {
                this.draw(this.limit);
                return;
            }
            this.draw(FIRST);
            this.pausing = window.setTimeout(() => this.draw(this.limit), PAUSE);
        }

        /**
         * Draws the entries that pass, up to a number of them.
         * @param {number} limit
         */
        draw(limit) {
            clearTimeout(this.pausing);
            const focused = document.activeElement;
            const groups = this.groups();
            const total = groups.reduce((sum, { items }) => sum + items.length, 0);
            const parts = total === 0 ? [this.nothing()] : this.view(cut(groups, limit));
            this.results.replaceChildren(...parts, ...(total > limit && limit >= PAGE ? [this.more(total - limit)] : []));
            if (focused instanceof HTMLElement && focused !== document.activeElement && this.results.contains(focused)) {
                focused.focus({ preventScroll: true });
            }
        }

        /** The entries that pass, in order, in their groups; without grouping, in one. */
        groups() {
            const items = this.result.entries.flatMap((place) => this.entries[place] ?? []);
            const order = PatternsFilter.order(this.data, this.state, document.documentElement.lang);
            if (order !== null) {
                items.sort(order);
            }
            if (this.state.group === "") {
                return [{ term: -2, items }];
            }
            const groups = PatternsFilter.groups(this.data, this.state.group, items);
            return /** @type {{ term: number, items: PatternsEntry[] }[]} */ (groups);
        }

        /**
         * @param {number} left
         */
        more(left) {
            const text = say(this.words.more, { count: left });
            const element = button(text, () => {
                const first = this.limit;
                this.limit += PAGE;
                this.draw(this.limit);
                const next = this.results.querySelectorAll("[data-id]")[first]?.querySelector("a");
                next?.focus({ preventScroll: true });
            });
            return create("p", { class: "patterns-more" }, element);
        }

        /**
         * @param {{ term: number, items: PatternsEntry[] }[]} groups
         * @returns {Node[]}
         */
        view(groups) {
            const { view } = this.state;
            this.root.classList.remove("patterns-catalog-table", "patterns-catalog-cards", "patterns-catalog-list");
            this.root.classList.add(`patterns-catalog-${view}`);
            const used = new Set();
            const nodes = groups.map(({ items }) => items.map((entry) => this.node(entry, used)));
            if (view === "table") {
                return [this.filledTable(groups, nodes)];
            }
            const list = (/** @type {HTMLElement[]} */ items) =>
                create("ul", { class: view === "cards" ? "patterns-cards" : "patterns-list" }, ...items);
            return groups.map(({ term }, at) => {
                const items = nodes[at] ?? [];
                return term === -2 ? list(items) : create("section",
                    { class: "patterns-catalog-group", "aria-label": this.groupName(term) },
                    create("p", { class: "patterns-section-title" }, ...this.groupTitle(term, items.length)), list(items));
            });
        }

        /**
         * An entry's node; a copy where it stands in several groups.
         * @param {PatternsEntry} entry
         * @param {Set<string>} used
         */
        node(entry, used) {
            const node = PatternsEntries.node(entry, this.state.view, this.data, this.columns);
            PatternsEntries.mark(node, PatternsFilter.words(this.state.words));
            if (used.has(entry.id)) {
                return /** @type {HTMLElement} */ (node.cloneNode(true));
            }
            used.add(entry.id);
            return node;
        }

        /**
         * @param {number} term
         */
        groupTerm(term) {
            return this.data.taxonomies.find(({ name }) => name === this.state.group)?.terms[term];
        }

        /**
         * @param {number} term
         */
        groupName(term) {
            return this.groupTerm(term)?.label ?? this.words.uncategorised ?? "";
        }

        /**
         * @param {number} term
         * @param {number} count
         */
        groupTitle(term, count) {
            const sign = icon(this.groupTerm(term)?.icon);
            return [sign, this.groupName(term), " ", create("span", { class: "patterns-count" }, String(count))];
        }

        /** The table's head, which stays, so that the focus stays in it. */
        emptyTable() {
            const heads = this.columns.map(({ name, label }) => {
                const isSortable = name !== "description";
                const isNumber = name === PatternsFilter.MINUTES;
                const head = create("th", { scope: "col", "data-column": name, class: isNumber ? "patterns-number" : null },
                    isSortable ? this.sortButton(name, label) : label);
                this.updates.push(() => {
                    const sorted = { [name]: "ascending", [`-${name}`]: "descending" }[this.state.sort];
                    if (sorted) {
                        head.setAttribute("aria-sort", sorted);
                    } else {
                        head.removeAttribute("aria-sort");
                    }
                });
                return head;
            });
            const caption = create("caption", { class: "patterns-only-heard" }, this.words.sort_hint ?? "");
            return create("table", {}, caption, create("thead", {}, create("tr", {}, ...heads)));
        }

        /**
         * @param {string} name
         * @param {string} label
         */
        sortButton(name, label) {
            return button(label, () => {
                const sort = this.state.sort === name ? `-${name}` : name;
                this.change({ ...this.state, sort });
            }, { class: "patterns-button patterns-sort" });
        }

        /**
         * @param {{ term: number, items: PatternsEntry[] }[]} groups
         * @param {HTMLElement[][]} nodes
         */
        filledTable(groups, nodes) {
            [...this.table.tBodies].forEach((body) => body.remove());
            this.table.append(...groups.map(({ term }, at) => {
                const rows = nodes[at] ?? [];
                const head = create("th", { scope: "rowgroup", colspan: this.columns.length }, ...this.groupTitle(term, rows.length));
                const title = term === -2 ? null : create("tr", { class: "patterns-group-row" }, head);
                return create("tbody", {}, title, ...rows);
            }));
            return this.table.parentElement ?? create("div", { class: "table-wrapper" }, this.table);
        }
    }

    /**
     * The first entries of groups, up to a number of them.
     * @param {{ term: number, items: PatternsEntry[] }[]} groups
     * @param {number} limit
     */
    function cut(groups, limit) {
        let left = limit;
        return groups.flatMap(({ term, items }) => {
            const some = items.slice(0, Math.max(left, 0));
            left -= some.length;
            return some.length > 0 ? [{ term, items: some }] : [];
        });
    }

    /** Whether mdBook's search listens to `/`. */
    function usesSlash() {
        return document.querySelector("#mdbook-search-toggle, #search-toggle") !== null;
    }

    /** The catalog of a page; where there are several, the first has the controls, as there is one address. */
    function start() {
        const root = document.querySelector(".patterns-catalog[data-patterns]");
        if (!(root instanceof HTMLElement) || /\/print(\.html)?$/.test(location.pathname)) {
            return;
        }
        const view = root.dataset.patternsCatalog;
        if (view === "table" || view === "cards" || view === "list") {
            new Catalog(root, JSON.parse(root.dataset.patterns ?? ""), view).run();
        }
    }

    start();
    return { PAGE };
})();
