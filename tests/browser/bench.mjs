// How fast the catalog answers, by the Event Timing API: from the key or the click to the next paint.
//
//   node tests/browser/bench.mjs generate DIR ENTRIES   writes a library to build with mdBook
//   node tests/browser/bench.mjs measure HTML_DIR       measures its catalog, with the theme of this checkout

import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, open, root, serve } from "./support.mjs";

const WORDS = ("cache queue shard retry leader saga bulkhead timeout event store log stream batch index lease "
    + "token quorum gossip replica snapshot circuit breaker backoff fence ring clock merge split probe").split(" ");
const TIERS = ["gold", "silver", "bronze"];
const CATEGORIES = ["core", "resilience", "data", "coordination", "operational"];
const LEVELS = ["beginner", "intermediate", "advanced", "expert"];
const PROBLEMS = ["performance", "reliability", "scalability", "consistency", "coordination"];

/** What `install` writes, and the parts it is made of. */
const PARTS = ["text", "filter", "order", "address", "entries", "drawing", "marks", "results", "compare", "summary", "toolbar", "facets", "catalog"];
const SCRIPTS = {
    "patterns-common.js": ["patterns-common.js"],
    "patterns-catalog.js": PARTS.map((name) => `catalog/${name}.js`),
    "patterns-progress.js": ["patterns-progress.js"],
};

/** Writes the theme's files into a folder. */
async function assets(folder) {
    const read = (name) => readFile(join(root, "theme", name), "utf8");
    await writeFile(join(folder, "patterns.css"), await read("patterns.css"));
    for (const [name, parts] of Object.entries(SCRIPTS)) {
        await writeFile(join(folder, name), (await Promise.all(parts.map(read))).join(""));
    }
}

/** A number below a limit that looks random and is the same each time. */
function pick(seed, limit) {
    return (Math.imul(seed + 1, 2654435761) >>> 10) % limit;
}

async function generate(folder, count) {
    await mkdir(join(folder, "src/p"), { recursive: true });
    await mkdir(join(folder, "theme"), { recursive: true });
    await assets(join(folder, "theme"));
    const scripts = Object.keys(SCRIPTS).map((name) => `"theme/${name}"`).join(", ");
    await writeFile(join(folder, "book.toml"), "[book]\ntitle = \"Bench\"\n[preprocessor.patterns]\n[output.html]\nhash-files = false\n"
        + `additional-css = ["theme/patterns.css"]\nadditional-js = [${scripts}]\n[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n`);
    const word = (seed) => WORDS[pick(seed, WORDS.length)];
    const summary = ["# Summary\n", "- [Catalog](README.md)"];
    for (let at = 0; at < count; at += 1) {
        const title = `${word(at)} ${word(at * 3 + 1)} ${at}`;
        const text = Array.from({ length: 14 }, (_, n) => word(at * 17 + n)).join(" ");
        const tags = [word(at * 5), word(at * 7 + 2)].join(", ");
        await writeFile(join(folder, `src/p/${at}.md`), `---\ntitle: ${title}\ndescription: ${text}.\ntier: ${TIERS[pick(at, 3)]}\n`
            + `category: ${CATEGORIES[pick(at + 9, 5)]}\ndifficulty: ${LEVELS[pick(at + 5, 4)]}\nproblems: [${PROBLEMS[pick(at, 5)]}, ${PROBLEMS[pick(at + 2, 5)]}]\n`
            + `tags: [${tags}]\nreading_time: ${1 + pick(at, 60)}\n---\n# ${title}\n\nText.\n`);
        summary.push(`- [${title}](p/${at}.md)`);
    }
    await writeFile(join(folder, "src/SUMMARY.md"), `${summary.join("\n")}\n`);
    await writeFile(join(folder, "src/README.md"), "# Catalog\n\n{{#patterns catalog}}\n");
}

async function measure(folder) {
    await assets(join(folder, "theme"));
    const server = await serve(folder);
    const browser = await launch();
    const page = await open(browser, "about:blank");
    page.setDefaultTimeout(60000);
    await page.addInitScript(() => {
        globalThis.timings = [];
        new PerformanceObserver((list) => globalThis.timings.push(...list.getEntries().map(({ name, duration, processingStart, processingEnd }) =>
            ({ name, duration, script: processingEnd - processingStart })))).observe({ type: "event", durationThreshold: 16 });
    });
    const begun = performance.now();
    await page.goto(`${server.url}index.html`);
    await page.locator(".patterns-shown").waitFor();
    const ready = Math.round(performance.now() - begun);
    const take = async () => {
        await page.waitForTimeout(150);
        return page.evaluate(() => globalThis.timings.splice(0));
    };
    // By the mouse itself: Playwright's own click runs scripts in the page while the event is handled.
    const click = async (locator) => {
        await locator.scrollIntoViewIfNeeded();
        const { x, y, width, height } = await locator.boundingBox();
        await page.waitForTimeout(60);
        await page.mouse.click(x + width / 2, y + height / 2);
        await page.waitForTimeout(100);
    };
    const acts = {
        keys: async () => {
            await page.locator(".patterns-controls [type=search]").click();
            await take();
            for (const key of [..."retry cache", ...Array(11).fill("Backspace"), ..."sh 9", ...Array(4).fill("Backspace")]) {
                await page.keyboard.press(key);
                await page.waitForTimeout(100);
            }
            return 30;
        },
        boxes: async () => {
            const boxes = await page.locator(".patterns-option:visible input").all();
            for (const box of [...boxes, ...boxes]) {
                await click(box);
            }
            return boxes.length * 2;
        },
        sorts: async () => {
            for (let at = 0; at < 24; at += 1) {
                await click(page.locator(".patterns-sort").nth(at % 4));
            }
            return 24;
        },
        views: async () => {
            for (let at = 1; at <= 24; at += 1) {
                await click(page.locator(".patterns-views button").nth(at % 3));
            }
            return 24;
        },
    };
    const html = (await stat(join(folder, "index.html"))).size;
    const out = [`${await page.locator(".patterns-shown").textContent()}; ${(html / 1e6).toFixed(2)} MB of HTML; ready after ${ready} ms`];
    for (const [name, act] of Object.entries(acts)) {
        await take();
        const count = await act();
        const wanted = name === "keys" ? ["keydown"] : ["click"];
        const slow = (await take()).filter((timing) => wanted.includes(timing.name)).map(({ duration }) => duration);
        // What Event Timing does not report took less than 16 ms.
        const all = [...slow, ...Array(Math.max(0, count - slow.length)).fill(8)].sort((a, b) => a - b);
        const at = (share) => all[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)];
        out.push(`${name}: ${count}, median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${all.at(-1)} ms`);
    }
    await browser.close();
    server.close();
    process.stdout.write(`${out.join("\n")}\n`);
}

const [task, folder, count] = process.argv.slice(2);
if (task === "generate") {
    await generate(folder, Number(count));
} else {
    await measure(folder);
}
