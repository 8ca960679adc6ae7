// A library of any size that looks alike each time, and the theme of a checkout beside its HTML.

import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./support.mjs";

const WORDS = ("cache queue shard retry leader saga bulkhead timeout event store log stream batch index lease "
    + "token quorum gossip replica snapshot circuit breaker backoff fence ring clock merge split probe").split(" ");
const TIERS = ["gold", "silver", "bronze"];
const CATEGORIES = ["core", "resilience", "data", "coordination", "operational"];
const LEVELS = ["beginner", "intermediate", "advanced", "expert"];
const PROBLEMS = ["performance", "reliability", "scalability", "consistency", "coordination"];

/** The parts of the catalog's script, as a checkout's `src/assets.rs` lists them. */
async function parts(checkout) {
    const list = await readFile(join(checkout, "src/assets.rs"), "utf8");
    return [...list.matchAll(/"theme\/((?:text|catalog)\/[a-z-]+\.js)"/g)].map(([, name]) => name);
}

/** Writes what `install` writes, from a checkout, into a folder. */
export async function assets(folder, checkout = root) {
    const read = (name) => readFile(join(checkout, "theme", name), "utf8");
    for (const name of ["patterns.css", "patterns-catalog.css", "patterns-common.js", "patterns-progress.js"]) {
        await writeFile(join(folder, name), await read(name));
    }
    const texts = await Promise.all((await parts(checkout)).map(read));
    await writeFile(join(folder, "patterns-catalog.js"), texts.join(""));
}

/** A number below a limit that looks random and is the same each time. */
function pick(seed, limit) {
    return (Math.imul(seed + 1, 2654435761) >>> 10) % limit;
}

/** One page of the library. */
function page(at) {
    const word = (seed) => WORDS[pick(seed, WORDS.length)];
    const title = `${word(at)} ${word(at * 3 + 1)} ${at}`;
    const text = Array.from({ length: 14 }, (_, n) => word(at * 17 + n)).join(" ");
    const tags = [word(at * 5), word(at * 7 + 2)].join(", ");
    return {
        title,
        text: `---\ntitle: ${title}\ndescription: ${text}.\ntier: ${TIERS[pick(at, 3)]}\n`
            + `category: ${CATEGORIES[pick(at + 9, 5)]}\ndifficulty: ${LEVELS[pick(at + 5, 4)]}\nproblems: [${PROBLEMS[pick(at, 5)]}, ${PROBLEMS[pick(at + 2, 5)]}]\n`
            + `tags: [${tags}]\nreading_time: ${1 + pick(at, 60)}\n---\n# ${title}\n\nText.\n`,
    };
}

const HTML = "[output.html]\nhash-files = false\nadditional-css = [\"theme/patterns.css\", \"theme/patterns-catalog.css\"]\n"
    + "additional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\"]\n"
    + "[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n";

const CATALOG = "# Catalog\n\n{{#patterns catalog}}\n";

/** Writes a book of so many entries. */
export async function generate(folder, count) {
    await mkdir(join(folder, "src/p"), { recursive: true });
    const summary = ["# Summary\n", "- [Catalog](README.md)"];
    for (let at = 0; at < count; at += 1) {
        const { title, text } = page(at);
        await writeFile(join(folder, `src/p/${at}.md`), text);
        summary.push(`- [${title}](p/${at}.md)`);
    }
    await frame(folder, "[preprocessor.patterns]\n", CATALOG, summary);
}

/**
 * Writes a book of the catalog's page alone, which a preprocessor has made of so many entries. They are in the sidebar as
 * drafts: mdBook takes a quarter of an hour for 10,000 pages, and a second for these.
 */
export async function generatePage(folder, count, preprocessor) {
    const chapter = (name, path, content, at) => ({
        Chapter: { name, content, number: [at], sub_items: [], path, source_path: path, parent_names: [] },
    });
    const pages = Array.from({ length: count }, (_, at) => page(at));
    const items = [chapter("Catalog", "README.md", CATALOG, 1), ...pages.map(({ title, text }, at) => chapter(title, `p/${at}.md`, text, at + 2))];
    const context = { root: folder, config: { preprocessor: { patterns: {} } }, renderer: "html", mdbook_version: "0.5.4" };
    const input = JSON.stringify([context, { items }]);
    const { stdout, stderr } = spawnSync(preprocessor, { input, encoding: "utf8", maxBuffer: 1 << 30 });
    if (stdout === "") {
        throw new Error(stderr);
    }
    await mkdir(join(folder, "src"), { recursive: true });
    const summary = ["# Summary\n", "- [Catalog](README.md)", ...pages.map(({ title }) => `- [${title}]()`)];
    await frame(folder, "", JSON.parse(stdout).items[0].Chapter.content, summary);
}

/** Writes what a book has besides its entries. */
async function frame(folder, plugins, catalog, summary) {
    await mkdir(join(folder, "theme"), { recursive: true });
    await assets(join(folder, "theme"));
    await writeFile(join(folder, "book.toml"), `[book]\ntitle = "Bench"\n${plugins}${HTML}`);
    await writeFile(join(folder, "src/SUMMARY.md"), `${summary.join("\n")}\n`);
    await writeFile(join(folder, "src/README.md"), catalog);
}
