/*
 * mdbook-patterns: of the box of a drawing that a reader points at or has the focus on, its own lines stand out, with what
 * they lead to.
 *
 * The nodes of a diagram by Mermaid lead where the links beside it do. mdBook rewrites those for the page and for
 * print, and nothing within a diagram. Mermaid draws once the page is loaded, after this.
 */
// @ts-check
"use strict";

for (const diagram of document.querySelectorAll(".patterns-graph pre.mermaid:not(:has(*))")) {
    const links = diagram.parentElement?.querySelectorAll("a[data-node]") ?? [];
    const addresses = new Map(Array.from(links, (link) => [link.getAttribute("data-node"), link.getAttribute("href")]));
    diagram.textContent = (diagram.textContent ?? "").replace(/^click (\w+) href ".*"$/gm, (line, node) => {
        const address = addresses.get(node)?.replaceAll("\"", "%22");
        return address === undefined ? line : `click ${node} href "${address}"`;
    });
}

for (const drawing of document.querySelectorAll(".patterns-graph-drawing > svg")) {
    const boxes = [...drawing.lastElementChild?.children ?? []];
    const lines = [...drawing.querySelectorAll("[data-ends]")];
    /** @param {Event} event */
    const ask = ({ type, target }) => {
        const asked = boxes.findIndex((box) => type !== "focusout" && target instanceof Node && box.contains(target));
        const near = new Set([asked]);
        for (const line of lines) {
            const ends = line.getAttribute("data-ends")?.split(" ").map(Number) ?? [];
            const isOf = line.classList.toggle("patterns-graph-near", ends.includes(asked));
            (isOf ? ends : []).forEach((end) => near.add(end));
        }
        boxes.forEach((box, at) => box.classList.toggle("patterns-graph-near", near.has(at)));
        drawing.classList.toggle("patterns-graph-asked", asked >= 0);
    };
    ["pointerover", "pointerleave", "focusin", "focusout"].forEach((type) => drawing.addEventListener(type, ask));
}
