//! Scripts and styles as readers load them: comments and indents are a third of their bytes.

/// A script without the lines that are comments, and without its indents and most of its spaces; a block is a line, so
/// that the place of an error can still be read.
///
/// Scripts of ours have no text that goes over several lines, so that lines can be looked at one by one.
pub(crate) fn lean(script: &str) -> String {
    let mut out = String::with_capacity(script.len() / 2);
    let mut in_comment = false;
    let mut last = "";
    for line in script.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if !in_comment && !opens && !line.starts_with("//") && !line.is_empty() {
            if line == "}" {
                close_line(&mut out, last);
            }
            push_code(&mut out, line);
            last = line;
        }
        in_comment = (in_comment || opens) && !line.ends_with("*/");
    }
    out
}

/// Drops the `;` and the line end before a closing bracket, except after a comment or a loop without a body.
fn close_line(out: &mut String, last: &str) {
    if !last.contains("//") && !last.starts_with("while") && !last.starts_with("for") {
        out.truncate(out.trim_end_matches([';', '\n']).len());
    }
}

/// A line without the types that it names for the checker.
fn push_code(out: &mut String, mut line: &str) {
    while let Some((before, rest)) = line.split_once("/** @") {
        let Some((_, behind)) = rest.split_once("*/") else { break };
        out.push_str(before);
        line = behind.trim_start();
    }
    // A slash may start what no sign ends, a pattern or a comment, and a third backtick may stand within what two enclose.
    let is_plain = !line.contains('/') && line.matches('`').count() < 3;
    if is_plain {
        push_dense(out, line)
    } else {
        out.push_str(line)
    }
    if !is_plain || !line.ends_with(['{', '(', ',', ';']) {
        out.push('\n');
    }
}

/// A line without the spaces beside signs; those in quotes stay, and those that keep two words or two signs of one kind apart.
fn push_dense(out: &mut String, line: &str) {
    let mut quote = None;
    let mut chars = line.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let is_escaped = quote.is_some() && c == '\\';
        match quote {
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        let next = chars.peek().copied().unwrap_or(' ');
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let is_kept = (is_word(before) && is_word(next)) || (matches!(before, '+' | '-') && before == next);
        if c != ' ' || quote.is_some() || is_kept {
            out.push(c);
            before = c;
        }
        if is_escaped && let Some(escaped) = chars.next() {
            out.push(escaped);
        }
    }
}

/// A style without its comments, its indents, and what else only people need; a rule is a line.
pub(super) fn lean_style(style: &str) -> String {
    let mut code = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find(['"', '/']) {
        let (before, found) = rest.split_at(at);
        code.push_str(&dense(before));
        let (kept, length) = match found.strip_prefix("/*") {
            Some(comment) => ("", comment.find("*/").map_or(found.len(), |end| end + 4)),
            None if found.starts_with('"') => {
                let end = found[1..].find('"').map_or(found.len(), |end| end + 2);
                (&found[..end], end)
            }
            None => (&found[..1], 1),
        };
        code.push_str(kept);
        rest = &found[length..];
    }
    code.push_str(&dense(rest));
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(code.len()), |mut rules, line| {
        if line.starts_with('}') && rules.ends_with(';') {
            rules.pop();
        }
        let is_open = line.ends_with(['{', ';', ',']);
        rules + line + if is_open { "" } else { "\n" }
    })
}

/// Rules without spaces around signs that end or start something. Before a colon a space means a descendant.
fn dense(rules: &str) -> String {
    [(": ", ":"), (", ", ","), (" {", "{"), ("{ ", "{"), ("; }", "}"), (" > ", ">")]
        .iter()
        .fold(rules.to_owned(), |rules, (spaced, dense)| rules.replace(spaced, dense))
}

/// A file made lean after the comment that says whose it is.
pub(super) fn with_header(text: &str, lean: fn(&str) -> String) -> String {
    let header = text.find("*/\n").map_or("", |end| &text[..end + 3]);
    format!("{header}{}", lean(&text[header.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_lines_of_their_own_and_go() {
        let script = "/*\n * mdbook-patterns: x\n */\n// @ts-check\n\"use strict\";\n\n/**\n * @param a\n */\n    f(); // stays\n\
                      /** @type {A} */ (b).c((/** @type {E} */ e) => e);\n    /* one line */\n    const d = \"/*\";\n";
        let code = "\"use strict\";f(); // stays\n(b).c((e)=>e);const d = \"/*\";\n";
        assert_eq!(lean(script), code);
        assert_eq!(with_header(script, lean), format!("/*\n * mdbook-patterns: x\n */\n{code}"));
    }

    #[test]
    fn a_bracket_stands_in_the_line_that_it_closes() {
        let script = "f(() => {\n    if (a) {\n        while (!g());\n    }\n    if (a) {\n        b();\n    }\n});\nfunction c() {\n    return \"//\";\n}\nfunction d() {\n    e(); // stays\n}\n";
        let code = "f(()=>{if(a){while(!g());}\nif(a){b()}\n});function c(){return \"//\";\n}\nfunction d(){e(); // stays\n}\n";
        assert_eq!(lean(script), code);
    }

    #[test]
    fn spaces_stay_where_they_mean_something() {
        for (line, code) in [
            ("const a = b + +c - -d - e++ + f;", "const a=b+ +c- -d-e++ +f;"),
            (
                "if (a in b) { return typeof c === \"x  = 'y'\"; }",
                "if(a in b){return typeof c===\"x  = 'y'\";}",
            ),
            ("const q = \"a\\\" = b\" + ' = ' + 'it\\'s = ';", "const q=\"a\\\" = b\"+' = '+'it\\'s = ';"),
            ("const r = / = /.test(s);", "const r = / = /.test(s);"),
            ("const t = `${u} = ${v}`;", "const t=`${u} = ${v}`;"),
            ("async (w) => ({ ...w, [x]: y ?? z });", "async(w)=>({...w,[x]:y??z});"),
            ("return a ? .5 : -1;", "return a?.5:-1;"),
        ] {
            assert_eq!(lean(line).trim_end(), code);
        }
    }

    #[test]
    fn what_goes_on_in_the_next_line_is_one() {
        let script = "f({\n    a,\n    b, // why, and\n}, (\n    c) => {\n    g();\n    h();\n});\n";
        assert_eq!(lean(script), "f({a,b, // why, and\n},(c)=>{g();h();});");
    }

    #[test]
    fn styles_keep_what_stands_between_quotes() {
        let style = "/*\n * mdbook-patterns: x\n */\n\n/* Now. */\n@media screen {\n    a::after { content: \"/* \" / \"\"; } /* b */\n\n\
                     }\n/* open";
        let code = "@media screen{a::after{content:\"/* \" / \"\"}\n}\n";
        assert_eq!(lean_style(style), code);
        assert_eq!(with_header(style, lean_style), format!("/*\n * mdbook-patterns: x\n */\n{code}"));
        let rules =
            "a,\nb :is(c, d) {\n    top: calc(1px + 2px);\n    content: \": {; }, \";\n}\n\n@import \"x\";\n";
        assert_eq!(
            lean_style(rules),
            "a,b :is(c,d){top:calc(1px + 2px);content:\": {; }, \"}\n@import \"x\";"
        );
    }
}
