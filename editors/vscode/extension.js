// Starts `mdbook-patterns lsp` for the Markdown files of books. All that an author sees comes from the server.
"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

const files = ["**/*.md", "**/book.toml"];

async function start() {
    const command = workspace.getConfiguration("mdbook-patterns").get("path", "mdbook-patterns");
    const server = { command, args: ["lsp"] };
    client = new LanguageClient("mdbook-patterns", "mdbook-patterns", server, {
        documentSelector: files.map((pattern) => ({ scheme: "file", pattern })),
    });
    try {
        await client.start();
    } catch (error) {
        client = undefined;
        const reason = error instanceof Error ? error.message : String(error);
        await window.showErrorMessage(
            `Cannot start ${command}: ${reason}. Install it with \`cargo install mdbook-patterns\`, or set "mdbook-patterns.path".`,
        );
    }
}

async function stop() {
    await client?.stop();
    client = undefined;
}

exports.activate = async (/** @type {{subscriptions: {dispose(): void}[]}} */ context) => {
    const restart = async () => {
        await stop();
        await start();
    };
    context.subscriptions.push(commands.registerCommand("mdbook-patterns.restart", restart));
    const isPath = (/** @type {{affectsConfiguration(name: string): boolean}} */ change) =>
        change.affectsConfiguration("mdbook-patterns.path");
    context.subscriptions.push(workspace.onDidChangeConfiguration((change) => isPath(change) && restart()));
    await start();
};

exports.deactivate = stop;
