// A book whose every page, field, term, label and file name is one of the payloads of hostile.json, built by real mdBook
// with the plugins of this checkout.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "./support.mjs";

/** What an attacker writes: each calls `pwn()`, or makes an element or an attribute of that name. */
export const PAYLOADS = JSON.parse(readFileSync(new URL("hostile.json", import.meta.url), "utf8"));

/** How many terms and labels carry each payload: all of them, one after the other. */
const nth = (at) => PAYLOADS[at % PAYLOADS.length];

const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");

/** Text as Markdown that shows just this text, so that mdBook makes no HTML of it. */
const shown = (text) => [...text.replace(/\s+/g, " ")].map((c) => (/[\p{L}\p{N} ]/u.test(c) ? c : `&#${c.codePointAt(0)};`)).join("");

/** A name that the file system and `SUMMARY.md` accept; a `'` in one ends the text that mdBook's own toc.js holds. */
const fileName = (text, at) =>
    `${at}-${[...text].filter((c) => !/['/\u0000-\u001f\u007f\ufffe\uffff]/u.test(c)).join("").slice(0, 40).replace(/[. ]+$/u, "")}`;

/** Each field in the shapes that its type accepts, filled with one text. */
function frontMatter(text) {
    const q = quoted(text);
    const texts = ["title", "short_title", "description", "id", "type", "language", "deprecation_reason", "license", "version", "problem",
        "solution", "use_when", "essential_question", "introduced", "updated", "reading_time", "duration", "order", "icon", "draft"];
    const lists = ["when_to_use", "when_not_to_use", "best_for", "checklist", "audience", "also_known_as", "redirect_from", "hide"];
    const terms = ["tier", "category", "difficulty", "status", "recommendation", "relevance", "laws", "pillars", "problems"];
    const relations = ["related", "prerequisites", "superseded_by", "patterns", "prev", "next"];
    return [
        ...texts.map((name) => `${name}: ${q}`),
        ...lists.map((name) => `${name}: [${q}, ${q}]`),
        ...terms.map((name) => `${name}: [${q}]`),
        ...relations.map((name) => `${name}: {start: ${q}, ${q}: ${q}}`),
        `tags: [${q}, known]`,
        `steps: [{title: ${q}, text: ${q}, patterns: [{start: ${q}}, ${q}]}, ${q}]`,
        `authors: [{name: ${q}, url: ${q}, email: ${q}}, ${q}]`,
        `trade_offs: {text: ${q}, pros: [${q}], cons: [${q}]}`,
        `quote: {text: ${q}, by: ${q}}`,
        `examples: [{company: ${q}, implementation: ${q}, ${q}: ${q}}]`,
        `search: {boost: ${q}}`,
        `extra: {${q}: ${q}, x: {__proto__: {polluted: ${q}}}}`,
        `note: ${q}`,
    ].join("\n");
}

/** A directive whose argument is a payload; one that would end it early is not the directive's business. */
function directives(text) {
    const inside = text.replace(/\s+/g, " ").replace(/[{}]{2,}/g, "").replace(/"/g, "'");
    return `{{#patterns catalog filter="tags:${inside}"}}\n\n{{#patterns catalog filter="${inside}"}}\n\n{{#patterns related title="${inside}"}}`;
}

/** A name as the address of a link in `SUMMARY.md`. */
const linked = (name) => `<p/${name.replace(/[!-/:-@[-`{-~]/g, "\\$&")}.md>`;

function config(labels) {
    const terms = PAYLOADS.map((text, at) => {
        const q = quoted(text);
        // No two terms may have one other name, signs and case aside.
        const alias = quoted(`${text} ${at}`);
        return `{ id = "t${at}", label = ${q}, description = ${q}, icon = ${q}, link = ${q}, aliases = [${alias}] }`;
    });
    const words = labels.filter(([, word]) => !word.includes("{")).map(([key], at) => `${key} = ${quoted(nth(at))}`);
    return `[book]\ntitle = ${quoted(PAYLOADS[0])}\nlanguage = "en"\n[preprocessor.patterns]\ndrafts = "show"
[preprocessor.patterns.field.note]\ntype = "text"\nlabel = ${quoted(nth(4))}
[preprocessor.patterns.taxonomy.tags]\nlabel = ${quoted(nth(5))}\nbadge = true\nterms = [\n${terms.join(",\n")}\n]
[preprocessor.patterns.box.axiom]\ntitle = ${quoted(nth(6))}\nicon = ${quoted(nth(7))}
[preprocessor.patterns.labels]\n${words.join("\n")}
[output.html.search]\nenable = false\n[output.patterns]\n`;
}

const START = `# Start\n\n{{#patterns catalog}}\n\n{{#patterns stats}}\n\n{{#patterns legend tags}}\n\n{{#patterns law-table}}\n`;

/** Writes and builds a book with a page for each of `texts`; where it is, and these pages in their order. */
export function build(texts) {
    const folder = mkdtempSync(join(tmpdir(), "hostile-"));
    const write = (path, text) => {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), text);
    };
    const labels = [...readFileSync(join(root, "src/config/labels/en.toml"), "utf8").matchAll(/^([a-z-]+) = "(.*)"$/gm)].map(([, key, word]) => [key, word]);
    write("book.toml", config(labels));
    const names = texts.map(fileName);
    texts.forEach((text, at) => {
        const box = `> [!AXIOM] ${shown(text)}\n> Text.`;
        write(`src/p/${names[at]}.md`, `---\n${frontMatter(text)}\n---\n# ${shown(text)}\n\n${box}\n\n## Two ${shown(text)}\n\n${shown(text)} word\n`);
        write(`src/d/${at}.md`, `---\ntitle: Directive ${at}\nsearch: {exclude: true}\n---\n# Directive\n\n${directives(text)}\n`);
    });
    write("src/start.md", START);
    // The proof that the tests would notice: what an author writes as HTML does run.
    write("src/control.md", "# Control\n\n<script>pwn()</script>\n\n<pwn-el onclick=\"1\">x</pwn-el>\n");
    const lines = texts.flatMap((text, at) => [`- [${shown(text)}](${linked(names[at])})`, `- [d${at}](d/${at}.md)`]);
    write("src/SUMMARY.md", `# Summary\n\n- [Start](start.md)\n- [Control](control.md)\n${lines.join("\n")}\n`);
    const bin = join(root, "target/debug");
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: "1" };
    const run = (program, args) => execFileSync(join(bin, program), args, { env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });
    run("mdbook-patterns", ["install", folder]);
    run("xtask", ["render", "--quiet", folder]);
    return { folder, html: join(folder, "book/html"), pages: names.map((name) => `p/${encodeURIComponent(name)}.html`) };
}
