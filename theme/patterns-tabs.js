/*
 * mdbook-patterns: scripts for pages written in MkDocs' syntax: tabs and marked lines of code. Tabs are made of the sets that the build wrote
 * one below the other. Sets that share a name switch together, and the names a reader chose are remembered.
 */
// @ts-check
"use strict";

(() => {
    const KEY = "mdbook-patterns-tabs";
    /** How many names are remembered. */
    const MOST = 20;

    /**
     * @typedef {object} Tab
     * @property {string} name what readers see
     * @property {HTMLElement} button
     * @property {HTMLElement} panel
     */

    /** @type {Tab[][]} */
    const sets = [];

    /** The names that were chosen, the last one first; storage may be missing or hold anything. */
    function remembered() {
        try {
            const names = JSON.parse(localStorage.getItem(KEY) ?? "[]");
            return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
        } catch {
            return [];
        }
    }

    /** @param {string} name */
    function remember(name) {
        try {
            const others = remembered().filter((other) => other !== name);
            localStorage.setItem(KEY, JSON.stringify([name, ...others].slice(0, MOST)));
        } catch {
            // The choice holds for this page.
        }
    }

    /**
     * @param {Tab[]} tabs
     * @param {Tab} chosen
     */
    function show(tabs, chosen) {
        for (const tab of tabs) {
            const on = tab === chosen;
            tab.button.setAttribute("aria-selected", String(on));
            tab.button.tabIndex = on ? 0 : -1;
            tab.panel.classList.toggle("patterns-tab-on", on);
        }
    }

    /**
     * A reader's choice: in every set that has a tab of this name, and the tab stays where it is on the screen.
     * @param {Tab[]} tabs
     * @param {Tab} chosen
     */
    function choose(tabs, chosen) {
        const before = chosen.button.getBoundingClientRect().top;
        for (const others of sets) {
            const same = others === tabs ? chosen : others.find((tab) => tab.name === chosen.name);
            if (same) {
                show(others, same);
            }
        }
        remember(chosen.name);
        window.scrollBy({ top: chosen.button.getBoundingClientRect().top - before, behavior: "instant" });
    }

    /**
     * @param {KeyboardEvent} event
     * @param {Tab[]} tabs
     */
    function onKey(event, tabs) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
            return;
        }
        const at = tabs.findIndex((tab) => tab.button === event.target);
        const isRtl = tabs[0] !== undefined && getComputedStyle(tabs[0].button).direction === "rtl";
        const next = isRtl ? "ArrowLeft" : "ArrowRight";
        const previous = isRtl ? "ArrowRight" : "ArrowLeft";
        /** @type {Record<string, number>} */
        const places = { [next]: at + 1, [previous]: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 };
        const place = places[event.key];
        const tab = place === undefined ? undefined : tabs[place % tabs.length];
        if (tab) {
            // mdBook's own keys change the chapter.
            event.stopPropagation();
            event.preventDefault();
            choose(tabs, tab);
            tab.button.focus();
        }
    }

    /**
     * @param {HTMLElement} panel
     * @param {string} id
     * @returns {Tab}
     */
    function tabOf(panel, id) {
        const title = panel.querySelector(":scope > .patterns-tab-title");
        const button = document.createElement("button");
        button.type = "button";
        button.id = `${id}-tab`;
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", id);
        // A link in a title would be a control within a control.
        for (const node of title?.childNodes ?? []) {
            button.append(node instanceof HTMLAnchorElement ? (node.textContent ?? "") : node.cloneNode(true));
        }
        panel.id ||= id;
        button.setAttribute("aria-controls", panel.id);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        panel.tabIndex = 0;
        return { name: (title?.textContent ?? "").trim(), button, panel };
    }

    /**
     * @param {Element} root
     * @param {number} nth
     * @param {string[]} names
     */
    function start(root, nth, names) {
        const panels = [...root.children].filter((child) => child instanceof HTMLElement && child.matches(".patterns-tab"));
        const tabs = panels.map((panel, at) => tabOf(/** @type {HTMLElement} */ (panel), `patterns-tabs-${nth}-${at}`));
        if (tabs.length === 0) {
            return;
        }
        const list = document.createElement("div");
        list.className = "patterns-tablist";
        list.setAttribute("role", "tablist");
        list.append(...tabs.map((tab) => tab.button));
        root.prepend(list);
        root.classList.add("patterns-tabs-on");
        const name = names.find((name) => tabs.some((tab) => tab.name === name));
        const known = tabs.find((tab) => tab.name === name);
        const first = known ?? tabs.find((tab) => tab.panel.hasAttribute("data-selected")) ?? tabs[0];
        if (first) {
            show(tabs, first);
        }
        for (const tab of tabs) {
            tab.button.addEventListener("click", () => choose(tabs, tab));
        }
        list.addEventListener("keydown", (event) => onKey(event, tabs));
        sets.push(tabs);
    }

    /** Shows what the address leads to, in however many sets it stands. */
    function reveal() {
        const target = document.getElementById(decoded(location.hash.slice(1)));
        let hidden = false;
        for (const tabs of target ? sets : []) {
            const tab = tabs.find((tab) => tab.panel.contains(target));
            if (tab && !tab.panel.classList.contains("patterns-tab-on")) {
                show(tabs, tab);
                hidden = true;
            }
        }
        if (hidden) {
            target?.scrollIntoView();
        }
    }

    /** @param {string} hash */
    function decoded(hash) {
        try {
            return decodeURIComponent(hash);
        } catch {
            return hash;
        }
    }

    const names = remembered();
    document.querySelectorAll(".patterns-tabs").forEach((root, nth) => start(root, nth, names));
    addEventListener("hashchange", reveal);
    reveal();
})();

/*
 * Lines of code that their block marks: `hl-2` and `hl-4-6` behind its language. Lines that mdBook hides have no number. The stylesheet
 * draws the marks, where readers see all lines too.
 */
(() => {
    /** @type {NodeListOf<HTMLElement>} */
    const blocks = document.querySelectorAll('pre > code[class*="hl-"]');
    for (const code of blocks) {
        const isMarked = marker(code);
        const lines = linesOf(code, isMarked);
        if (lines.some((line) => line.isMarked)) {
            code.style.setProperty("--patterns-marked-lines", stops(lines));
            code.style.setProperty("--patterns-marked-shown", stops(lines.filter(({ isHidden }) => !isHidden)));
            code.classList.add("patterns-marked");
        }
    }

    /**
     * Says whether the classes of a block mark the line of a number.
     * @param {Element} code
     */
    function marker(code) {
        const ranges = [...code.classList].flatMap((name) => {
            const found = /^hl-(\d{1,5})(?:-(\d{1,5}))?$/.exec(name);
            return found ? [{ first: Number(found[1]), last: Number(found[2] ?? found[1]) }] : [];
        });
        return (/** @type {number} */ number) => ranges.some(({ first, last }) => number >= first && number <= last);
    }

    /**
     * The lines of a block, hidden ones too.
     * @param {Element} code
     * @param {(number: number) => boolean} isMarked
     */
    function linesOf(code, isMarked) {
        const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        /** @type {{ isHidden: boolean, isMarked: boolean }[]} */
        const lines = [];
        let number = 0;
        const add = (/** @type {boolean} */ isHidden) => {
            number += isHidden ? 0 : 1;
            lines.push({ isHidden, isMarked: !isHidden && isMarked(number) });
        };
        let rest = "";
        while (texts.nextNode()) {
            const ended = (texts.currentNode.textContent ?? "").split("\n");
            rest = ended.pop() ?? "";
            const isHidden = Boolean(texts.currentNode.parentElement?.closest(".boring"));
            ended.forEach(() => add(isHidden));
        }
        if (rest !== "") {
            add(false);
        }
        return lines;
    }

    /**
     * The marked ones of some lines, as the stops of a gradient from above.
     * @param {{ isMarked: boolean }[]} lines
     */
    function stops(lines) {
        const tint = (/** @type {boolean | undefined} */ is) => (is ? "var(--patterns-line-mark)" : "transparent");
        const turns = lines.flatMap(({ isMarked }, at) => {
            const before = lines[at - 1]?.isMarked;
            return at > 0 && before === isMarked ? [] : [`${tint(before)} ${at}lh`, `${tint(isMarked)} ${at}lh`];
        });
        return turns.join(", ");
    }
})();
