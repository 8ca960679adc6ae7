/*
 * mdbook-patterns: entries that the reader picks, and the page that sets them side by side.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsCompare = (() => {
    const { create, button, say, memory } = PatternsCommon;
    const { COMPARED } = PatternsFilter;

    class Compare {
        /**
         * @param {PatternsHost} host
         * @param {{ open: (ids: string[]) => void, close: () => void }} way how to get to the comparison and back
         */
        constructor(host, way) {
            this.host = host;
            this.way = way;
            this.kept = memory("compare");
            this.byId = new Map(host.entries.map((entry) => [entry.id, entry]));
            this.picked = this.valid(this.kept.read().split("\n"));
            /** @type {Map<string, HTMLInputElement>} */
            this.boxes = new Map();
            this.title = document.title;
            this.onlyDifferences = false;
            this.open = button("", () => way.open(this.picked), { class: "patterns-button patterns-primary" });
            this.full = create("span", { class: "patterns-note" });
            this.bar = this.makeBar();
            this.heading = create("h2", { class: "patterns-section-title", tabindex: -1 }, host.words.compare_title);
            this.view = create("section", { class: "patterns-comparison", hidden: true, "aria-label": host.words.compare_title });
            this.showBar();
        }

        /**
         * The ids that entries have, up to as many as stand side by side.
         * @param {string[]} ids
         */
        valid(ids) {
            return ids.filter((id) => this.byId.has(id)).slice(0, COMPARED);
        }

        makeBar() {
            const { words } = this.host;
            const clear = button(words.compare_clear, () => {
                this.pick([]);
                this.host.focus();
            }, { class: "patterns-button patterns-quiet" });
            return create("div", { class: "patterns-compare-bar", role: "group", "aria-label": words.compare_title },
                this.open, clear, this.full);
        }

        /**
         * Adds the box that picks an entry to what shows it.
         * @param {HTMLElement} node
         * @param {PatternsEntry} entry
         */
        dress(node, { id, title }) {
            const name = say(this.host.words.compare_pick, { title });
            const box = create("input", { type: "checkbox", "aria-label": name, title: name });
            box.addEventListener("change", () => {
                const others = this.picked.filter((other) => other !== id);
                this.pick(box.checked ? [...others, id] : others);
            });
            this.boxes.set(`${this.host.state.view} ${id}`, box);
            this.showBox(box, id);
            const label = create("label", { class: "patterns-pick", "data-word": this.host.words.compare }, box);
            node.prepend(node.matches("tr") ? create("td", { class: "patterns-pick-cell" }, label) : label);
        }

        /**
         * @param {HTMLInputElement} box
         * @param {string} id
         */
        showBox(box, id) {
            box.checked = this.picked.includes(id);
            box.disabled = !box.checked && this.picked.length >= COMPARED;
        }

        /**
         * @param {string[]} ids
         */
        pick(ids) {
            this.picked = this.valid(ids);
            this.kept.write(this.picked.join("\n"));
            this.boxes.forEach((box, key) => this.showBox(box, key.slice(key.indexOf(" ") + 1)));
            this.showBar();
        }

        showBar() {
            const { words } = this.host;
            const count = this.picked.length;
            this.bar.hidden = count === 0;
            this.open.textContent = say(words.compare_count, { count });
            this.open.disabled = count < 2;
            this.full.textContent = count < COMPARED ? "" : say(words.compare_full, { count });
        }

        /**
         * Shows the entries of a state side by side; nothing if it names none.
         * @param {string[]} ids
         */
        show(ids) {
            const entries = ids.flatMap((id) => this.byId.get(id) ?? []);
            const names = entries.map(({ title }) => title).join(", ");
            const title = names === "" ? this.title : `${this.host.words.compare_title}: ${names} – ${this.title}`;
            if (document.title !== title) {
                document.title = title;
            }
            this.view.hidden = entries.length === 0;
            if (entries.length > 0) {
                const back = button(this.host.words.compare_back, () => this.way.close(),
                    { class: "patterns-button patterns-back" });
                const table = this.table(entries, ids);
                const tools = create("div", { class: "patterns-comparison-tools" }, this.heading, this.differences(table));
                this.view.replaceChildren(back, tools, table);
            }
        }

        /**
         * The switch that hides the rows in which all say the same.
         * @param {HTMLElement} table
         */
        differences(table) {
            const input = create("input", { type: "checkbox", role: "switch" });
            input.checked = this.onlyDifferences;
            const rows = [...table.querySelectorAll("tbody tr")].flatMap((row) => (row instanceof HTMLTableRowElement ? [row] : []));
            const isSame = (/** @type {HTMLTableRowElement} */ row) =>
                new Set([...row.cells].slice(1).map(({ textContent }) => textContent)).size === 1;
            const show = () => {
                this.onlyDifferences = input.checked;
                rows.forEach((row) => { row.hidden = input.checked && isSame(row); });
            };
            input.addEventListener("change", show);
            show();
            return create("label", { class: "patterns-field patterns-differences" }, input, create("span", {}, this.host.words.differences));
        }

        /**
         * @param {PatternsEntry[]} entries
         * @param {string[]} ids
         */
        table(entries, ids) {
            const heads = entries.map((entry) => create("th", { scope: "col" }, this.dropButton(entry, ids),
                PatternsDrawing.titleLink(entry)));
            const rows = this.host.data.compare.flatMap(({ name, label }) => {
                const cells = entries.map((entry) => PatternsDrawing.value(entry, name, this.host.data, this.host.entries, true));
                return cells.some((cell) => cell.length > 0) ? [create("tr", {},
                    create("th", { scope: "row" }, label), ...cells.map((cell) => create("td", {}, ...cell)))] : [];
            });
            const table = create("table", {}, create("thead", {}, create("tr", {}, create("td"), ...heads)),
                create("tbody", {}, ...rows));
            return create("div", {
                class: "table-wrapper patterns-compare", tabindex: 0, role: "group", "aria-label": this.host.words.compare_title,
            }, table);
        }

        /**
         * @param {PatternsEntry} entry
         * @param {string[]} ids
         */
        dropButton({ id, title }, ids) {
            const name = say(this.host.words.compare_drop, { title });
            return button("", () => {
                const left = ids.filter((other) => other !== id);
                this.pick(this.picked.filter((other) => other !== id));
                if (left.length < 2) {
                    this.way.close();
                } else {
                    this.host.change({ ...this.host.state, compare: left });
                    this.heading.focus();
                }
            }, { class: "patterns-button patterns-drop", "aria-label": name, title: name });
        }
    }

    return { Compare };
})();
