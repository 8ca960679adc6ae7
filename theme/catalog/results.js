/*
 * mdbook-patterns: the entries that pass, on the page. Only a screen of them is drawn at once, as laying out rows
 * costs most; the rest of a page follows when the reader pauses, and more at a click.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsResults = (() => {
    const { create, icon, button, say } = PatternsCommon;
    /** How many entries stand in the page until the reader asks for more. */
    const PAGE = 100;
    /** How many are drawn at one go: about a screen of them. */
    const FIRST = 12;
    /** How long after a choice the rest of the page follows. */
    const PAUSE = 200;

    class Results {
        /**
         * @param {PatternsHost} host
         * @param {(node: HTMLElement, entry: PatternsEntry) => void} dress adds to a node when it is first drawn
         * @param {() => Node} nothing what stands where no entry passes
         */
        constructor(host, dress, nothing) {
            this.host = host;
            this.dress = dress;
            this.nothing = nothing;
            this.sorter = PatternsOrder.sorter(host.data, host.entries, document.documentElement.lang);
            this.element = create("div", { class: "patterns-results" });
            this.isPicking = host.data.compare.length > 0;
            this.table = this.emptyTable();
            /** @type {WeakSet<HTMLElement>} */
            this.dressed = new WeakSet();
            this.timer = 0;
            this.limit = PAGE;
            /** @type {{ term: number, items: PatternsEntry[] }[]} */
            this.groups = [];
            this.total = 0;
            this.drawn = 0;
            this.group = 0;
            this.inGroup = 0;
            /** @type {Element | null} where the next entries go */
            this.place = null;
            /** @type {Set<string>} */
            this.used = new Set();
            window.addEventListener("beforeprint", () => this.append(Infinity));
        }

        /** Nothing is drawn. */
        restart() {
            clearTimeout(this.timer);
            this.drawn = 0;
            this.group = 0;
            this.inGroup = 0;
            this.place = null;
            this.used = new Set();
        }

        /** Shows the state: a screen of entries at once. */
        show() {
            const focused = document.activeElement;
            this.restart();
            this.limit = PAGE;
            this.groups = this.grouped();
            this.total = this.groups.reduce((sum, { items }) => sum + items.length, 0);
            [...this.table.tBodies].forEach((body) => body.remove());
            this.element.replaceChildren(...(this.total === 0 ? [this.nothing()] : []));
            this.append(FIRST);
            if (focused instanceof HTMLElement && focused !== document.activeElement && this.element.contains(focused)) {
                focused.focus({ preventScroll: true });
            }
            this.later(PAUSE);
        }

        /**
         * Goes on with the page in a while, a screen at a time, so that a key or a click never waits for all of it.
         * @param {number} wait milliseconds
         */
        later(wait) {
            if (this.drawn >= this.total) {
                this.element.removeAttribute("aria-busy");
                return;
            }
            this.element.setAttribute("aria-busy", "true");
            this.timer = window.setTimeout(() => {
                this.append(Math.min(this.drawn + FIRST, this.limit));
                if (this.drawn < Math.min(this.limit, this.total)) {
                    this.later(0);
                } else {
                    this.element.removeAttribute("aria-busy");
                    this.element.append(...(this.drawn < this.total ? [this.more()] : []));
                }
            }, wait);
        }

        /**
         * Draws on, until so many entries stand there.
         * @param {number} until
         */
        append(until) {
            this.element.querySelector(":scope > .patterns-more")?.remove();
            while (this.drawn < until) {
                const group = this.groups[this.group];
                if (!group) {
                    return;
                }
                const place = this.inGroup > 0 && this.place ? this.place : this.open(group);
                this.place = place;
                const some = group.items.slice(this.inGroup, this.inGroup + until - this.drawn);
                place.append(...some.map((entry) => this.node(entry)));
                this.drawn += some.length;
                this.inGroup += some.length;
                if (this.inGroup >= group.items.length) {
                    this.group += 1;
                    this.inGroup = 0;
                }
            }
        }

        more() {
            const element = button(say(this.host.words.more, { count: this.total - this.drawn }), () => {
                const first = this.drawn;
                this.limit += PAGE;
                this.append(first + FIRST);
                const next = this.element.querySelectorAll("[data-id]")[first]?.querySelector("a");
                next?.focus({ preventScroll: true });
                this.later(0);
            });
            return create("p", { class: "patterns-more" }, element);
        }

        /** The entries that pass, in order, in their groups; without grouping, in one. */
        grouped() {
            const { data, entries, state, result } = this.host;
            const sorted = this.sorter.order(state.sort);
            let places = result.entries;
            if (sorted !== null && places.length > 0) {
                const passes = new Uint8Array(entries.length);
                places.forEach((place) => { passes[place] = 1; });
                places = sorted.filter((place) => passes[place] === 1);
            }
            const items = places.flatMap((place) => entries[place] ?? []);
            if (state.group !== "") {
                return PatternsOrder.groups(data, state.group, items);
            }
            return items.length > 0 ? [{ term: -2, items }] : [];
        }

        /**
         * An entry's node; a copy where it stands in several groups.
         * @param {PatternsEntry} entry
         */
        node(entry) {
            const { state, data, entries } = this.host;
            const node = PatternsDrawing.node(entry, state.view, data, entries);
            PatternsMarks.mark(node, PatternsText.words(state.words));
            if (this.used.has(entry.id)) {
                const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
                copy.querySelectorAll(".patterns-pick").forEach((pick) => pick.replaceChildren());
                return copy;
            }
            this.used.add(entry.id);
            if (!this.dressed.has(node)) {
                this.dressed.add(node);
                this.dress(node, entry);
            }
            return node;
        }

        /**
         * Begins a group, and says where its entries go.
         * @param {{ term: number, items: PatternsEntry[] }} group
         * @returns {Element}
         */
        open({ term, items }) {
            const { view } = this.host.state;
            if (view === "table") {
                return this.openRows(term, items.length);
            }
            const list = create("ul", { class: view === "cards" ? "patterns-cards" : "patterns-list" });
            this.element.append(term === -2 ? list : create("section",
                { class: "patterns-catalog-group", "aria-label": this.groupName(term) },
                create("p", { class: "patterns-section-title" }, ...this.groupTitle(term, items.length)), list));
            return list;
        }

        /**
         * @param {number} term
         * @param {number} count
         */
        openRows(term, count) {
            if (!this.element.contains(this.table)) {
                this.element.append(this.table.parentElement ?? create("div", { class: "table-wrapper" }, this.table));
            }
            const colspan = this.host.data.columns.length + Number(this.isPicking);
            const head = term === -2 ? null : create("tr", { class: "patterns-group-row" },
                create("th", { scope: "rowgroup", colspan }, ...this.groupTitle(term, count)));
            const body = create("tbody", {}, head);
            this.table.append(body);
            return body;
        }

        /**
         * @param {number} term
         */
        groupTerm(term) {
            return this.host.data.taxonomies.find(({ name }) => name === this.host.state.group)?.terms[term];
        }

        /**
         * @param {number} term
         */
        groupName(term) {
            return this.groupTerm(term)?.label ?? this.host.words.uncategorised ?? "";
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
            const { data, words } = this.host;
            const heads = data.columns.map((column) => this.head(column));
            if (this.isPicking) {
                const word = create("span", { class: "patterns-only-heard" }, words.compare ?? "");
                heads.unshift(create("th", { scope: "col", class: "patterns-pick-head" }, word));
            }
            const caption = create("caption", { class: "patterns-only-heard" }, words.sort_hint ?? "");
            return create("table", {}, caption, create("thead", {}, create("tr", {}, ...heads)));
        }

        /**
         * @param {PatternsColumn} column
         */
        head({ name, label }) {
            const { host } = this;
            const sort = () => host.change({ ...host.state, sort: host.state.sort === name ? `-${name}` : name });
            const head = create("th", {
                scope: "col",
                "data-column": name,
                class: name === PatternsFilter.MINUTES ? "patterns-number" : null,
            }, name === "description" ? label : button(label, sort, { class: "patterns-button patterns-sort" }));
            host.updates.push(() => {
                const sorted = { [name]: "ascending", [`-${name}`]: "descending" }[host.state.sort];
                if (sorted) {
                    head.setAttribute("aria-sort", sorted);
                } else {
                    head.removeAttribute("aria-sort");
                }
            });
            return head;
        }
    }

    return { PAGE, Results };
})();
