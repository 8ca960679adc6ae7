// How fast the catalog answers, by the Event Timing API: from the key or the click to the next paint.
//
//   node tests/browser/bench.mjs generate DIR ENTRIES          writes a library to build with mdBook
//   node tests/browser/bench.mjs page DIR ENTRIES PREPROCESSOR writes only the page of its catalog, which builds at once
//   node tests/browser/bench.mjs measure HTML_DIR [CHECKOUT…]  measures its catalog, with the theme of this checkout,
//                                                              or of several in turn, ROUNDS=3 times each
//   node tests/browser/bench.mjs profile HTML_DIR [CHECKOUT…]  the same under Chromium's trace: where the time goes

import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ACTS, EVENT } from "./bench-acts.mjs";
import { assets, generate, generatePage } from "./bench-library.mjs";
import { answers, cpuTime, trace } from "./bench-trace.mjs";
import { launch, open, root, serve } from "./support.mjs";

const [task, folder, ...rest] = process.argv.slice(2);
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const KINDS = (process.env.ACTS ?? Object.keys(ACTS).join(",")).split(",");
const say = (line) => process.stdout.write(`${line}\n`);

/** The value below which a share of sorted numbers lies. */
function percentile(all, share) {
    const sorted = all.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Says what the main thread did, by kinds of work, for each of so many acts. */
function sayCpu(when, sums, count) {
    const parts = Object.entries(sums).sort((a, b) => b[1] - a[1]);
    const total = parts.reduce((sum, [name, time]) => sum + (name.startsWith("#") ? 0 : time), 0);
    say(`  ${when}, main thread ${(total / count).toFixed(1)} ms: ${parts.filter(([, time]) => time / count >= 0.05)
        .map(([name, time]) => `${name} ${(time / count).toFixed(1)}`).join(", ")}`);
}

/** Opens a catalog with the theme of a checkout, in a browser of its own. */
async function visit(folder, checkout, run) {
    await assets(join(folder, "theme"), checkout);
    const server = await serve(folder);
    const browser = await launch();
    try {
        const page = await open(browser, "about:blank");
        page.setDefaultTimeout(120000);
        await page.addInitScript(() => {
            globalThis.timings = [];
            new PerformanceObserver((list) => globalThis.timings.push(...list.getEntries().map(({ name, duration }) => ({ name, duration }))))
                .observe({ type: "event", durationThreshold: 16 });
        });
        const stop = task === "profile" ? await trace(page) : null;
        const begun = performance.now();
        await page.goto(`${server.url}index.html`);
        await page.locator(".patterns-shown").waitFor();
        const ready = performance.now() - begun;
        // Sorting ahead is done.
        await page.waitForTimeout(1500);
        const html = (await stat(join(folder, "index.html"))).size;
        say(`${await page.locator(".patterns-shown").textContent()}; ${(html / 1e6).toFixed(2)} MB of HTML; ready after ${Math.round(ready)} ms`);
        if (stop) {
            sayCpu("opening", cpuTime(await stop(), []).after, 1);
        }
        await run(page);
    } finally {
        await browser.close();
        server.close();
    }
}

/** What Event Timing said of one kind of act; what it does not report took less than 16 ms. */
async function timed(page, kind) {
    const take = async () => {
        await page.waitForTimeout(200);
        return page.evaluate(() => globalThis.timings.splice(0));
    };
    await take();
    const count = await ACTS[kind](page);
    const slow = (await take()).filter(({ name }) => name === EVENT[kind]).map(({ duration }) => duration);
    return [...slow, ...Array(Math.max(0, count - slow.length)).fill(8)];
}

async function measure(folder, checkout) {
    await visit(folder, checkout, async (page) => {
        for (const kind of KINDS) {
            const all = await timed(page, kind);
            say(`${kind}: ${all.length}, median ${percentile(all, 0.5)} ms, 95th percentile ${percentile(all, 0.95)} ms, worst ${Math.max(...all)} ms`);
        }
    });
}

/** What opening the page costs, and each act. */
async function profile(folder, checkout) {
    await visit(folder, checkout, async (page) => {
        for (const kind of KINDS) {
            const stop = await trace(page);
            const count = await ACTS[kind](page);
            const events = await stop();
            const taken = answers(events, [EVENT[kind]]);
            const of = (key, share) => percentile(taken.map((one) => one[key]), share).toFixed(1);
            say(`${kind}: ${count}; to the next paint median ${of("latency", 0.5)} ms, 95th percentile ${of("latency", 0.95)} ms; `
                + `listeners median ${of("script", 0.5)} ms, 95th percentile ${of("script", 0.95)} ms; waiting median ${of("wait", 0.5)} ms`);
            for (const [when, sums] of Object.entries(cpuTime(events, taken))) {
                sayCpu(`${when} it`, sums, count);
            }
        }
    });
}

if (task === "generate") {
    await generate(folder, Number(rest[0]));
} else if (task === "page") {
    await generatePage(folder, Number(rest[0]), rest[1]);
} else {
    const checkouts = rest.length > 0 ? rest : [root];
    for (let round = 0; round < ROUNDS; round += 1) {
        for (const checkout of checkouts) {
            say(`## ${basename(checkout)}`);
            await (task === "profile" ? profile : measure)(folder, checkout);
        }
    }
}
