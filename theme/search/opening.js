/*
 * mdbook-patterns: how the search opens: a button in the menu bar, and keys. Nothing loads before the reader is about to search.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchOpening = (() => {
    const { create, memory, isTyping } = PatternsCommon;
    const { hasKeys } = PatternsSearchSettings;
    const { sign } = PatternsSearchDrawing;
    const { Box, isOpening } = PatternsSearchBox;

    /** mdBook's own search, which keeps `/` and `s` where it is on. */
    const hasOther = () => document.querySelector("#mdbook-search-toggle, #search-toggle") !== null;
    /** A catalog with controls has a text filter, which keeps `/` on its page. */
    const hasCatalog = () => document.querySelector(".patterns-catalog[data-patterns]") !== null
        && typeof PatternsCatalog !== "undefined";
    const toggle = () => document.querySelector("#patterns-search-toggle");

    /** Whether the reader turned single keys off, at the switch of the catalog. */
    function isOff() {
        return memory("shortcuts").read() === "off";
    }

    /**
     * A single key that opens the box where no text is being typed and nobody else owns the key.
     * @param {KeyboardEvent} event
     */
    function isSingleKey(event) {
        const isKey = event.key === "s" || (event.key === "/" && !hasCatalog());
        return isKey && !isTyping(event) && !hasOther() && !isOff() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    }

    /**
     * The button in the menu bar, as mdBook makes its own.
     * @param {InstanceType<typeof Box>} box
     */
    function addToggle(box) {
        const bar = document.querySelector(".left-buttons");
        if (bar === null || hasOther()) {
            return;
        }
        const word = box.words.search;
        const keys = hasCatalog() ? "s Control+K" : "/ s Control+K";
        bar.append(opener(box, { id: "patterns-search-toggle", class: "icon-button", title: hasKeys() ? `${word} (Ctrl+K)` : word, "aria-label": word,
            "aria-expanded": "false", "aria-keyshortcuts": hasKeys() ? keys : undefined }, create("span", { class: "fa-svg" }, sign("search"))));
    }

    /**
     * Where the menu bar has mdBook's search, ours has a button above the catalog.
     * @param {InstanceType<typeof Box>} box
     */
    function addToCatalog(box) {
        const catalog = document.querySelector(".patterns-catalog[data-patterns]");
        if (catalog === null || !hasOther()) {
            return;
        }
        const label = create("span", {}, box.words.search);
        const attributes = { class: "patterns-button", "aria-keyshortcuts": hasKeys() ? "Control+K" : undefined };
        const parts = hasKeys() ? [sign("search"), label, create("kbd", { "aria-hidden": "true" }, "Ctrl K")] : [sign("search"), label];
        catalog.before(create("p", { class: "patterns-search-open" }, opener(box, attributes, ...parts)));
    }

    /**
     * @param {InstanceType<typeof Box>} box
     * @param {Record<string, string | undefined>} attributes
     * @param {...Node} children
     */
    function opener(box, attributes, ...children) {
        const element = create("button", { type: "button", "aria-haspopup": "dialog", ...attributes }, ...children);
        element.addEventListener("click", () => box.open());
        element.addEventListener("pointerenter", () => box.warm(), { once: true });
        element.addEventListener("focus", () => box.warm(), { once: true });
        return element;
    }

    /** The keys, unless the book says that none opens the search. */
    function listen() {
        document.addEventListener("keydown", (event) => {
            if (!event.defaultPrevented && (isOpening(event) || isSingleKey(event))) {
                event.preventDefault();
                event.stopImmediatePropagation();
                box.open();
            }
        }, { capture: true });
    }

    /**
     * @param {string} path
     */
    function decoded(path) {
        try {
            return decodeURI(path);
        } catch {
            return path;
        }
    }

    /**
     * The words of the address, on the page that mdBook shows where there is none: it alone has a base.
     */
    function missingWords() {
        const base = document.querySelector("base[href]");
        if (!(base instanceof HTMLBaseElement) || location.protocol === "file:") {
            return "";
        }
        const { pathname } = new URL(base.href, location.href);
        const inside = location.pathname.startsWith(pathname) ? location.pathname.slice(pathname.length) : location.pathname;
        const words = decoded(inside).replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u);
        return words.filter((word) => word !== "" && !["index", "404"].includes(word)).join(" ");
    }

    /** Asks for the pages nearest to an address that has none. */
    function askForMissing() {
        const text = PatternsSearchAddress.parse(location.search) === null ? missingWords() : "";
        if (text !== "") {
            const query = PatternsSearchAddress.print(location.search, { text, filters: {}, sort: "relevance" });
            history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
        }
    }

    function start() {
        askForMissing();
        addToggle(box);
        addToCatalog(box);
        if (hasKeys()) {
            listen();
        }
        window.addEventListener("popstate", () => box.followAddress());
        if (PatternsSearchAddress.parse(location.search) !== null) {
            box.followAddress();
        }
    }

    const box = new Box((isOpen) => toggle()?.setAttribute("aria-expanded", String(isOpen)));
    start();

    return { engine: () => box.engine() };
})();
