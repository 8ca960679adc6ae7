//! The language server, spoken to as an editor does: JSON-RPC over its standard input and output.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::run;
use crate::support::{Built, TestBook};

/// An editor.
struct Client<'b> {
    book: &'b Built,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: u64,
    /// The versions of files.
    version: u64,
    /// What the server says of each file at last.
    diagnostics: std::collections::BTreeMap<String, Vec<Value>>,
}

impl<'b> Client<'b> {
    /// Starts the server, which is given nothing but the folder of the book.
    fn start(book: &'b Built) -> Self {
        Self::start_with(book, json!({}))
    }

    /// The same for an editor with these capabilities.
    fn start_with(book: &'b Built, capabilities: Value) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"));
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).env("PATH", "").current_dir("/");
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut client =
            Self { book, child, input, output, next: 0, version: 1, diagnostics: Default::default() };
        let params = json!({"processId": null, "rootUri": client.uri(""), "capabilities": capabilities});
        let can = client.ask("initialize", params);
        assert_eq!(can["capabilities"]["positionEncoding"], "utf-16");
        client.tell("initialized", json!({}));
        client
    }

    fn uri(&self, file: &str) -> String {
        let path = self.book.root().join(file).to_string_lossy().into_owned();
        format!("file://{}", path.trim_end_matches('/').replace(' ', "%20"))
    }

    fn write(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The next message of the server.
    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has hung up");
            match line.trim().split_once(": ") {
                Some((_, value)) => length = value.parse().unwrap(),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            let file = message["params"]["uri"].as_str().unwrap().replace(&self.uri(""), "");
            let found = message["params"]["diagnostics"].as_array().unwrap().clone();
            // What is said of a text that has changed since is of no interest.
            let is_new = message["params"]["version"].as_u64().is_none_or(|version| version == self.version);
            if !is_new {
                return message;
            }
            self.diagnostics.insert(file.trim_start_matches('/').to_owned(), found);
        }
        message
    }

    /// The whole answer to a request.
    fn answer(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.write(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message["id"] == id {
                return message;
            }
        }
    }

    #[track_caller]
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert_eq!(answer.get("error"), None, "{method}: {answer}");
        answer["result"].clone()
    }

    fn open(&mut self, file: &str, text: &str) {
        self.version += 1;
        self.diagnostics.remove(file);
        let document =
            json!({"uri": self.uri(file), "languageId": "markdown", "version": self.version, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&mut self, file: &str, text: &str) {
        self.version += 1;
        self.diagnostics.remove(file);
        let document = json!({"uri": self.uri(file), "version": self.version});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [{"text": text}]}),
        );
    }

    /// Asks about the place of `|` in a text, which is opened without it.
    fn at(&mut self, method: &str, file: &str, marked: &str) -> Value {
        self.at_with(method, file, marked, json!({}))
    }

    fn at_with(&mut self, method: &str, file: &str, marked: &str, more: Value) -> Value {
        let (before, after) = marked.split_once('|').unwrap();
        self.change(file, &format!("{before}{after}"));
        let line = before.rsplit('\n').next().unwrap();
        let position =
            json!({"line": before.matches('\n').count(), "character": line.encode_utf16().count()});
        let mut params = json!({"textDocument": {"uri": self.uri(file)}, "position": position});
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.ask(method, params)
    }

    fn labels(&mut self, file: &str, marked: &str) -> Vec<String> {
        let list = self.at("textDocument/completion", file, marked);
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Waits until the server has said what it has to say: it answers in order.
    fn settle(&mut self) {
        // Diagnostics follow when nothing is left to read; the answer to the second question comes after them.
        for _ in 0..2 {
            self.ask("workspace/symbol", json!({"query": "no page is called so"}));
            std::thread::yield_now();
        }
    }

    /// The diagnostics of a file, once there are such as `is_wanted`.
    fn diagnostics_of(&mut self, file: &str, is_wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        loop {
            if let Some(found) = self.diagnostics.get(file).filter(|found| is_wanted(found)) {
                return found.clone();
            }
            self.read();
        }
    }

    fn stop(mut self) -> Option<i32> {
        self.ask("shutdown", json!(null));
        self.tell("exit", json!(null));
        self.child.wait().unwrap().code()
    }
}

const RETRY: &str = "---\ntitle: Retry\ntype: pattern\ntier: gold\ncategory: resilience\ndescription: Tries again.\nrelated: [timeout]\n---\n# Retry\n\n## Use it\n\nSee [Timeout](timeout.md#when).\n";
const TIMEOUT: &str = "---\ntitle: Timeout\ntype: pattern\ntier: silver\ncategory: resilience\ndescription: Gives up.\n---\n# Timeout\n\n## When\n\nText.\n";

fn book() -> Built {
    TestBook::new().page("retry.md", RETRY).page("timeout.md", TIMEOUT).write()
}

/// What `check` says of a file that holds `text`, in the form of the server's diagnostics.
fn checked(book: &Built, file: &str) -> Vec<(String, String, u64, u64)> {
    let report: Value = serde_json::from_str(&run(book, &["check", "--format", "json"]).stdout).unwrap();
    let of_file = report["problems"].as_array().unwrap().iter().filter(|problem| problem["file"] == file);
    let one = |problem: &Value| {
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        let help = problem["help"].as_str().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let number = |key: &str| problem[key].as_u64().unwrap();
        (text("code"), text("message") + &help, number("line") - 1, number("end_line") - 1)
    };
    of_file.map(one).collect()
}

#[test]
fn unsaved_text_has_the_diagnostics_that_check_has_once_it_is_saved() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    for text in [
        RETRY.replace("gold", "glod"),
        RETRY.replace("timeout.md#when", "tiemout.md").replace('\n', "\r\n"),
        RETRY.replace("related: [timeout]", "related: [😀, timeuot]\nupdated: March 2024\nx: y: z"),
        RETRY.replace("# Retry", "# Retry 😀 {{#patterns nothing}}\n\n![a](none.png) [b](#gone)"),
        "---\ntitle: Unclosed\n".to_owned(),
        String::new(),
    ] {
        client.change("src/retry.md", &text);
        std::fs::write(book.root().join("src/retry.md"), &text).unwrap();
        let expected = checked(&book, "src/retry.md");
        let found = client.diagnostics_of("src/retry.md", |found| found.len() == expected.len());
        let said = |one: &Value| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            let line = |end: &str| one["range"][end]["line"].as_u64().unwrap();
            (text("code"), text("message"), line("start"), line("end"))
        };
        assert_eq!(found.iter().map(said).collect::<Vec<_>>(), expected, "{text}");
    }
    client.change("src/retry.md", RETRY);
    client.diagnostics_of("src/retry.md", <[Value]>::is_empty);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_is_not_told_of_files_beside_a_page() {
    let book = TestBook::new()
        .page("plain.md", "# Plain\n")
        .file("src/plain.yaml", "title: Plain\nstatus: accepted\ntags: [x]\n")
        .write();
    let codes = checked(&book, "src/plain.md").into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
    assert_eq!(codes, ["P1107"]);
    let mut client = Client::start(&book);
    client.open("src/plain.md", "# Plain\n\n[b](gone.md)\n");
    // The server would read them again with each letter.
    let found = client.diagnostics_of("src/plain.md", |found| !found.is_empty());
    assert_eq!(found.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(), ["P0801"]);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_answer_in_between_takes_no_diagnostics_away() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    client.diagnostics_of("src/retry.md", <[Value]>::is_empty);
    for tier in ["glod", "sliver", "golden"] {
        // The question is there before the server has come to check the new text.
        client.labels("src/retry.md", &RETRY.replace("gold", &format!("{tier}|")));
        let found = client.diagnostics_of("src/retry.md", |found| !found.is_empty());
        assert!(found[0]["message"].as_str().unwrap().contains(tier), "{found:?}");
    }
}

#[test]
fn places_count_utf16_units() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", "# Retry\r\n\r\n😀é [x](gone.md)\r\n");
    let found = client.diagnostics_of("src/retry.md", |found| found.iter().any(|one| one["code"] == "P0801"));
    let broken = found.iter().find(|one| one["code"] == "P0801").unwrap();
    assert_eq!(
        broken["range"],
        json!({"start": {"line": 2, "character": 8}, "end": {"line": 2, "character": 15}})
    );
}

#[test]
fn a_change_of_one_page_reads_one_page() {
    let mut book = TestBook::new().page("retry.md", RETRY).page("timeout.md", TIMEOUT);
    for n in 0..40 {
        book = book.page(
            &format!("n{n}.md"),
            &format!("---\ntitle: N{n}\ntype: pattern\nrelated: [retry]\n---\n# N{n}\n"),
        );
    }
    let book = book.write();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    client.settle();
    assert!(client.ask("mdbook-patterns/parsed", json!({})).as_u64().unwrap() <= 42);
    for word in ["a", "ab", "abc"] {
        client.change("src/retry.md", &RETRY.replace("Text", word).replace("gold", "glod"));
        client.settle();
        assert!(client.ask("mdbook-patterns/parsed", json!({})).as_u64().unwrap() <= 1);
    }
    client.change("src/retry.md", &RETRY.replace("title: Retry", "title: Again"));
    client.settle();
    assert_eq!(client.ask("mdbook-patterns/parsed", json!({})), 1);
}

#[test]
fn chapters_that_are_only_planned_are_not_read_again() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [Retry](retry.md)\n- [One]()\n- [Two]()\n")
        .file("src/retry.md", RETRY)
        .write();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    client.settle();
    client.change("src/retry.md", &RETRY.replace("Use it", "Use them"));
    client.settle();
    assert_eq!(client.ask("mdbook-patterns/parsed", json!({})), 1);
}

#[test]
fn fixes_and_probable_names_are_actions() {
    let book = book();
    let mut client = Client::start(&book);
    let text = RETRY
        .replace("related: [timeout]", "related: [timeuot]\nupdated: March 2024\ntags: [\"😀\", x]")
        .replace("(timeout.md#when)", "(tiemout.md)");
    client.open("src/retry.md", &text);
    let uri = client.uri("src/retry.md");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let actions = client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": uri}, "range": all, "context": {"diagnostics": []}}),
    );
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Write `timeout` (probably meant)",
            "Write `2024-03`",
            "Write `timeout.md` (probably meant)",
            "Fix all certain problems in this file"
        ]
    );
    let apply = |action: &Value| {
        let edit = &action["edit"]["changes"][&uri][0];
        let byte = |end: &str| {
            let place = &edit["range"][end];
            let start = text
                .split_inclusive('\n')
                .take(usize::try_from(place["line"].as_u64().unwrap()).unwrap())
                .map(str::len)
                .sum::<usize>();
            let units = usize::try_from(place["character"].as_u64().unwrap()).unwrap();
            start
                + String::from_utf16(&text[start..].encode_utf16().take(units).collect::<Vec<_>>())
                    .unwrap()
                    .len()
        };
        format!("{}{}{}", &text[..byte("start")], edit["newText"].as_str().unwrap(), &text[byte("end")..])
    };
    assert!(apply(&actions[0]).contains("related: [timeout]\n"));
    assert!(apply(&actions[1]).contains("updated: 2024-03\n"));
    assert!(apply(&actions[2]).contains("[Timeout](timeout.md)."));
}

#[test]
fn what_may_be_written_is_offered() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let has = |client: &mut Client<'_>, marked: &str, wanted: &[&str], not: &[&str]| {
        let labels = client.labels("src/retry.md", marked);
        for label in wanted {
            assert!(labels.iter().any(|known| known == label), "{marked}: no {label} in {labels:?}");
        }
        for label in not {
            assert!(!labels.iter().any(|known| known == label), "{marked}: {label}");
        }
    };
    has(&mut client, "---\ntitle: A\nti|\n---\n# A\n", &["tier", "description"], &["title", "lastUpdated"]);
    has(&mut client, "---\n|", &["title", "tier"], &[]);
    has(&mut client, "+++\ntitle = \"A\"\n|\n+++\n", &["tier"], &["title"]);
    has(&mut client, "---\ntier: |\n---\n", &["gold", "silver", "bronze"], &["retry"]);
    has(&mut client, "---\ntags: [a]\ncategory: [x, re|]\n---\n", &["resilience"], &[]);
    has(&mut client, "---\nrelated:\n  - a\n  - ti|\n---\n", &["timeout"], &["retry"]);
    has(&mut client, "---\nrelated: [😀, ti|]\n---\n", &["timeout"], &[]);
    has(&mut client, "---\ndraft: |\n---\n", &["true", "false"], &[]);
    has(&mut client, "---\ntype: pa|\n---\n", &["pattern"], &[]);
    has(&mut client, "---\ntitle: A\n---\n\n[x](|", &["timeout.md", "retry.md"], &[]);
    has(&mut client, "---\ntitle: A\n---\n\n[x](timeout.md#|)", &["when", "timeout"], &[]);
    has(&mut client, "---\ntitle: A\n---\n\n## Own\n\n[x](#|)", &["own"], &["when"]);
    has(&mut client, "# A\n\n{{#patterns c|}}\n", &["catalog", "count"], &["filter"]);
    has(&mut client, "# A\n\n{{#patterns count f|}}\n", &["filter"], &["view"]);
    has(&mut client, "# A\n\n{{#patterns count filter=\"tier:g|\"}}\n", &["gold"], &[]);
    has(&mut client, "# A\n\n> [!ax|]\n", &["axiom"], &[]);
    has(&mut client, "# A\n\nText|", &[], &["tier", "timeout.md"]);
    let list = client.at("textDocument/completion", "src/retry.md", "---\nrelated: [😀, ti|]\n---\n");
    let timeout = list["items"].as_array().unwrap().iter().find(|item| item["label"] == "timeout").unwrap();
    assert_eq!(
        timeout["textEdit"],
        json!({"range": {"start": {"line": 1, "character": 14}, "end": {"line": 1, "character": 16}}, "newText": "timeout"})
    );
    assert_eq!(timeout["detail"], "Timeout");
    // What a page is about comes when a choice is looked at.
    assert_eq!(timeout.get("documentation"), None);
    let timeout = client.ask("completionItem/resolve", timeout.clone());
    assert!(timeout["documentation"]["value"].as_str().unwrap().contains("Gives up."), "{timeout}");
    assert_eq!(client.ask("completionItem/resolve", json!({"label": "x"})), json!({"label": "x"}));
}

#[test]
fn things_say_what_they_are() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let said = |client: &mut Client<'_>, marked: &str| {
        client.at("textDocument/hover", "src/retry.md", marked)["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(said(&mut client, &RETRY.replace("tier:", "ti|er:")).contains("How well it is proven"));
    let term = said(&mut client, &RETRY.replace("resilience", "resil|ience"));
    assert!(term.contains("**Resilience** (Category), 2 entries"), "{term}");
    let page = said(&mut client, &RETRY.replace("[timeout]", "[time|out]"));
    assert!(page.starts_with("**Timeout** · Silver") && page.contains("Gives up."), "{page}");
    assert!(said(&mut client, &RETRY.replace("(timeout.md", "(time|out.md")).starts_with("**Timeout**"));
    assert_eq!(said(&mut client, &RETRY.replace("## Use it", "## Use| it")), "");
}

#[test]
fn definitions_and_references_are_found() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let place = |client: &Client<'_>, value: &Value| {
        let file = value["uri"].as_str().unwrap().replace(&format!("{}/", client.uri("")), "");
        format!("{file}:{}:{}", value["range"]["start"]["line"], value["range"]["start"]["character"])
    };
    let found =
        client.at("textDocument/definition", "src/retry.md", &RETRY.replace("[timeout]", "[t|imeout]"));
    assert_eq!(place(&client, &found), "src/timeout.md:0:0");
    let found = client.at(
        "textDocument/definition",
        "src/retry.md",
        &RETRY.replace("timeout.md#when", "timeout.md#w|hen"),
    );
    assert_eq!(place(&client, &found), "src/timeout.md:9:0");
    let found =
        client.at("textDocument/references", "src/retry.md", &RETRY.replace("[timeout]", "[t|imeout]"));
    let places: Vec<String> = found.as_array().unwrap().iter().map(|one| place(&client, one)).collect();
    assert_eq!(places, ["src/SUMMARY.md:3:2", "src/retry.md:6:10", "src/retry.md:12:14"]);
    let found =
        client.at("textDocument/references", "src/retry.md", &RETRY.replace("resilience", "res|ilience"));
    let places: Vec<String> = found.as_array().unwrap().iter().map(|one| place(&client, one)).collect();
    assert_eq!(places, ["src/retry.md:4:10", "src/timeout.md:4:10"]);
    let found =
        client.at("textDocument/references", "src/timeout.md", &TIMEOUT.replace("# Timeout", "# Time|out"));
    assert_eq!(found.as_array().unwrap().len(), 3);
}

#[test]
fn symbols_are_headings_and_entries() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let uri = client.uri("src/retry.md");
    let found = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!((&found[0]["name"], &found[0]["children"][0]["name"]), (&json!("Retry"), &json!("Use it")));
    let found = client.ask("workspace/symbol", json!({"query": "TIME"}));
    assert_eq!((found.as_array().unwrap().len(), &found[0]["name"]), (1, &json!("Timeout")));
    assert_eq!(client.ask("workspace/symbol", json!({"query": ""})).as_array().unwrap().len(), 2);
}

/// The capabilities of an editor that moves files where an edit says so.
fn moving_files() -> Value {
    json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename"]}}})
}

#[test]
fn a_page_is_not_renamed_where_the_editor_would_leave_its_file() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let params = json!({"textDocument": {"uri": client.uri("src/retry.md")}, "position": {"line": 6, "character": 12}, "newName": "deadline"});
    // Before a name is typed.
    let refused = client.answer("textDocument/prepareRename", params.clone());
    assert_eq!(
        refused["error"]["message"],
        "this editor does not move files for a language server; run `mdbook-patterns mv src/timeout.md NEW_PATH` in the folder of the book"
    );
    // An editor that does not ask before.
    let refused = client.answer("textDocument/rename", params.clone());
    assert_eq!(
        refused["error"]["message"],
        "this editor does not move files for a language server; run `mdbook-patterns mv src/timeout.md src/deadline.md` in the folder of the book"
    );
    // The command is one that a shell reads so.
    let mut spaced = params;
    spaced["newName"] = json!("author's dead line");
    let refused = client.answer("textDocument/rename", spaced);
    assert_eq!(
        refused["error"]["message"],
        r"this editor does not move files for a language server; run `mdbook-patterns mv src/timeout.md 'src/author'\''s dead line.md'` in the folder of the book"
    );
    // A term moves no file.
    let marked = RETRY.replace("resilience", "res|ilience");
    let prepared = client.at("textDocument/prepareRename", "src/retry.md", &marked);
    assert_eq!(prepared["placeholder"], "resilience");
}

#[test]
fn terms_and_pages_are_renamed_everywhere() {
    let book = book();
    let mut client = Client::start_with(&book, moving_files());
    client.open("src/retry.md", RETRY);
    let marked = RETRY.replace("resilience", "res|ilience");
    let prepared = client.at("textDocument/prepareRename", "src/retry.md", &marked);
    assert_eq!(prepared["placeholder"], "resilience");
    let edit =
        client.at_with("textDocument/rename", "src/retry.md", &marked, json!({"newName": "stability"}));
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(
        changes.keys().map(|uri| uri.rsplit('/').next().unwrap()).collect::<Vec<_>>(),
        ["retry.md", "timeout.md"]
    );
    let marked = RETRY.replace("[timeout]", "[t|imeout]");
    let edit = client.at_with("textDocument/rename", "src/retry.md", &marked, json!({"newName": "deadline"}));
    let operations = edit["documentChanges"].as_array().unwrap();
    let renamed = operations.last().unwrap();
    assert_eq!(
        (&renamed["kind"], renamed["newUri"].as_str().unwrap().ends_with("/src/deadline.md")),
        (&json!("rename"), true)
    );
    let text = edit.to_string();
    assert!(text.contains("deadline.md") && text.contains("redirect_from: [timeout.html]"), "{text}");
    let refused = client.answer("textDocument/rename", json!({"textDocument": {"uri": client.uri("src/retry.md")}, "position": {"line": 6, "character": 12}, "newName": "retry"}));
    assert!(refused["error"]["message"].as_str().unwrap().contains("is taken"), "{refused}");
    let moved = json!({"files": [{"oldUri": client.uri("src/timeout.md"), "newUri": client.uri("src/deep/timeout.md")}]});
    let edit = client.ask("workspace/willRenameFiles", moved).to_string();
    assert!(edit.contains("\"newText\":\"deep/timeout.md\"") && edit.contains("SUMMARY.md"), "{edit}");
}

#[cfg(unix)]
#[test]
fn links_and_what_they_lead_to_do_not_move() {
    let page = "# A\n\n[a](a.md) [link](link.md)\n";
    let book =
        TestBook::new().summary("# Summary\n\n- [A](a.md)\n- [L](link.md)\n").file("src/a.md", page).write();
    std::os::unix::fs::symlink("a.md", book.root().join("src/link.md")).unwrap();
    std::os::unix::fs::symlink("../shared", book.root().join("src/ldir")).unwrap();
    fs::create_dir(book.root().join("shared")).unwrap();
    let mut client = Client::start_with(&book, moving_files());
    client.open("src/a.md", page);
    let cannot = "src/link.md: this is a symbolic link to `a.md`, and symbolic links cannot move";
    let away = "src/link.md: this is a symbolic link to `a.md`, and what it leads to would move away";
    for (column, error) in [(6, away), (19, cannot)] {
        let params = json!({"textDocument": {"uri": client.uri("src/a.md")}, "position": {"line": 2, "character": column}, "newName": "new"});
        assert_eq!(client.answer("textDocument/rename", params)["error"]["message"], error);
    }
    let folder = "src/ldir: this is a symbolic link to `../shared`, and symbolic links cannot move";
    for (old, error) in [("src/a.md", away), ("src/link.md", cannot), ("src/ldir", folder)] {
        let files = json!({"files": [{"oldUri": client.uri(old), "newUri": client.uri("src/d/new.md")}]});
        assert_eq!(client.answer("workspace/willRenameFiles", files)["error"]["message"], error);
    }
}

/// A text after the edits of an answer, each within a line.
fn edited(text: &str, edits: &Value) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut edits = edits.as_array().cloned().unwrap_or_default();
    let number = |edit: &Value, end: &str, key: &str| edit["range"][end][key].as_u64().unwrap() as usize;
    edits.sort_by_key(|edit| (number(edit, "start", "line"), number(edit, "start", "character")));
    for edit in edits.iter().rev() {
        let line = number(edit, "start", "line");
        assert_eq!(line, number(edit, "end", "line"));
        let byte = |end: &str| {
            let units: Vec<u16> = lines[line].encode_utf16().take(number(edit, end, "character")).collect();
            String::from_utf16(&units).unwrap().len()
        };
        let span = byte("start")..byte("end");
        lines[line].replace_range(span, edit["newText"].as_str().unwrap());
    }
    lines.join("\n")
}

#[test]
fn an_id_is_renamed_where_pages_name_it_so() {
    let target = "---\nid: \"ADR-12\"\ntitle: Use X\n---\n# Use X\n\n## Context\n";
    let other = "---\nrelated:\n  - ADR-12\n  - \"[adr-12](adr-12)\"\n  - Use X\ntags: [adr-12]\nrequires: [adr-12#context]\nsupersedes: 12\n---\n# Other\n\n[X](use-x.md) {{#patterns graph of=ADR-12}}\n\n{{#patterns count filter=\"tags:adr-12 related:adr-12\"}} {{#patterns compare third ADR-12}}\n";
    let third = "---\nid: third\nrelated: [use-x]\n---\n# Third\n\nADR-12 is text.\n";
    let config = "[preprocessor.patterns.catalog]\nfilter = 'related:adr-12 tags:adr-12'\n\n[output.patterns]\nfeed = \"-related:\\u0061dr-12\"\n";
    let book = TestBook::new()
        .config(config)
        .page("use-x.md", target)
        .page("other.md", other)
        .page("third.md", third)
        .write();
    let written = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    let mut client = Client::start(&book);
    client.open("src/other.md", other);
    client.open("src/use-x.md", target);
    for (file, marked) in [
        ("src/use-x.md", target.replace("ADR-12", "ADR|-12")),
        ("src/other.md", other.replacen("- ADR-12", "- ADR|-12", 1)),
        ("src/other.md", other.replacen("(adr-12)", "(adr|-12)", 1)),
    ] {
        let prepared = client.at("textDocument/prepareRename", file, &marked);
        assert_eq!(prepared["placeholder"], "ADR-12");
        let edit = client.at_with("textDocument/rename", file, &marked, json!({"newName": "adr 13"}));
        let changes = edit["changes"].as_object().unwrap();
        assert_eq!(changes.len(), 3, "{edit}");
        let after = edited(&written, &changes[&client.uri("book.toml")]);
        let wanted = written.replace("'related:adr-12", "'related:adr-13").replace("\\u0061dr-12", "adr-13");
        assert_eq!(after, wanted);
        let after = edited(target, &changes[&client.uri("src/use-x.md")]);
        assert_eq!(after, target.replace("\"ADR-12\"", "\"adr 13\""));
        let after = edited(other, &changes[&client.uri("src/other.md")]);
        assert_eq!(
            after,
            "---\nrelated:\n  - adr 13\n  - \"[adr-12](adr 13)\"\n  - Use X\ntags: [adr-12]\nrequires: [adr 13#context]\nsupersedes: adr 13\n---\n# Other\n\n[X](use-x.md) {{#patterns graph of=\"adr 13\"}}\n\n{{#patterns count filter=\"tags:adr-12 related:adr-13\"}} {{#patterns compare third \"adr 13\"}}\n"
        );
    }
    let found = client.at("textDocument/references", "src/use-x.md", &target.replace("ADR-12", "ADR|-12"));
    assert!(found.as_array().unwrap().len() >= 6, "{found}");
    let marked = target.replace("ADR-12", "ADR|-12");
    let place = json!({"line": 1, "character": 8});
    let params =
        json!({"textDocument": {"uri": client.uri("src/use-x.md")}, "position": place, "newName": "third"});
    client.at("textDocument/hover", "src/use-x.md", &marked);
    let refused = client.answer("textDocument/rename", params);
    assert_eq!(refused["error"]["message"], "src/use-x.md: `third` is the name of another page, or no name");
}

#[test]
fn a_summary_and_a_configuration_that_are_not_saved_count_too() {
    let book = book();
    let mut client = Client::start(&book);
    let list = std::fs::read_to_string(book.root().join("src/SUMMARY.md")).unwrap();
    client.open("src/SUMMARY.md", &list.replace("timeout.md", "gone.md"));
    let found = client.diagnostics_of("src/SUMMARY.md", |found| !found.is_empty());
    assert_eq!(found[0]["code"], "P1102");
    client.change("src/SUMMARY.md", &list);
    client.diagnostics_of("src/SUMMARY.md", <[Value]>::is_empty);
    let config = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    client.open("book.toml", &format!("{config}\n[preprocessor.patterns]\nnothing = 1\n"));
    client.diagnostics_of("book.toml", |found| found.iter().any(|one| one["code"] == "P0501"));
}

#[test]
fn no_message_ends_the_server() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let uri = client.uri("src/retry.md");
    for bytes in [
        &b"garbage\r\n\r\n"[..],
        b"Content-Length: 5\r\n\r\n{\"a\":",
        b"Content-Length: nine\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\nnull",
        b"\r\n\r\n\r\n",
        b"Content-Length: 3\r\n\r\n\xff\xfe\xfd",
        b"\x00\x01\x02\r\n",
    ] {
        client.input.write_all(bytes).unwrap();
        client.input.flush().unwrap();
        assert!(client.ask("workspace/symbol", json!({"query": "retry"})).is_array(), "{bytes:?}");
    }
    let deep = "[".repeat(100_000);
    write!(client.input, "Content-Length: {}\r\n\r\n{deep}", deep.len()).unwrap();
    for params in [
        json!(null),
        json!([]),
        json!("x"),
        json!({"textDocument": {"uri": uri}, "position": {"line": -1, "character": "x"}}),
        json!({"textDocument": {"uri": uri}, "position": {"line": u64::MAX, "character": u64::MAX}}),
        json!({"textDocument": {"uri": "file:///none/such.md"}, "position": {"line": 0, "character": 0}}),
        json!({"textDocument": {"uri": "untitled:x"}, "contentChanges": [{"text": "x"}], "position": null, "newName": 5}),
        json!({"textDocument": {"uri": uri}, "contentChanges": [{"range": {}, "text": "x"}], "newName": "../../../x"}),
        json!({"files": [{"oldUri": 1}], "query": {}}),
    ] {
        for method in [
            "textDocument/hover",
            "textDocument/completion",
            "completionItem/resolve",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/documentSymbol",
            "textDocument/codeAction",
            "textDocument/prepareRename",
            "textDocument/rename",
            "workspace/symbol",
            "workspace/willRenameFiles",
            "no/such/method",
            "initialize",
        ] {
            client.answer(method, params.clone());
        }
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didClose",
            "textDocument/didSave",
            "$/cancelRequest",
            "workspace/didChangeWorkspaceFolders",
        ] {
            client.tell(method, params.clone());
        }
    }
    client.write(&json!({"jsonrpc": "2.0", "id": 7, "result": null}));
    let unknown = client.answer("no/such/method", json!({}));
    assert_eq!(unknown["error"]["code"], -32601);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn before_the_first_word_and_after_the_last_nothing_is_answered() {
    let book = book();
    let mut client = Client::start(&book);
    client.ask("shutdown", json!(null));
    assert_eq!(client.answer("workspace/symbol", json!({"query": ""}))["error"]["code"], -32600);
    client.tell("exit", json!(null));
    assert_eq!(client.child.wait().unwrap().code(), Some(0));
    let mut hung_up = Client::start(&book);
    drop(std::mem::replace(
        &mut hung_up.input,
        Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
            .stdin
            .take()
            .unwrap(),
    ));
    assert_eq!(hung_up.child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_rename_counts_parts_that_are_not_saved() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [Index](sub/README.md)\n")
        .file("src/a.md", "# A\n\n{{#include parts/one.md}}\n")
        .file("src/sub/README.md", "# Index\n\n[a](../a.md)\n")
        .file("src/parts/one.md", "Saved.\n")
        .file("src/parts/two.md", "Two.\n")
        .write();
    let mut client = Client::start(&book);
    client.open("src/parts/one.md", "New {{#include two.md}}\n");
    let moved = |client: &mut Client<'_>, old: &str, new: &str| {
        let files = json!({"files": [{"oldUri": client.uri(old), "newUri": client.uri(new)}]});
        client.ask("workspace/willRenameFiles", files)["documentChanges"].as_array().unwrap().clone()
    };
    let edits = moved(&mut client, "src/parts/two.md", "src/two.md");
    assert_eq!(edits.len(), 1, "{edits:?}");
    assert!(edits[0]["textDocument"]["uri"].as_str().unwrap().ends_with("one.md"));
    assert_eq!(edits[0]["edits"][0]["range"]["start"], json!({"line": 0, "character": 15}), "{edits:?}");
    // Each file is edited once.
    let edits = moved(&mut client, "src/sub", "src/deep/sub");
    let uris: std::collections::BTreeSet<String> =
        edits.iter().map(|edit| edit["textDocument"]["uri"].to_string()).collect();
    assert_eq!(uris.len(), edits.len(), "{edits:?}");
}

#[test]
fn a_chapter_that_is_only_planned_is_no_page() {
    let book = book();
    let mut client = Client::start(&book);
    let list = "# Summary\n\n- [Retry](retry.md)\n- [Timeout](timeout.md)\n- [Later|]()\n- [Web](https://example.org)\n";
    client.open("src/SUMMARY.md", list);
    for method in ["hover", "definition", "prepareRename"] {
        assert_eq!(
            client.at(&format!("textDocument/{method}"), "src/SUMMARY.md", list),
            json!(null),
            "{method}"
        );
    }
    let found = client.at("textDocument/references", "src/SUMMARY.md", list);
    assert_eq!(found, json!([]));
}

#[test]
fn completion_reads_its_own_front_matter_and_addresses_as_links_do() {
    let book = TestBook::new().page("retry.md", RETRY).page("a b/timeout.md", TIMEOUT).write();
    let mut client = Client::start(&book);
    // What follows the front matter sets no key.
    let keys = client.labels("src/retry.md", "+++\ntype = \"pattern\"\n|\n+++\n# Retry\n\ntier = 1\n");
    assert!(keys.contains(&"tier".to_owned()) && !keys.contains(&"type".to_owned()), "{keys:?}");
    for address in ["a%20b/timeout.md", "/a%20b/timeout.md", "./a%20b/timeout.html"] {
        let found = client.labels("src/retry.md", &format!("# Retry\n\n[x]({address}#|)\n"));
        assert_eq!(found, ["timeout", "when"], "{address}");
    }
}

#[test]
fn icons_are_offered_by_their_first_letters() {
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nmkdocs-syntax = true")
        .page("retry.md", RETRY)
        .file(
            "theme/icons/material/rocket-launch.svg",
            "<svg viewBox=\"0 0 24 24\"><path d=\"M9 16\"/></svg>",
        )
        .write();
    let mut client = Client::start(&book);
    let offered = client.labels("src/retry.md", "# Retry\n\nGo :mater|\n");
    assert_eq!(offered, [":material-rocket-launch:"]);
    let offered = client.labels("src/retry.md", "# Retry\n\nGo :rocke|\n");
    assert_eq!(offered, [":rocket:"]);
    assert!(
        client
            .labels("src/retry.md", "# Retry\n\n:fontawesome-brands-rus|\n")
            .contains(&":fontawesome-brands-rust:".to_owned())
    );
    for none in ["Go :|", "At 10:30|", "https://ex|", "a::ro|"] {
        assert!(client.labels("src/retry.md", &format!("# Retry\n\n{none}\n")).is_empty(), "{none}");
    }
    assert_eq!(client.labels("src/retry.md", "---\nicon: rocke|\n---\n# Retry\n"), ["rocket"]);
    // Only the first of many; the editor asks again.
    let many = client.at("textDocument/completion", "src/retry.md", "---\nicon: |\n---\n# Retry\n");
    assert_eq!((many["items"].as_array().unwrap().len(), &many["isIncomplete"]), (200, &json!(true)));
}

#[test]
fn what_a_build_computes_is_shown_beside_the_text() {
    let book = book();
    let mut client = Client::start(&book);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = |client: &mut Client<'_>, text: &str| -> Vec<(u64, u64, String)> {
        client.change("src/retry.md", text);
        let params = json!({"textDocument": {"uri": client.uri("src/retry.md")}, "range": all.clone()});
        let found = client.ask("textDocument/inlayHint", params);
        let one = |hint: &Value| {
            let at = &hint["position"];
            let label = hint["label"].as_str().unwrap().to_owned();
            (at["line"].as_u64().unwrap(), at["character"].as_u64().unwrap(), label)
        };
        found.as_array().unwrap().iter().map(one).collect()
    };
    let text = "---\ntitle: Retry\ntype: pattern\ntier: gold\n---\n# Retry\n\nOf {{#patterns count}} 😀 {{#patterns count filter=\"tier:silver\"}}, `{{#patterns count}}`.\n\n{{#patterns count filter=\"teir:x\"}}\n";
    let [time, first, second] = <[_; 3]>::try_from(hints(&mut client, text)).unwrap();
    assert_eq!((time.0, time.1), (0, 3));
    assert!(time.2.starts_with("1 min, ") && time.2.ends_with(" words"), "{}", time.2);
    assert_eq!(first, (7, 22, "= 2".to_owned()));
    assert_eq!(second, (7, 66, "= 1".to_owned()));
    // What the page says itself needs no hint.
    assert_eq!(hints(&mut client, "---\nreading_time: 5\n---\n# Retry\n\nText.\n"), []);
    let plain = hints(&mut client, "# Retry\n\nText.\n");
    assert_eq!((plain.len(), plain[0].0, plain[0].1), (1, 0, 7));
}

#[test]
fn completion_after_a_change_is_answered_and_the_next_one_knows_the_change() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    client.settle();
    let offered =
        client.labels("src/timeout.md", "---\ntitle: Timeout\ntags: [newly]\nrelated: [|]\n---\n# Timeout\n");
    assert_eq!(offered, ["retry"]);
    client.settle();
    assert_eq!(client.labels("src/retry.md", "---\ntags: [|]\n---\n# Retry\n"), ["newly"]);
}

#[test]
fn hints_do_not_wait_for_a_check_where_the_editor_asks_again() {
    let book = book();
    let mut client = Client::start_with(&book, json!({"workspace": {"inlayHint": {"refreshSupport": true}}}));
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let params = json!({"textDocument": {"uri": client.uri("src/retry.md")}, "range": all});
    client.open("src/retry.md", "# Retry\n\nOf {{#patterns count}}.\n");
    // Nothing was checked yet: the answer does not wait for it.
    let mut found = client.ask("textDocument/inlayHint", params.clone());
    while found == json!([]) {
        while client.read()["method"] != "workspace/inlayHint/refresh" {}
        found = client.ask("textDocument/inlayHint", params.clone());
    }
    let labels: Vec<&str> =
        found.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["1 min, 4 words", "= 1"]);
}

#[test]
fn one_word_is_not_words() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", "# Retry\n");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let params = json!({"textDocument": {"uri": client.uri("src/retry.md")}, "range": all});
    assert_eq!(client.ask("textDocument/inlayHint", params)[0]["label"], "1 min, 1 word");
}

#[test]
fn a_list_of_many_pages_is_whole() {
    let pages = (0..220).fold(TestBook::new(), |book, nth| {
        book.page(&format!("p{nth}.md"), &format!("---\ntitle: P{nth}\n---\n# P{nth}\n"))
    });
    let book = pages.write();
    let mut client = Client::start(&book);
    let list = client.at("textDocument/completion", "src/p0.md", "---\nrelated: [|]\n---\n# P0\n");
    assert_eq!((list["items"].as_array().unwrap().len(), &list["isIncomplete"]), (219, &json!(false)));
}

#[test]
fn a_rename_changes_each_place_and_nothing_between_them() {
    let page = "---\ntags: [k8s, other]\n---\n# A\n\n{{#patterns count filter=\"tags:k8s\"}}\n";
    let book = TestBook::new().page("a.md", page).write();
    let mut client = Client::start(&book);
    let marked = page.replace("k8s, other", "k|8s, other");
    let edit = client.at_with("textDocument/rename", "src/a.md", &marked, json!({"newName": "kubernetes"}));
    let edits = edit["changes"][client.uri("src/a.md")].as_array().unwrap().clone();
    let places: Vec<(u64, u64, u64)> = edits
        .iter()
        .map(|edit| {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            assert_eq!((edit["newText"].as_str(), &start["line"]), (Some("kubernetes"), &end["line"]));
            (
                start["line"].as_u64().unwrap(),
                start["character"].as_u64().unwrap(),
                end["character"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(places, [(1, 7, 10), (5, 31, 34)]);
}

#[test]
fn pages_may_lie_beside_book_toml() {
    for (src, folder) in [(".", ""), ("./pages", "pages/")] {
        let book = TestBook::new()
            .file(&format!("{folder}SUMMARY.md"), "- [A](a.md)\n")
            .file(&format!("{folder}a.md"), "# A\n")
            .write();
        let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
        let toml = toml.replace("[book]\n", &format!("[book]\nsrc = \"{src}\"\n"));
        std::fs::write(book.root().join("book.toml"), toml).unwrap();
        let mut client = Client::start(&book);
        let file = format!("{folder}a.md");
        client.open(&file, "# A\n\n[b](gone.md)\n");
        let found = client.diagnostics_of(&file, |found| !found.is_empty());
        assert_eq!(found[0]["code"], "P0801", "{src}");
        let params = json!({"textDocument": {"uri": client.uri(&file)}});
        assert_eq!(client.ask("textDocument/documentSymbol", params)[0]["name"], "A", "{src}");
    }
}

/// The text of a page once one of the choices at `|` is taken.
fn chosen(client: &mut Client<'_>, file: &str, marked: &str, label: &str) -> String {
    let list = client.at("textDocument/completion", file, marked);
    let items = list["items"].as_array().unwrap();
    let Some(item) = items.iter().find(|item| item["label"] == label) else {
        let labels: Vec<&Value> = items.iter().map(|item| &item["label"]).collect();
        panic!("{marked}: no {label} in {labels:?}");
    };
    edited(&marked.replace('|', ""), &json!([item["textEdit"]]))
}

#[test]
fn a_choice_is_written_so_that_it_is_read() {
    let page = |term: &str| format!("---\ntype: pattern\ntags: [{term}]\ncategory: [{term}]\n---\n# A\n");
    let book = TestBook::new()
        .config("[preprocessor.patterns.field.category]\nsplit = \" / \"\n")
        .page("one.md", &page("Gang of Four"))
        .page("two.md", &page("Gang of Four"))
        .page("three.md", &page("gang-of-four"))
        .page("conway.md", &page("\"Conway's Law\""))
        .page("postel.md", &page("\"Postel, robust\""))
        .page("brooks.md", &page("'Brooks: \"late\"'"))
        .page("new.md", "# New\n")
        .write();
    let mut client = Client::start(&book);
    client.open("src/new.md", "# New\n");
    let cases = [
        // The term as most pages write it, in place of all its words so far.
        ("---\ntags:\n  - Gang of|\n---\n", "Gang of Four", "---\ntags:\n  - Gang of Four\n---\n"),
        ("---\ntags: [x, gang o|]\n---\n", "Gang of Four", "---\ntags: [x, Gang of Four]\n---\n"),
        ("---\ntags: [\"gang|\"]\n---\n", "Gang of Four", "---\ntags: [\"Gang of Four\"]\n---\n"),
        ("---\ntags: |\n---\n", "Gang of Four", "---\ntags: Gang of Four\n---\n"),
        // An apostrophe opens no quote, and in quotes and without a list a comma ends no value.
        ("---\ntags: [Conway's L|]\n---\n", "Conway's Law", "---\ntags: [\"Conway's Law\"]\n---\n"),
        ("---\ntags:\n  - Conway's L|\n---\n", "Conway's Law", "---\ntags:\n  - \"Conway's Law\"\n---\n"),
        ("---\ntags: [a's, Conway's L|]\n---\n", "Conway's Law", "---\ntags: [a's, \"Conway's Law\"]\n---\n"),
        ("---\ntags: ['Conway|']\n---\n", "Conway's Law", "---\ntags: ['Conway''s Law']\n---\n"),
        ("---\ntags: ['Conway''s L|']\n---\n", "Conway's Law", "---\ntags: ['Conway''s Law']\n---\n"),
        ("---\ntags: [\"Postel, r|\"]\n---\n", "Postel, robust", "---\ntags: [\"Postel, robust\"]\n---\n"),
        ("---\ntags:\n- Postel, r|\n---\n", "Postel, robust", "---\ntags:\n- \"Postel, robust\"\n---\n"),
        ("---\ncategory: Postel, r|\n---\n", "Postel, robust", "---\ncategory: \"Postel, robust\"\n---\n"),
        (
            "---\ntags: [\n  x, Conway's L|]\n---\n",
            "Conway's Law",
            "---\ntags: [\n  x, \"Conway's Law\"]\n---\n",
        ),
        (
            "---\ntags: [\"a, b\", \"Brooks: \\\"l|\"]\n---\n",
            "Brooks: \"late\"",
            "---\ntags: [\"a, b\", \"Brooks: \\\"late\\\"\"]\n---\n",
        ),
        (
            "+++\ntags = [\"a\", \"Postel, r|\"]\n+++\n",
            "Postel, robust",
            "+++\ntags = [\"a\", \"Postel, robust\"]\n+++\n",
        ),
        ("---\ncategory: x / gang o|\n---\n", "Gang of Four", "---\ncategory: x / Gang of Four\n---\n"),
        // The tags of a text have commas between them.
        ("---\ntags: x, gang o|\n---\n", "Gang of Four", "---\ntags: x, Gang of Four\n---\n"),
        // A colon without a space makes no key.
        ("---\ntags:|\n---\n", "Gang of Four", "---\ntags: Gang of Four\n---\n"),
        ("---\ndraft:|\n---\n", "true", "---\ndraft: true\n---\n"),
        // TOML has texts in quotes only.
        ("+++\ntags = [|]\n+++\n", "Gang of Four", "+++\ntags = [\"Gang of Four\"]\n+++\n"),
        ("+++\ntier =|\n+++\n", "gold", "+++\ntier = \"gold\"\n+++\n"),
        ("+++\ntier = \"go|\"\n+++\n", "gold", "+++\ntier = \"gold\"\n+++\n"),
        ("+++\ndraft = |\n+++\n", "true", "+++\ndraft = true\n+++\n"),
        ("# A\n\n> [!ax|]\n", "axiom", "# A\n\n> [!AXIOM]\n"),
    ];
    for (marked, label, wanted) in cases {
        assert_eq!(chosen(&mut client, "src/new.md", marked, label), wanted, "{marked}");
    }
    // TOML's single quotes cannot hold an apostrophe.
    let labels = client.labels("src/new.md", "+++\ntags = ['|']\n+++\n");
    assert!(labels.contains(&"Gang of Four".to_owned()), "{labels:?}");
    assert!(!labels.contains(&"Conway's Law".to_owned()), "{labels:?}");
}

#[test]
fn arguments_of_directives_are_offered_with_what_they_take() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let cases = [
        ("catalog view=|", "cards", "catalog view=cards"),
        ("catalog view=ca|", "cards", "catalog view=cards"),
        ("catalog group-by=|", "category", "catalog group-by=category"),
        ("catalog columns=title,ti|", "tier", "catalog columns=title,tier"),
        ("catalog columns=\"title, ti|\"", "tier", "catalog columns=\"title, tier\""),
        ("catalog sort=-ti|", "tier", "catalog sort=-tier"),
        ("catalog sort=\"-ti|\"", "tier", "catalog sort=\"-tier\""),
        ("catalog filter=\"tier:>=si|\"", "silver", "catalog filter=\"tier:>=silver\""),
        ("catalog filter=\"tier:gold..si|\"", "silver", "catalog filter=\"tier:gold..silver\""),
        ("catalog filter=\"ti|\"", "tier", "catalog filter=\"tier:\""),
        ("catalog filter=\"-tier:gold cat|\"", "category", "catalog filter=\"-tier:gold category:\""),
        ("catalog filter=\"tier:gold,s|\"", "silver", "catalog filter=\"tier:gold,silver\""),
        ("catalog filter=\"tier:gold\" v|", "view", "catalog filter=\"tier:gold\" view="),
        ("matrix rows=tier columns=|", "category", "matrix rows=tier columns=category"),
        ("graph of=|", "timeout", "graph of=timeout"),
        ("graph relations=|", "prerequisites", "graph relations=prerequisites"),
        ("graph direction=|", "TB", "graph direction=TB"),
        ("legend |", "tier", "legend tier"),
        ("term tier |", "gold", "term tier gold"),
        ("term excellence-tier |", "gold", "term excellence-tier gold"),
        ("compare timeout |", "timeout", "compare timeout timeout"),
        ("box q|", "quick-reference", "box quick-reference"),
    ];
    for (marked, label, wanted) in cases {
        let text = |inner: &str| format!("# A\n\n{{{{#patterns {inner}}}}}\n");
        assert_eq!(chosen(&mut client, "src/retry.md", &text(marked), label), text(wanted), "{marked}");
    }
    // A key that is there already, and keys where a value belongs, are no choices.
    let labels = client.labels("src/retry.md", "# A\n\n{{#patterns catalog view=cards |}}\n");
    assert!(!labels.contains(&"view".to_owned()) && labels.contains(&"sort".to_owned()), "{labels:?}");
    let labels = client.labels("src/retry.md", "# A\n\n{{#patterns catalog view=|}}\n");
    assert_eq!(labels, ["table", "cards", "list"]);
}

#[test]
fn a_page_that_no_summary_lists_yet_is_linked_from_where_it_is() {
    let book = book();
    let mut client = Client::start(&book);
    std::fs::create_dir(book.root().join("src/deep")).unwrap();
    std::fs::write(book.root().join("src/deep/new.md"), "# New\n").unwrap();
    client.open("src/deep/new.md", "# New\n");
    let link = chosen(&mut client, "src/deep/new.md", "# New\n\n[x](|)\n", "../timeout.md");
    assert_eq!(link, "# New\n\n[x](../timeout.md)\n");
    let link = chosen(&mut client, "src/deep/new.md", "# New\n\n[x](../timeout.md#|)\n", "when");
    assert_eq!(link, "# New\n\n[x](../timeout.md#when)\n");
}

#[test]
fn what_changes_outside_the_editor_is_known_where_the_editor_can_tell() {
    let book = book();
    let can = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start_with(&book, can);
    let asked = client.read();
    assert_eq!(asked["method"], "client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(
        registration["registerOptions"]["watchers"],
        json!([{"globPattern": "**/*.md"}, {"globPattern": "**/book.toml"}])
    );
    client.write(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}));
    client.open("src/retry.md", RETRY);
    client.settle();
    assert!(!client.labels("src/retry.md", "---\nrelated: [|]\n---\n").contains(&"hedge".to_owned()));
    run(&book, &["new", "law", "Hedge"]);
    let changed = json!({"changes": [{"uri": client.uri("src/hedge.md"), "type": 1}]});
    client.tell("workspace/didChangeWatchedFiles", changed);
    client.settle();
    assert!(client.labels("src/retry.md", "---\nrelated: [|]\n---\n").contains(&"hedge".to_owned()));
}

#[test]
fn a_configuration_that_cannot_be_read_yet_is_said_where_it_is_written() {
    let book = book();
    let saved = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    let mut client = Client::start(&book);
    let broken = RETRY.replace("[timeout]", "[nothing]");
    client.open("book.toml", &(saved.clone() + "\n[output\n"));
    let found = client.diagnostics_of("book.toml", |found| !found.is_empty());
    assert_eq!((found.len(), &found[0]["code"]), (1, &json!("P1101")), "{found:?}");
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("`book.toml` cannot be read: "), "{message}");
    assert_eq!(found[0]["range"]["start"]["line"], saved.lines().count() + 1);
    // The pages are checked all the same.
    client.open("src/retry.md", &broken);
    let found = client.diagnostics_of("src/retry.md", |found| !found.is_empty());
    assert_eq!(found[0]["code"], "P0301");
    // One that can be read counts, whatever was saved.
    std::fs::write(book.root().join("book.toml"), "[book\n").unwrap();
    client.change("book.toml", &saved);
    client.diagnostics_of("book.toml", <[Value]>::is_empty);
    client.change("src/retry.md", &broken);
    let found = client.diagnostics_of("src/retry.md", |found| !found.is_empty());
    assert_eq!(found[0]["code"], "P0301");
}

/// A book with files, folders and links of many kinds.
fn linked() -> Built {
    let page = "---\ntitle: Über uns\nid: \"ADR 7\"\ntier: gold\n---\n# Über uns\n\n## Was\n\n[t](../t.md#when) [s](../sub/)\n";
    let t = "# T\n\n[u][ref] ![p](img/p.png) {{#include parts/part.md}}\n\n## When\n\n[ref]: <a b/über uns.md#was> \"title\"\n";
    TestBook::new()
        .summary("# Summary\n\n- [T](t.md)\n- [U](<a b/über uns.md>)\n- [Sub](sub/README.md)\n")
        .file("src/t.md", t)
        .file("src/a b/über uns.md", page)
        .file("src/sub/README.md", "# Sub\n\n[when](../t.md#when)\n")
        .file("src/parts/part.md", "A part.\n")
        .file("src/img/p.png", "p")
        .write()
}

#[test]
fn links_are_completed_in_each_form_and_in_the_style_so_far() {
    let book = linked();
    let mut client = Client::start(&book);
    client.open("src/t.md", "# T\n");
    for (marked, label, wanted) in [
        ("[x](|)", "a%20b/über%20uns.md", "[x](a%20b/über%20uns.md)"),
        ("[x](<|>)", "a b/über uns.md", "[x](<a b/über uns.md>)"),
        ("[x](<a b/|>)", "a b/über uns.md", "[x](<a b/über uns.md>)"),
        ("[x](./|)", "./sub/index.md", "[x](./sub/index.md)"),
        ("[x](/su|)", "/sub/index.md", "[x](/sub/index.md)"),
        ("[x](su| \"title\")", "sub/index.md", "[x](sub/index.md \"title\")"),
        ("[x]: |", "sub/index.md", "[x]: sub/index.md"),
        ("> [x]: <a|>", "a b/über uns.md", "> [x]: <a b/über uns.md>"),
        ("[x]: a%20b/über%20uns.md#|", "was", "[x]: a%20b/über%20uns.md#was"),
        ("[x](<a b/über uns.md#|>)", "was", "[x](<a b/über uns.md#was>)"),
        ("<a href=\"|\">", "sub/index.md", "<a href=\"sub/index.md\">"),
        ("<a title='x' href='su|'>", "sub/index.md", "<a title='x' href='sub/index.md'>"),
        ("<img src=\"|\">", "img/p.png", "<img src=\"img/p.png\">"),
        ("![x](|)", "img/p.png", "![x](img/p.png)"),
        ("[![x](im|)](t.md)", "img/p.png", "[![x](img/p.png)](t.md)"),
        ("[![x](img/p.png)](|)", "sub/index.md", "[![x](img/p.png)](sub/index.md)"),
        ("[a \\] b [c] d](|)", "sub/index.md", "[a \\] b [c] d](sub/index.md)"),
        ("{{#include |}}", "parts/part.md", "{{#include parts/part.md}}"),
        (
            "{{#include t.md}} {{#playground |}}",
            "parts/part.md",
            "{{#include t.md}} {{#playground parts/part.md}}",
        ),
        ("{{ #include |}}", "parts/part.md", "{{ #include parts/part.md}}"),
        ("{{#include pa|:1:2}}", "parts/part.md", "{{#include parts/part.md:1:2}}"),
    ] {
        let text = |line: &str| format!("# T\n\n{line}\n");
        assert_eq!(chosen(&mut client, "src/t.md", &text(marked), label), text(wanted), "{marked}");
    }
    assert_eq!(client.labels("src/t.md", "# T\n\n![x](|)\n"), ["img/p.png"]);
    // Where no address of the book is written, none is offered.
    for none in [
        "`[x](|)`",
        "```\n[x](|)\n```",
        "    [x](|)",
        "<!-- [x](|) -->",
        "<!--\n\n[x](|)\n\n-->",
        "<!--\n[x](t.md)\n[x](|) -->",
        "Text <!-- x\n[x](|) --> text",
        "[x](t.md \"|\")",
        "[x](t.md) |",
        "[x](https://|)",
        "[x](mailto:|)",
        "<https://|>",
        "[^1]: |",
        "[x]: t.md |",
        "<a title=\"|\">",
        "<img alt='src=\"|'>",
        "> [!|]: x",
        "{{#include parts/part.md:|}}",
    ] {
        let offered = client.labels("src/t.md", &format!("# T\n\n{none}\n"));
        assert!(offered.iter().all(|label| !label.contains('.')), "{none}: {offered:?}");
    }
}

/// What is not closed yet goes on at the end of the text.
#[test]
fn code_and_comments_that_are_still_open_hold_no_links() {
    let book = linked();
    let mut client = Client::start(&book);
    client.open("src/t.md", "# T\n");
    for none in ["```md\n[x](|", "~~~\n[x](|", "- x\n\n  ```\n  [x](|", "    [x](|", "<!--\n[x](|"] {
        let offered = client.labels("src/t.md", &format!("# T\n\n{none}"));
        assert!(offered.is_empty(), "{none}: {offered:?}");
    }
    for some in ["```\nx\n```\n[x](|", "<!-- x -->\n\n[x](|", "[x](|"] {
        let offered = client.labels("src/t.md", &format!("# T\n\n{some}"));
        assert!(!offered.is_empty(), "{some}");
    }
    // A footnote is no definition.
    let text = "# T\n\nText.[^1]\n\n[^1]: sub/RE|ADME.md\n";
    assert_eq!(client.at("textDocument/definition", "src/t.md", text), Value::Null);
}

#[test]
fn pages_are_offered_by_their_ids_as_written_with_their_badges() {
    let book = linked();
    let mut client = Client::start(&book);
    client.open("src/t.md", "# T\n");
    let list = client.at("textDocument/completion", "src/t.md", "---\nrelated: [|]\n---\n# T\n");
    let item = list["items"].as_array().unwrap().iter().find(|item| item["label"] == "ADR 7").unwrap();
    assert_eq!((&item["detail"], &item["labelDetails"]["description"]), (&json!("Über uns"), &json!("Gold")));
    // Where a space would end the name, it has none.
    let written = chosen(&mut client, "src/t.md", "# T\n\n{{#patterns graph of=|}}\n", "ADR 7");
    assert_eq!(written, "# T\n\n{{#patterns graph of=adr-7}}\n");
}

#[test]
fn an_example_of_a_key_is_a_term_of_the_book() {
    let config = "[preprocessor.patterns.taxonomy.status]\nterms = [\"proposed\", \"accepted\"]\n";
    let page = "---\nstatus: accepted\ntier: gold\n---\n# A\n";
    let book = TestBook::new().config(config).page("a.md", page).write();
    let mut client = Client::start(&book);
    let said = |client: &mut Client<'_>, key: &str| {
        let marked = page.replace(key, &format!("{key}|"));
        client.at("textDocument/hover", "src/a.md", &marked)["contents"]["value"].as_str().unwrap().to_owned()
    };
    assert!(said(&mut client, "status").contains("`status: proposed`"), "{}", said(&mut client, "status"));
    assert!(said(&mut client, "tier").contains("`tier: gold`"), "{}", said(&mut client, "tier"));
}

#[test]
fn definitions_includes_images_and_folders_lead_somewhere() {
    let book = linked();
    let read = |file: &str| fs::read_to_string(book.root().join(file)).unwrap();
    let (t, u) = (read("src/t.md"), read("src/a b/über uns.md"));
    let mut client = Client::start(&book);
    let place = |client: &mut Client<'_>, file: &str, text: &str, at: &str| {
        let marked = text.replacen(at, &format!("{}|{}", &at[..1], &at[1..]), 1);
        let found = client.at("textDocument/definition", file, &marked);
        let path = found["uri"].as_str().unwrap_or_default().replace(&format!("{}/", client.uri("")), "");
        format!("{path}:{}", found["range"]["start"]["line"])
    };
    let about = "src/a%20b/%C3%BCber%20uns.md";
    assert_eq!(place(&mut client, "src/t.md", &t, "a b/über"), format!("{about}:7"));
    assert_eq!(place(&mut client, "src/t.md", &t, "parts/part"), "src/parts/part.md:0");
    assert_eq!(place(&mut client, "src/t.md", &t, "img/p"), "src/img/p.png:0");
    assert_eq!(place(&mut client, "src/a b/über uns.md", &u, "sub/)"), "src/sub/README.md:0");
    // A definition is a place that names the page.
    let found = client.at("textDocument/references", "src/t.md", &t.replace("a b/über", "a| b/über"));
    let lines: Vec<&Value> =
        found.as_array().unwrap().iter().map(|one| &one["range"]["start"]["line"]).collect();
    assert_eq!(lines, [3, 2, 6]);
    let hover = client.at("textDocument/hover", "src/t.md", &t.replace("a b/über", "a| b/über"));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**Über uns** · Gold"), "{hover}");
}

#[test]
fn who_links_a_heading_is_found() {
    let book = linked();
    let t = fs::read_to_string(book.root().join("src/t.md")).unwrap();
    let mut client = Client::start(&book);
    let found = client.at("textDocument/references", "src/t.md", &t.replace("## When", "## Wh|en"));
    let uris: Vec<&str> = found.as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap()).collect();
    let expected = ["src/a%20b/%C3%BCber%20uns.md", "src/sub/README.md"].map(|file| client.uri(file));
    assert_eq!(uris, expected);
}

#[test]
fn an_open_file_has_the_address_that_its_editor_writes() {
    let book = linked();
    let mut client = Client::start(&book);
    // With more and with fewer letters encoded than the server would.
    for file in ["src/a%20b/über uns.md", "src/%74.md"] {
        let uri = format!("{}/{file}", client.uri(""));
        let document =
            json!({"uri": uri, "languageId": "markdown", "version": 1, "text": "# A\n\n[b](gone.md)\n"});
        client.tell("textDocument/didOpen", json!({"textDocument": document}));
        loop {
            let message = client.read();
            let is_it = message["params"]["diagnostics"].as_array().is_some_and(|found| !found.is_empty());
            if message["method"] == "textDocument/publishDiagnostics"
                && is_it
                && message["params"]["uri"] == uri
            {
                break;
            }
        }
    }
}

#[test]
fn files_that_move_at_once_have_one_edit() {
    let book = linked();
    let mut client = Client::start_with(&book, moving_files());
    let moved = |client: &Client<'_>, old: &str, new: &str| json!({"oldUri": client.uri(old), "newUri": client.uri(new)});
    let files = [
        moved(&client, "src/t.md", "src/deep/t.md"),
        moved(&client, "src/a%20b/%C3%BCber%20uns.md", "src/deep/u.md"),
    ];
    let edit = client.ask("workspace/willRenameFiles", json!({"files": files}));
    let texts: Vec<String> = edit["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|document| document["edits"].as_array().unwrap())
        .map(|edit| edit["newText"].as_str().unwrap().to_owned())
        .collect();
    for new in ["t.md#when", "u.md#was", "deep/t.md", "deep/u.md", "../img/p.png", "../parts/part.md"] {
        assert!(texts.iter().any(|text| text == new), "{new}: {texts:?}");
    }
}

/// The editor moves the file whatever is answered: what can be edited is, and the rest is said.
#[test]
fn links_that_no_edit_serves_are_said_beside_the_edits() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [T](t.md)\n- [A](one/a.md)\n- [B](two/b.md)\n")
        .file("src/t.md", "# T\n\n[a](one/a.md)\n")
        .file("src/one/a.md", "# A\n\n{{#include ../p.md}}\n")
        .file("src/two/b.md", "# B\n\n{{#include ../p.md}}\n")
        .file("src/p.md", "[t](../t.md)\n")
        .write();
    let mut client = Client::start_with(&book, moving_files());
    client.open("src/one/a.md", "# A\n\n{{#include ../p.md}}\n");
    let files = json!({"files": [{"oldUri": client.uri("src/one/a.md"), "newUri": client.uri("src/a.md")}]});
    let edit = client.ask("workspace/willRenameFiles", files).to_string();
    assert!(edit.contains("/src/t.md") && edit.contains("SUMMARY.md"), "{edit}");
    let said = loop {
        let message = client.read();
        if message["method"] == "window/showMessage" {
            break message["params"].clone();
        }
    };
    let line = "src/p.md:1 links ../t.md, which must differ for the pages that include it; edit it by hand";
    assert_eq!(said, json!({"type": 2, "message": line}));
    // A rename is the server's own, and is refused.
    let position = json!({"line": 0, "character": 3});
    let params =
        json!({"textDocument": {"uri": client.uri("src/one/a.md")}, "position": position, "newName": "../a"});
    assert!(client.answer("textDocument/rename", params)["error"]["message"].is_string());
}

#[test]
fn files_of_several_books_and_of_none_move_at_once() {
    let (one, two) = (linked(), linked());
    let mut client = Client::start_with(&one, moving_files());
    client.open("src/t.md", "# T\n");
    let other = |file: &str| format!("file://{}", two.root().join(file).display());
    let uri = other("src/t.md");
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": "# T\n"});
    client.tell("textDocument/didOpen", json!({"textDocument": document}));
    let files = json!({"files": [
        {"oldUri": "file:///nowhere/a.md", "newUri": "file:///nowhere/b.md"},
        {"oldUri": client.uri("src/t.md"), "newUri": client.uri("src/deep/t.md")},
        {"oldUri": uri, "newUri": other("src/deeper/t.md")},
    ]});
    let edit = client.ask("workspace/willRenameFiles", files).to_string();
    assert!(edit.contains("deep/t.md") && edit.contains("deeper/t.md"), "{edit}");
    let none = json!({"files": [{"oldUri": "file:///nowhere/a.md", "newUri": "file:///nowhere/b.md"}]});
    assert_eq!(client.ask("workspace/willRenameFiles", none), Value::Null);
}

#[test]
fn an_editor_that_saves_asks_for_all_fixes_alone() {
    let book = book();
    let mut client = Client::start(&book);
    client.open(
        "src/retry.md",
        &RETRY.replace("related: [timeout]", "related: [timeuot]\nupdated: March 2024"),
    );
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let mut kinds = |only: Value| -> Vec<String> {
        let context = json!({"diagnostics": [], "only": only});
        let params =
            json!({"textDocument": {"uri": client.uri("src/retry.md")}, "range": all, "context": context});
        let found = client.ask("textDocument/codeAction", params);
        found.as_array().unwrap().iter().map(|action| action["kind"].as_str().unwrap().to_owned()).collect()
    };
    let (fix, fixes) = ("quickfix", "source.fixAll.mdbook-patterns");
    assert_eq!(kinds(json!(["source.fixAll"])), [fixes]);
    assert_eq!(kinds(json!(["source"])), [fixes]);
    assert_eq!(kinds(json!([fixes])), [fixes]);
    assert_eq!(kinds(json!(["quickfix"])), [fix, fix]);
    assert_eq!(kinds(json!(["refactor", "source.organizeImports", "source.fix"])), [""; 0]);
    assert_eq!(kinds(json!([""])), [fix, fix, fixes]);
    assert_eq!(kinds(json!(null)), [fix, fix, fixes]);
}

#[test]
fn entries_are_found_by_title_other_names_and_id() {
    let page = "---\ntitle: Circuit breaker\nid: PAT-7\nalso_known_as: [Fuse, \"Sicherung für Dienste\"]\n---\n# Circuit breaker\n";
    let book =
        TestBook::new().page("cb.md", page).page("other.md", "---\ntitle: Other\n---\n# Other\n").write();
    let mut client = Client::start(&book);
    for query in ["circuit", "BREAKER", "fuse", "sicherung fur", "pat-7", "pat"] {
        let found = client.ask("workspace/symbol", json!({"query": query}));
        let names: Vec<&str> =
            found.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Circuit breaker"], "{query}");
        assert!(found[0]["location"]["uri"].as_str().unwrap().ends_with("/src/cb.md"));
    }
}

#[test]
fn a_hover_of_a_page_has_its_title_badges_description_and_first_lines() {
    let timeout = "---\ntitle: Timeout\ntier: gold\ncategory: resilience\ndescription: Gives up.\n---\n# Timeout\n\nA caller waits no longer\nthan it can bear.\n\nMore.\n";
    let book = TestBook::new().page("retry.md", RETRY).page("timeout.md", timeout).write();
    let mut client = Client::start(&book);
    for marked in [RETRY.replace("[timeout]", "[time|out]"), RETRY.replace("(timeout.md", "(time|out.md")] {
        let hover = client.at("textDocument/hover", "src/retry.md", &marked);
        assert_eq!(
            hover["contents"]["value"],
            "**Timeout** · Gold · Resilience\n\nGives up.\n\nA caller waits no longer than it can bear.\n\n`src/timeout.md`"
        );
    }
}

#[test]
fn completion_knows_what_a_line_of_front_matter_is() {
    let book = book();
    let mut client = Client::start(&book);
    client.open("src/retry.md", RETRY);
    let file = "src/retry.md";
    for (marked, label, wanted) in [
        // Keys in quotes and in other forms, with the ends of lines of Windows.
        ("---\n\"tier\": |\n---\n", "gold", "---\n\"tier\": gold\n---\n"),
        ("---\n'tier': |\n---\n", "gold", "---\n'tier': gold\n---\n"),
        ("---\nTIER : |\n---\n", "gold", "---\nTIER : gold\n---\n"),
        ("---\r\ntier: g|\r\n---\r\n", "gold", "---\r\ntier: gold\r\n---\r\n"),
        ("+++\n\"tier\" = |\n+++\n", "gold", "+++\n\"tier\" = \"gold\"\n+++\n"),
        ("---\nhide: [ba|]\n---\n", "badges", "---\nhide: [badges]\n---\n"),
        // A key that has its value keeps it.
        ("---\nti|er: gold\n---\n", "category", "---\ncategory: gold\n---\n"),
        ("---\n|: gold\n---\n", "tier", "---\ntier: gold\n---\n"),
        ("+++\nti| = 'gold'\n+++\n", "tier", "+++\ntier = 'gold'\n+++\n"),
        // Names of pages in maps of YAML.
        ("---\nrelated:\n  ti|: why\n---\n", "timeout", "---\nrelated:\n  timeout: why\n---\n"),
        ("---\nrelated: {a: why, ti|}\n---\n", "timeout", "---\nrelated: {a: why, timeout}\n---\n"),
        // In a list of maps, some keys name the page.
        ("---\nrelated:\n  - id: |\n---\n", "timeout", "---\nrelated:\n  - id: timeout\n---\n"),
        ("---\nrelated:\n  - {id: ti|}\n---\n", "timeout", "---\nrelated:\n  - {id: timeout}\n---\n"),
        (
            "---\nrelated:\n  - why: first\n    page: ti|\n---\n",
            "timeout",
            "---\nrelated:\n  - why: first\n    page: timeout\n---\n",
        ),
        ("---\nrelated: # names\n  - ti|\n---\n", "timeout", "---\nrelated: # names\n  - timeout\n---\n"),
        (
            "---\ntype: path\nsteps:\n  - title: One\n    patterns: [ti|]\n---\n",
            "timeout",
            "---\ntype: path\nsteps:\n  - title: One\n    patterns: [timeout]\n---\n",
        ),
    ] {
        assert_eq!(chosen(&mut client, file, marked, label), wanted, "{marked}");
    }
    // Reasons and comments are the author's, and tables of TOML have keys of their own.
    for marked in [
        "---\nrelated:\n  timeout: |\n---\n",
        "---\nrelated:\n  timeout: ti|\n---\n",
        "---\nrelated:\n  timeout: \"ti|\"\n---\n",
        "---\nrelated: {timeout: ti|}\n---\n",
        "---\nrelated:\n  - timeout: ti|\n---\n",
        "---\nrelated:\n  - id: timeout\n    why: ti|\n---\n",
        "---\nrelated:\n  - {id: timeout, why: ti|}\n---\n",
        "---\ntier: gold # |\n---\n",
        "---\ntitle: Bob's # ti|\n---\n",
        "---\ntier: Bob's\n# |\n---\n",
        "---\n# ti|\n---\n",
        "+++\ntier = 'gold' # |\n+++\n",
        "+++\n[extra]\nti|\n+++\n",
        "+++\n[[records]]\nti|\n+++\n",
    ] {
        let offered = client.labels(file, marked);
        assert!(offered.is_empty(), "{marked}: {offered:?}");
    }
    // A sign in quotes is no comment, and a list over lines no table.
    let offered = client.labels(file, "---\ntags: [\"a # b\", |]\ncategory: data\n---\n");
    assert!(!offered.contains(&"tier".to_owned()));
    for tags in ["[\n[\"a\"],\n]", "[\n[\"a\"]\n]", "[\n  \"]\", # ]\n[\"a\"]\n]"] {
        let marked = format!("+++\ntags = {tags}\nti|\n+++\n");
        assert!(client.labels(file, &marked).contains(&"tier".to_owned()), "{marked}");
    }
}
