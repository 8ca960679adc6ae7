// A library of any size that looks alike each time, and the theme of a checkout beside its HTML.

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
    return [...list.matchAll(/"theme\/(catalog\/[a-z-]+\.js)"/g)].map(([, name]) => name);
}

/** Writes what `install` writes, from a checkout, into a folder. */
export async function assets(folder, checkout = root) {
    const read = (name) => readFile(join(checkout, "theme", name), "utf8");
    for (const name of ["patterns.css", "patterns-common.js", "patterns-progress.js"]) {
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

/** Writes a book of so many entries; `more` goes into its `book.toml`. */
export async function generate(folder, count, more = "") {
    await mkdir(join(folder, "src/p"), { recursive: true });
    await mkdir(join(folder, "theme"), { recursive: true });
    await assets(join(folder, "theme"));
    await writeFile(join(folder, "book.toml"), "[book]\ntitle = \"Bench\"\n[preprocessor.patterns]\n[output.html]\nhash-files = false\n"
        + "additional-css = [\"theme/patterns.css\"]\n"
        + "additional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\"]\n"
        + `[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n${more}`);
    const summary = ["# Summary\n", "- [Catalog](README.md)"];
    for (let at = 0; at < count; at += 1) {
        const { title, text } = page(at);
        await writeFile(join(folder, `src/p/${at}.md`), text);
        summary.push(`- [${title}](p/${at}.md)`);
    }
    await writeFile(join(folder, "src/SUMMARY.md"), `${summary.join("\n")}\n`);
    await writeFile(join(folder, "src/README.md"), "# Catalog\n\n{{#patterns catalog}}\n");
}
