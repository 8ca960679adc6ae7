/*
 * mdbook-patterns: lists that remember what the reader has done: every element with `data-patterns-progress`, or
 * the list behind it. Without this script they are plain lists.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
"use strict";

const PatternsProgress = (() => {
    const { create, say, button, memory, newId, root, isPrint, keepArrows } = PatternsCommon;
    /** What ends the line of an item that its box stands before. */
    const BLOCKS = "ul, ol, dl, p, div, pre, table, blockquote, details, section, figure, h1, h2, h3, h4, h5, h6, hr";
    /** @type {PatternsProgressWords} */
    const ENGLISH = { progress: "Progress", done: "{done} of {total}", page: "This page: {done} of {total}", reset: "Start over", undo: "Undo" };

    /**
     * @typedef {{ key: string, box: HTMLInputElement, start: boolean }} Item
     * @typedef {{ list: HTMLElement, items: Item[], bar: Bar }} List
     * @typedef {{ element: HTMLElement, show: (done: number, total: number) => void }} Bar
     */

    /** What a page remembers: the items whose state differs from how the page was written. */
    class Memory {
        constructor() {
            const page = location.pathname.slice(root().length).replace(/(^|\/)index(\.html)?$/, "$1").replace(/\.html$/, "");
            this.kept = memory(`progress:${page}`);
            this.ticks = this.read();
        }

        /** @returns {Record<string, boolean>} */
        read() {
            try {
                const found = JSON.parse(this.kept.read() || "{}");
                const own = Object.entries(found).filter(([, value]) => typeof value === "boolean");
                return Object.assign(Object.create(null), Object.fromEntries(own));
            } catch {
                return Object.create(null);
            }
        }

        /**
         * @param {Item} item
         */
        isDone({ key, start }) {
            return this.ticks[key] ?? start;
        }

        /**
         * @param {Item} item
         * @param {boolean} isDone
         */
        set({ key, start }, isDone) {
            if (isDone === start) {
                delete this.ticks[key];
            } else {
                this.ticks[key] = isDone;
            }
        }

        write() {
            this.kept.write(Object.keys(this.ticks).length > 0 ? JSON.stringify(this.ticks) : "");
        }
    }

    class Page {
        /**
         * @param {[HTMLElement, PatternsProgressWords][]} lists
         */
        constructor(lists) {
            this.memory = new Memory();
            /** @type {Map<string, number>} how often each text stands in the page */
            this.seen = new Map();
            /** @type {(() => void)[]} what makes the buttons show the state */
            this.refresh = [];
            /** @type {{ by: HTMLElement, before: boolean[] } | null} the last reset, which can be taken back */
            this.undo = null;
            /** @type {WeakSet<HTMLElement>} items that belong to a list already */
            this.taken = new WeakSet();
            /** @type {List[]} */
            this.lists = lists.map(([list, words]) => this.list(list, words));
            /** @type {Bar | null} */
            this.total = this.lists.length > 1 && lists[0] ? this.pageTotal(lists[0][1]) : null;
            this.show();
            window.addEventListener("storage", (event) => {
                if (event.key === this.memory.kept.key || event.key === null) {
                    this.memory.ticks = this.memory.read();
                    this.show();
                }
            });
        }

        /**
         * @param {HTMLElement} list
         * @param {PatternsProgressWords} words
         * @returns {List}
         */
        list(list, words) {
            const own = rows(list).filter((row) => !this.taken.has(row)).map((row) => this.item(row));
            const name = nameOf(list);
            const bar = makeBar(words.done, name === "" ? words.progress : `${words.progress}: ${name}`, this.reset(own, words));
            list.classList.add("patterns-progress-list");
            list.before(bar.element);
            keepArrows(bar.element, () => true);
            return { list, items: own, bar };
        }

        /**
         * @param {HTMLElement} row
         * @returns {Item}
         */
        item(row) {
            this.taken.add(row);
            const written = ownBox(row);
            const text = ownText(row);
            const item = { key: this.key(row.dataset.id ?? text), box: boxOf(row, written, text), start: written?.defaultChecked ?? false };
            item.box.addEventListener("change", () => {
                this.memory.set(item, item.box.checked);
                this.undo = null;
                this.memory.write();
                this.show();
            });
            return item;
        }

        /**
         * The key of an item is its text: it stays the same where others come and go. Texts that repeat are counted.
         * @param {string} text
         */
        key(text) {
            const key = text.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 120);
            const count = (this.seen.get(key) ?? 0) + 1;
            this.seen.set(key, count);
            return count === 1 ? key : `${key}~${count}`;
        }

        /**
         * The button that puts a list back to how it was written, and takes that back at a second click.
         * @param {Item[]} items
         * @param {PatternsProgressWords} words
         */
        reset(items, words) {
            const element = button(words.reset, () => {
                const now = items.map(({ box }) => box.checked);
                const before = this.undo?.by === element ? this.undo.before : null;
                items.forEach((item, at) => this.memory.set(item, before?.[at] ?? item.start));
                this.undo = before === null ? { by: element, before: now } : null;
                this.memory.write();
                this.show();
            }, { class: "patterns-button patterns-quiet" });
            this.refresh.push(() => {
                const isUndo = this.undo?.by === element;
                element.textContent = isUndo ? words.undo : words.reset;
                element.disabled = !isUndo && items.every(({ box, start }) => box.checked === start);
            });
            return element;
        }

        /**
         * @param {PatternsProgressWords} words
         */
        pageTotal(words) {
            const bar = makeBar(words.page, words.progress, this.reset(this.lists.flatMap(({ items }) => items), words));
            bar.element.classList.add("patterns-progress-page");
            const main = document.querySelector("main") ?? document.body;
            let place = main.querySelector("h1");
            while (place?.nextElementSibling?.matches(".patterns-badges, .patterns-lead, .patterns-meta, .patterns-notice")) {
                place = /** @type {HTMLHeadingElement} */ (place.nextElementSibling);
            }
            if (place) {
                place.after(bar.element);
            } else {
                main.prepend(bar.element);
            }
            keepArrows(bar.element, () => true);
            return bar;
        }

        show() {
            let [allDone, all] = [0, 0];
            for (const { items, bar } of this.lists) {
                items.forEach((item) => { item.box.checked = this.memory.isDone(item); });
                const done = items.filter(({ box }) => box.checked).length;
                bar.show(done, items.length);
                allDone += done;
                all += items.length;
            }
            this.total?.show(allDone, all);
            this.refresh.forEach((refresh) => refresh());
        }
    }

    /**
     * A bar with its text and its button.
     * @param {string} words
     * @param {string} name
     * @param {HTMLElement} reset
     * @returns {Bar}
     */
    function makeBar(words, name, reset) {
        const id = newId();
        const meter = create("progress", { value: 0, max: 1, "aria-label": name, "aria-describedby": id });
        const text = create("span", { class: "patterns-progress-text", id });
        const element = create("div", { class: "patterns-progress-bar", role: "group", "aria-label": name }, meter, text, reset);
        return {
            element,
            show(done, total) {
                meter.max = Math.max(total, 1);
                meter.value = done;
                text.textContent = say(words, { done, total });
                element.classList.toggle("patterns-complete", done === total);
            },
        };
    }

    /**
     * The items of a list: those with a box, wherever they stand in it, or else its own.
     * @param {HTMLElement} list
     */
    function rows(list) {
        const all = [...list.querySelectorAll("li")];
        const tasks = all.filter((row) => ownBox(row) !== null);
        return tasks.length > 0 ? tasks : all.filter((row) => row.parentElement === list);
    }

    /**
     * The box that Markdown made of `[ ]`.
     * @param {HTMLElement} row
     * @returns {HTMLInputElement | null}
     */
    function ownBox(row) {
        const box = row.querySelector(":scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]");
        return box instanceof HTMLInputElement ? box : null;
    }

    /**
     * The text of an item without the lists in it.
     * @param {HTMLElement} row
     */
    function ownText(row) {
        const copy = /** @type {HTMLElement} */ (row.cloneNode(true));
        copy.querySelectorAll("ul, ol, script, style").forEach((part) => part.remove());
        return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
    }

    /**
     * The box of an item, usable, with the item's first line as its label.
     * @param {HTMLElement} row
     * @param {HTMLInputElement | null} written
     * @param {string} text
     */
    function boxOf(row, written, text) {
        const box = written ?? create("input", { type: "checkbox" });
        box.disabled = false;
        row.classList.add("patterns-task");
        if (box.closest("label")) {
            return box;
        }
        const first = row.firstElementChild;
        const isParagraph = first?.matches("p") === true && (row.firstChild === first || row.firstChild?.textContent?.trim() === "");
        const line = isParagraph && first ? first : row;
        const parts = [...line.childNodes];
        const end = parts.findIndex((part) => part instanceof Element && part.matches(BLOCKS));
        const inline = (end < 0 ? parts : parts.slice(0, end)).filter((part) => part !== box);
        const hasText = inline.some((part) => (part.textContent ?? "").trim() !== "");
        const label = create("label", {}, box, create("span", {}, ...inline));
        if (!hasText) {
            box.setAttribute("aria-label", text.slice(0, 200));
        }
        line.prepend(label);
        return box;
    }

    /**
     * What a list is called: by its own name, or by the heading before it.
     * @param {HTMLElement} list
     */
    function nameOf(list) {
        const named = list.closest("[aria-label]");
        if (named && !named.matches("main, body, nav")) {
            return named.getAttribute("aria-label") ?? "";
        }
        /** @type {Element | null} */
        let before = list.previousElementSibling;
        while (before && !before.matches("h1, h2, h3, h4, h5, h6, .patterns-section-title")) {
            before = before.previousElementSibling;
        }
        return (before?.textContent ?? "").trim();
    }

    /**
     * The list that a mark means: itself, one in it, or the one behind it.
     * @param {Element} mark
     */
    function listOf(mark) {
        const found = mark.matches("ul, ol") ? mark : mark.querySelector("ul, ol") ?? mark.nextElementSibling;
        return found instanceof HTMLElement && found.matches("ul, ol") ? found : null;
    }

    /**
     * @param {Element} mark
     * @returns {PatternsProgressWords | null}
     */
    function wordsOf(mark) {
        try {
            return { ...ENGLISH, ...JSON.parse(mark.getAttribute("data-patterns-progress") ?? "") };
        } catch {
            return null;
        }
    }

    function start() {
        const marks = isPrint() ? [] : [...document.querySelectorAll("[data-patterns-progress]")];
        const words = marks.map(wordsOf).find((one) => one !== null) ?? ENGLISH;
        /** @type {Map<HTMLElement, PatternsProgressWords>} */
        const lists = new Map();
        for (const mark of marks) {
            const list = listOf(mark);
            if (list && !lists.has(list) && rows(list).length > 0) {
                lists.set(list, wordsOf(mark) ?? words);
            }
        }
        if (lists.size > 0) {
            new Page([...lists]);
        }
    }

    start();
    return { Page };
})();
