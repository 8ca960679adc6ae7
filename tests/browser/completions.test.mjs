// The line of completions below the search box, as readers meet it: by pointer, by keyboard, on a phone, in a theme of the dark.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { harness, open, THEMES, violations } from "./support.mjs";
import { serving } from "./installed.mjs";

const { browser } = harness();

const page = (title, rest, text) => `---\ntitle: ${title}\ntype: pattern\n${rest}---\n# ${title}\n\n${text}\n`;
const files = (language, direction = "") => ({
    "book.toml": `[book]\ntitle = "Names"\nlanguage = "${language}"\n${direction}[output.html.search]\nenable = false\n`,
    "src/SUMMARY.md": "# Summary\n\n- [Breaker](breaker.md)\n- [Budget](budget.md)\n- [Log](log.md)\n- [École](ecole.md)\n- [断路器](cjk.md)\n- [Grep](grep.md)\n- [Tests](tests.md)\n",
    "src/breaker.md": page("Circuit breaker", "", "Stops calls.\n\n## Circuits that never close\n\nA circuit stays open.\n\n## Half-open circuits\n\nOne call."),
    "src/budget.md": page("Retry budget", "also_known_as: [Retry quota]\n", "A share of calls may be tried again."),
    "src/log.md": page("Write-ahead log", "also_known_as: [WAL, Redo journal]\n", "Written first."),
    "src/ecole.md": page("École d’été", "", "Cours."),
    "src/grep.md": "---\ntitle: grep -v explained\ntype: pattern\n---\n\nnpm install foo\n\n```sh\nnpm run build\n```\n",
    "src/tests.md": page("Half an open cup", "", "Tried first."),
    "src/cjk.md": page("断路器模式", "", "停止调用。"),
});

describe("completions", () => {
    const [server, rtl] = serving(files("en"), files("de", "text-direction = \"rtl\"\n"));
    /** Runs in the open box, after something was typed. */
    const typed = async (text, run, options = {}) => {
        const one = await open(browser(), `${(options.of ?? server).url}log.html`, options);
        await one.keyboard.press("Control+k");
        await one.getByRole("combobox").pressSequentially(text);
        await one.locator(".patterns-option-found, .patterns-empty").first().waitFor();
        await run(one, one.locator(".patterns-completions"), one.getByRole("combobox"));
        assert.deepEqual(one.errors, []);
        await one.context().close();
    };
    /** Waits until a completion is there. */
    const offers = async (line, text) => line.getByRole("button", { name: text, exact: true }).waitFor();

    for (const [text, completions] of Object.entries({
        "circ": ["Circuit breaker", "Circuits that never close", "Half-open circuits"],
        "retry q": ["Retry quota"],
        "c": ["Circuit breaker"],
        "cir bre": ["Circuit breaker"],
        "wri log": ["Write-ahead log"],
        "ret quo": ["Retry quota"],
        "redo": ["Redo journal"],
        "ecole": ["École d’été"],
        "断路": ["断路器模式"],
        "budget or circuit b": ["budget or Circuit breaker"],
    })) {
        test(`“${text}” may become ${completions.join(", ")}`, async () => {
            await typed(text, async (one, line) => {
                for (const completion of completions) {
                    await offers(line, completion);
                }
            });
        });
    }

    test("what starts exactly so comes before a title with words left out", async () => {
        await typed("half-open c", async (one, line) => {
            await offers(line, "Half an open cup");
            await offers(line, "Half-open circuits");
            assert.equal(await line.getByRole("button").first().innerText(), "Half-open circuits");
        });
    });

    test("a click completes the query, and the reader types on", async () => {
        await typed("circ", async (one, line, input) => {
            await line.getByRole("button", { name: "Circuit breaker" }).click();
            assert.equal(await input.inputValue(), "Circuit breaker");
            assert.equal(await input.evaluate((it) => it === document.activeElement), true);
            await one.locator(".patterns-option-found").first().getByText("Circuit breaker").first().waitFor();
            await line.getByRole("button", { name: "Circuit breaker", exact: true }).waitFor({ state: "hidden" });
            await one.keyboard.type(" x");
            assert.equal(await input.inputValue(), "Circuit breaker x");
        });
    });

    test("a name whose signs mean something completes to a phrase, which finds it", async () => {
        await typed("grep", async (one, line, input) => {
            await line.getByRole("button", { name: '"grep -v explained"', exact: true }).click();
            assert.equal(await input.inputValue(), '"grep -v explained"');
            await one.locator(".patterns-option-found").first().getByText("grep -v explained").first().waitFor();
        });
    });

    test("neither what a page starts with nor code is a name", async () => {
        await typed("npm", async (one, line) => {
            await one.locator(".patterns-option-found").first().waitFor();
            assert.equal(await line.getByRole("button").count(), 0);
        });
    });

    test("the line is one stop of Tab with arrows in it, and the arrow at the end of the text leads there", async () => {
        await typed("circ", async (one, line, input) => {
            await offers(line, "Half-open circuits");
            const focused = () => one.evaluate(() => document.activeElement.textContent);
            await one.keyboard.press("ArrowRight");
            assert.equal(await focused(), "Circuit breaker");
            await one.keyboard.press("ArrowRight");
            assert.equal(await focused(), "Circuits that never close");
            await one.keyboard.press("Enter");
            assert.equal(await input.inputValue(), "Circuits that never close");
            await input.fill("circ");
            await offers(line, "Half-open circuits");
            await one.keyboard.press("Tab");
            await one.keyboard.press("Tab");
            assert.equal(await focused(), "Circuit breaker");
            await one.keyboard.press("Tab");
            assert.equal(await line.evaluate((it) => it.contains(document.activeElement)), false);
            // Within the text it moves in the text; down goes to the results as ever.
            await input.focus();
            await one.keyboard.press("Home");
            await one.keyboard.press("ArrowRight");
            assert.equal(await input.evaluate((it) => [it === document.activeElement, it.selectionStart].join()), "true,1");
            await one.keyboard.press("ArrowDown");
            assert.match(await input.getAttribute("aria-activedescendant"), /-0$/);
        });
    });

    test("from right to left the other arrow leads there", async () => {
        await typed("circ", async (one, line) => {
            assert.equal(await line.getAttribute("aria-label"), "Ergänzungen");
            await one.keyboard.press("ArrowLeft");
            assert.equal(await one.evaluate(() => document.activeElement.textContent), "Circuit breaker");
        }, { of: rtl });
    });

    for (const text of ["\"circuit b", "circuit breaker", "zzzz", "-circ"]) {
        test(`“${text}” has no completions, and no empty line`, async () => {
            await typed(text, async (one, line) => {
                assert.equal(await line.isVisible(), false);
            });
        });
    }

    test("all results and recent queries have no completions", async () => {
        await typed("circ", async (one, line, input) => {
            await offers(line, "Circuit breaker");
            await one.keyboard.press("Enter");
            await one.locator(".patterns-found").first().waitFor();
            assert.equal(await line.isVisible(), false);
            await one.keyboard.press("Escape");
            await one.keyboard.press("Control+k");
            await input.fill("");
            await one.locator(".patterns-search-hints").waitFor();
            assert.equal(await line.isVisible(), false);
        });
    });

    test("on a phone it is one line of full height, which scrolls, and the box is not wider than the screen", async () => {
        await typed("circ", async (one, line) => {
            await offers(line, "Half-open circuits");
            const boxes = await line.getByRole("button").evaluateAll((all) => all.map((button) => button.getBoundingClientRect()).map(({ top, height }) => [Math.round(top), height]));
            assert.equal(new Set(boxes.map(([top]) => top)).size, 1);
            assert.deepEqual(boxes.filter(([, height]) => height < 44), []);
            const [width, client] = await one.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
            assert.ok(width <= client);
            const [inner, outer] = await one.locator(".patterns-search-body").evaluate((body) => [body.scrollWidth, body.clientWidth]);
            assert.ok(inner <= outer, `${inner} > ${outer}`);
        }, { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });
    });

    for (const theme of THEMES) {
        test(`axe finds nothing in ${theme}`, async () => {
            await typed("circ", async (one, line) => {
                await offers(line, "Half-open circuits");
                assert.deepEqual(await violations(one, ".patterns-search"), []);
            }, { theme });
        });
    }
});
