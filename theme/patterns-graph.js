/*
 * mdbook-patterns: the nodes of a graph lead where the links beside it do. mdBook rewrites those for the page and for
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
