/*
 * mdbook-patterns: the nodes of a graph lead where the links beside it do. mdBook rewrites those for the page and for
 * print, and nothing within a diagram. Mermaid draws once the page is loaded, after this.
 */
// @ts-check
"use strict";

(() => {
    /**
     * The source of a diagram with other addresses.
     * @param {string} source
     * @param {Map<string, string>} addresses by node
     */
    function linked(source, addresses) {
        const line = (/** @type {string} */ text) => {
            const [word, node] = text.trim().split(" ");
            const address = word === "click" && node !== undefined ? addresses.get(node) : undefined;
            return address === undefined ? text : `click ${node} href "${address.replaceAll("\"", "%22")}"`;
        };
        return source.split("\n").map(line).join("\n");
    }

    for (const graph of document.querySelectorAll(".patterns-graph")) {
        const diagram = graph.querySelector("pre.mermaid");
        /** @type {Map<string, string>} */
        const addresses = new Map();
        for (const link of graph.querySelectorAll(".patterns-graph-links a")) {
            addresses.set(link.getAttribute("data-node") ?? "", link.getAttribute("href") ?? "");
        }
        if (diagram !== null && diagram.childElementCount === 0) {
            diagram.textContent = linked(diagram.textContent ?? "", addresses);
        }
    }
})();
