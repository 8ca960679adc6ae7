// What people install without a compiler, made here and used in an empty folder. Run by `node --test packages/`.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { pack } from "./npm/pack.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const program = join(root, "target", "debug", process.platform === "win32" ? "mdbook-patterns.exe" : "mdbook-patterns");
const version = /\nversion = "([^"]+)"/.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1];

/** The target of Rust whose package this machine takes. */
const target = {
    "linux-x64": "x86_64-unknown-linux-musl",
    "linux-arm64": "aarch64-unknown-linux-musl",
    "darwin-x64": "x86_64-apple-darwin",
    "darwin-arm64": "aarch64-apple-darwin",
    "win32-x64": "x86_64-pc-windows-msvc",
}[`${process.platform}-${process.arch}`];

const shell = process.platform === "win32";

function folder(context) {
    const path = mkdtempSync(join(tmpdir(), "mdbook-patterns-"));
    context.after(() => rmSync(path, { recursive: true, force: true }));
    return path;
}

/** Whether a program is installed. */
function isThere(name) {
    return spawnSync(name, ["--version"], { shell }).status === 0;
}

const isBuilt = { skip: existsSync(program) ? false : "the program is not built: cargo build" };

test("the npm packages bring the program into an empty folder", isBuilt, (context) => {
    const out = folder(context);
    pack(out, [[target, program]]);
    const packed = readdirSync(out).map((name) => {
        const made = execFileSync("npm", ["pack", "--json", "--pack-destination", out], { cwd: join(out, name), shell });
        return join(out, JSON.parse(made.toString())[0].filename);
    });
    const user = folder(context);
    writeFileSync(join(user, "package.json"), '{"private": true}');
    execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", ...packed], { cwd: user, shell });
    const installed = join(user, "node_modules", ".bin", "mdbook-patterns");
    assert.equal(execFileSync(installed, ["--version"], { shell }).toString(), `mdbook-patterns ${version}\n`);
    const refused = spawnSync(installed, ["explain", "P9999"], { shell });
    assert.equal(refused.status, 2, "the exit code is that of the program");
    // What mdBook sends arrives, and what it reads comes back.
    const asked = spawnSync(installed, [], { input: "nothing of mdBook's", shell });
    assert.match(asked.stderr.toString(), /is not what mdBook 0\.5 sends/);
});

test("a platform without a package is told so", (context) => {
    const alone = folder(context);
    mkdirSync(join(alone, "bin"));
    const start = join(root, "packages", "npm", "mdbook-patterns", "start.js");
    const file = join(alone, "bin", "start.js");
    writeFileSync(file, readFileSync(start));
    const run = spawnSync(process.execPath, [file, "--version"], { cwd: alone });
    assert.equal(run.status, 2);
    assert.match(run.stderr.toString(), /there is no program for \S+\. Install with optional dependencies/);
});

const hasMaturin = { skip: isThere("maturin") ? isBuilt.skip : "maturin is not installed" };

test("a wheel holds the programs", hasMaturin, (context) => {
    const out = folder(context);
    execFileSync("maturin", ["build", "--profile", "dev", "--locked", "--features", "cards", "--out", out], { cwd: root, stdio: "ignore" });
    const [wheel] = readdirSync(out);
    assert.ok(wheel.startsWith(`mdbook_patterns-${version}-py3-none-`), wheel);
    const list = execFileSync("python3", ["-m", "zipfile", "-l", join(out, wheel)]).toString();
    for (const name of ["mdbook-patterns", "cargo-patterns"]) {
        assert.ok(list.includes(`.data/scripts/${name}`), list);
    }
});

/** The workflows of GitHub that the guide and the README show, each with where it stands. */
function shownWorkflows() {
    const guide = join("book", "src", "guide");
    const files = ["README.md", ...readdirSync(join(root, guide)).map((name) => join(guide, name))];
    return files.flatMap((file) => {
        const blocks = readFileSync(join(root, file), "utf8").matchAll(/^```ya?ml[^\n]*\n([^]*?)^```/gm);
        const workflows = [...blocks].map(([, text]) => text).filter((text) => /^jobs:/m.test(text));
        return workflows.map((text, at) => ({ name: `${file.replaceAll(/[\\/.]/g, "-")}-${at}.yml`, text }));
    });
}

test("the workflows, and those that readers copy, have nothing to complain of", (context) => {
    const shown = folder(context);
    const workflows = shownWorkflows();
    assert.ok(workflows.length > 0, "the guide shows a workflow");
    for (const { name, text } of workflows) {
        writeFileSync(join(shown, name), text);
    }
    const lint = join(root, "node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js");
    const own = readdirSync(join(root, ".github", "workflows"));
    for (const [cwd, files, count] of [[root, ".github/workflows/*.yml", own.length], [shown, "*.yml", workflows.length]]) {
        const run = spawnSync(process.execPath, [lint, files], { cwd });
        const said = run.stdout.toString() + run.stderr.toString();
        assert.equal(run.status, 0, said);
        assert.ok(said.includes(`Checking ${count} workflow file(s)`), said);
    }
});

/** The program of this checkout that does what mdBook does. */
const xtask = join(root, "target", "debug", "xtask");

/** Runs the steps of the workflow that the guide shows in a fresh clone of a book; what each that ran gave, by its name. */
function runSteps(context, pages) {
    const [{ text }] = shownWorkflows().filter(({ name }) => name.includes("publish-md"));
    const [job] = text.split("\n  deploy:");
    const steps = job.split(/\n {6}- /).slice(1).map((step) => ({
        name: /name: (.*)/.exec(step)?.[1] ?? /uses: (\S+)/.exec(step)?.[1],
        run: /run: \|\n([^]*)/.exec(step)?.[1] ?? /run: (.*)/.exec(step)?.[1],
    }));
    const origin = folder(context);
    const git = (...args) => execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd: origin, stdio: "ignore" });
    mkdirSync(join(origin, "src"));
    for (const [path, content] of Object.entries(pages)) {
        writeFileSync(join(origin, path), content);
    }
    execFileSync(program, ["install"], { cwd: origin, stdio: "ignore" });
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "A book");
    const clone = join(folder(context), "clone");
    git("clone", "--quiet", origin, clone);
    // What `cargo install` would bring.
    const bin = folder(context);
    symlinkSync(program, join(bin, "mdbook-patterns"));
    writeFileSync(join(bin, "mdbook"), `#!/bin/sh\n[ "$1" = build ] && exec "${xtask}" render .\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, GITHUB_WORKSPACE: clone };
    const ran = [];
    for (const { name, run } of steps.filter((step) => step.run)) {
        const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], { cwd: clone, env });
        ran.push({ name, status, said: stdout.toString() });
        if (status !== 0) {
            break;
        }
    }
    return { ran, steps: steps.map(({ name }) => name), clone };
}

const canRunSteps = { skip: process.platform === "win32" ? "the workflow is for Linux" : existsSync(xtask) ? isBuilt.skip : "cargo build --package xtask" };

const BOOK = {
    "book.toml": '[book]\ntitle = "Runbooks"\n',
    "src/SUMMARY.md": "# Summary\n\n- [Restart](restart.md)\n",
    "src/restart.md": "---\ntitle: Restart\ntype: runbook\n---\n# Restart\n",
};

test("the workflow of the guide checks and builds a fresh clone", canRunSteps, (context) => {
    const { ran, clone } = runSteps(context, BOOK);
    assert.deepEqual(ran.map(({ name, status }) => [name, status]), [["Install", 0], ["Check", 0], ["Build", 0]]);
    assert.ok(existsSync(join(clone, "book", "html", "restart.html")), "the folder that is uploaded");
});

test("the workflow of the guide is red for a problem, after it has kept the programs", canRunSteps, (context) => {
    const broken = { ...BOOK, "src/restart.md": BOOK["src/restart.md"] + "\n[a](b.md)\n" };
    const { ran, steps } = runSteps(context, broken);
    assert.deepEqual(ran.map(({ name, status }) => [name, status]), [["Install", 0], ["Check", 1]]);
    assert.match(ran[1].said, /^::warning file=src\/restart\.md,line=7,/m);
    assert.ok(steps.indexOf("actions/cache/save@v4") < steps.indexOf("Check"), steps.join());
});

test("what people name has the version of the program", () => {
    const action = readFileSync(join(root, "action.yml"), "utf8");
    assert.equal(/\n {2}version:\n(?: {4}.*\n)*? {4}default: (\S+)\n/.exec(action)?.[1], version);
    assert.ok(action.includes(`such as ${version}\n`), "the description of the input `version`");
});

const vscode = join(root, "editors", "vscode");

/** The version of the program that packages extensions. */
const VSCE = "4.1.0";

/** Whether npm failed because nothing could be fetched. */
function isOffline(run) {
    return run.status !== 0 && /ENOTFOUND|network|ECONN|ETIMEDOUT|EAI_AGAIN|ENOTCACHED/.test(run.stderr.toString());
}

test("the extension of VS Code has the version of the program, and is packaged", (context) => {
    const manifest = JSON.parse(readFileSync(join(vscode, "package.json"), "utf8"));
    assert.equal(manifest.version, version);
    const out = folder(context);
    for (const name of readdirSync(vscode).filter((name) => name !== "node_modules")) {
        writeFileSync(join(out, name), readFileSync(join(vscode, name)));
    }
    const install = ["install", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"];
    const fetched = spawnSync("npm", install, { cwd: out, shell });
    if (isOffline(fetched)) {
        context.skip("npm cannot fetch what the extension depends on");
        return;
    }
    assert.equal(fetched.status, 0, fetched.stderr.toString());
    const made = spawnSync("npm", ["exec", "--yes", `--package=@vscode/vsce@${VSCE}`, "--", "vsce", "package", "--out", "it.vsix"], { cwd: out, shell });
    if (isOffline(made)) {
        context.skip("npm cannot fetch vsce");
        return;
    }
    assert.equal(made.status, 0, made.stdout.toString() + made.stderr.toString());
    const list = execFileSync("python3", ["-m", "zipfile", "-l", join(out, "it.vsix")]).toString();
    for (const name of ["extension/extension.js", "extension/package.json", "extension/node_modules/vscode-languageclient/"]) {
        assert.ok(list.includes(name), `${name} is not in the package:\n${list}`);
    }
});
