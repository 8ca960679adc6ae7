/*
 * mdbook-patterns: what the hits of a search look like: an option below the box, a result among all results. No text of a page ever
 * becomes markup here.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchDrawing = (() => {
    const { create, badge } = PatternsCommon;
    const { sign } = PatternsSearchSign;

    /**
     * A button that shows a sign and says a word.
     * @param {PatternsSignName} name
     * @param {string | undefined} word
     * @param {() => void} click
     */
    function signButton(name, word, click) {
        const element = create("button", { type: "button", class: "patterns-sign-button", "aria-label": word, title: word }, sign(name));
        element.addEventListener("click", click);
        return element;
    }

    /**
     * A text with its marks.
     * @param {string} text
     * @param {[start: number, end: number][]} marks
     */
    function marked(text, marks) {
        /** @type {(Node | string)[]} */
        const parts = [];
        let done = 0;
        for (const [start, end] of marks) {
            parts.push(text.slice(done, start), create("mark", { class: "patterns-mark" }, text.slice(start, end)));
            done = end;
        }
        return [...parts, text.slice(done)];
    }

    /**
     * The way to a page, without the page itself.
     * @param {PatternsSearchResult} result
     */
    function crumbs({ breadcrumbs }) {
        return breadcrumbs.length > 0 ? create("span", { class: "patterns-found-crumbs" }, breadcrumbs.join(" › ")) : null;
    }

    /**
     * @param {PatternsSearchResult} result
     */
    function badges({ terms }) {
        const shown = terms.filter(({ taxonomy }) => taxonomy.badge)
            .map(({ taxonomy, term }) => badge({ ...taxonomy, facet: false }, term));
        return shown.length > 0 ? create("span", { class: "patterns-badge-list" }, ...shown) : null;
    }

    /**
     * Whether a page's title holds all that was asked for: then its top is what readers want, not a heading.
     * @param {PatternsFound} found
     * @param {PatternsSearchResult} result
     */
    function isNamed({ query }, { marks }) {
        const wanted = query.words.filter(({ excluded }) => !excluded).length;
        return wanted > 0 && marks.length >= wanted;
    }

    /**
     * An option below the box: a link, so that it opens in a new tab like any other.
     * @param {PatternsSearchResult} result
     * @param {string} href
     */
    function option(result, href) {
        const title = create("span", { class: "patterns-found-title" }, ...marked(result.title, result.marks));
        const text = create("span", { class: "patterns-found-text" });
        const head = create("span", { class: "patterns-found-head" }, title, crumbs(result));
        const link = create("a", { role: "option", class: "patterns-option-found", href, tabindex: -1, "aria-selected": "false" },
            head, badges(result), text);
        return { element: link, link, text, headings: null };
    }

    /**
     * One of all results.
     * @param {PatternsSearchResult} result
     * @param {string} href
     */
    function item(result, href) {
        const link = create("a", { href }, ...marked(result.title, result.marks));
        const text = create("p", { class: "patterns-found-text" });
        const headings = create("ul", { class: "patterns-found-headings", hidden: true });
        const date = result.date === "" ? null : create("time", { datetime: result.date }, result.date);
        const above = crumbs(result);
        const element = create("li", { class: "patterns-found" }, above || date ? create("p", { class: "patterns-found-line" }, above, date) : null,
            create("p", { class: "patterns-found-title" }, link), badges(result), text, headings);
        return { element, link, text, headings };
    }

    /**
     * The excerpt of a hit, and its best headings, into what was drawn of it.
     * @param {PatternsDrawn} drawn
     * @param {PatternsExcerpt} excerpt
     * @param {(id: string) => string} address of a heading of this page
     * @param {boolean} isTop whether the link goes to the top, not to the heading of the excerpt
     */
    function fill({ link, text, headings }, excerpt, address, isTop) {
        const [before, behind] = excerpt.cut;
        text.replaceChildren(before ? "… " : "", ...marked(excerpt.text, excerpt.marks), behind ? " …" : "");
        link.href = address(isTop ? "" : excerpt.id);
        if (headings === null) {
            const under = excerpt.headings.find(({ id }) => id === excerpt.id);
            if (under) {
                text.prepend(create("span", { class: "patterns-found-under" }, ...marked(under.text, under.marks)), " ");
            }
            return;
        }
        headings.replaceChildren(...excerpt.headings.map(({ text, id, marks }) =>
            create("li", {}, create("a", { href: address(id) }, ...marked(text, marks)))));
        headings.hidden = excerpt.headings.length === 0;
    }

    return { signButton, option, item, fill, isNamed };
})();
