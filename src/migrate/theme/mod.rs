//! How the site looks, as stylesheets of the book: its colours and fonts, and those of its own stylesheets that concern
//! the text of pages only.

mod colours;
mod files;
mod stylesheets;

use std::fmt::Write;

use self::colours::Colour;
pub(super) use self::files::add_files;
pub(super) use self::stylesheets::for_content;
use super::ledger::{Fate, Ledger};
use super::site::Site;
use crate::front_matter::{Map, Node, Value};
use crate::text::path::join;

/// The stylesheet of the colours and the fonts.
pub(super) const FILE: &str = "theme/site.css";

/// The backgrounds that links must stand out from: of mdBook's light themes the darkest, of its dark ones the lightest.
const LIGHT: Colour = Colour(0xe1, 0xe1, 0xdb);
const DARK: Colour = Colour(0x29, 0x2c, 0x2f);

/// The colours and the fonts of a site.
#[derive(Default)]
pub(super) struct Look {
    light: Colours,
    dark: Colours,
    text: Option<String>,
    code: Option<String>,
    /// The picture before the title, below the folder of the pages.
    logo: Option<String>,
    /// The colour behind it: Material shows it on its header, and many are white.
    header: Option<Colour>,
    /// Values of the palette that are no names of colours.
    unknown: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Colours {
    primary: Option<Colour>,
    accent: Option<Colour>,
}

impl Look {
    /// As the theme of a site says.
    pub(super) fn of(site: &Site) -> Self {
        let mut look = Self::default();
        let theme = site.table("theme");
        for palette in palettes(site) {
            let text =
                |key: &str| palette.get(key).and_then(|node| site.text_of(node)).map(str::to_lowercase);
            let mut colour = |key: &str, find: fn(&str) -> Option<Colour>| {
                let name = text(key)?.replace(' ', "-");
                let found = find(&name);
                let value = format!("{key}: {name}");
                let is_known = found.is_some() || matches!(name.as_str(), "black" | "white");
                if !is_known && !look.unknown.contains(&value) {
                    look.unknown.push(value);
                }
                found
            };
            let own = Colours {
                primary: colour("primary", colours::primary),
                accent: colour("accent", colours::accent),
            };
            // A palette without colours only switches.
            if own.primary.or(own.accent).is_none() {
                continue;
            }
            match text("scheme").as_deref() {
                Some("slate") => look.dark = own,
                _ => look.light = own,
            }
        }
        let either =
            |one: Colours, other: Colours| if one.primary.or(one.accent).is_some() { one } else { other };
        (look.light, look.dark) = (either(look.light, look.dark), either(look.dark, look.light));
        let logo =
            theme.and_then(|theme| site.text_of(theme.get("logo")?)).filter(|path| site.has_file(path));
        look.logo = logo.and_then(|path| join("", path)).filter(|path| !path.contains(['"', '\\', '\n']));
        let mut names =
            palettes(site).into_iter().filter_map(|palette| site.text_of(palette.get("primary")?));
        let name = names.next().unwrap_or("indigo");
        look.header = colours::header(&name.to_lowercase().replace(' ', "-"));
        if let Some(Value::Map(fonts)) = theme.and_then(|theme| theme.get("font")).map(|node| &node.value) {
            let font =
                |key: &str| fonts.get(key).and_then(|node| site.text_of(node)).filter(|name| is_name(name));
            look.text = font("text").map(str::to_owned);
            look.code = font("code").map(str::to_owned);
        }
        look
    }

    /// The stylesheet; `None` where the site has colours and fonts of its own no more than the book.
    pub(super) fn stylesheet(&self) -> Option<String> {
        let mut out = String::new();
        let mut rule = |of: &str, lines: &[(&str, Option<String>)]| {
            let lines: Vec<String> = lines
                .iter()
                .filter_map(|(name, value)| Some(format!("    {name}: {};\n", value.as_ref()?)))
                .collect();
            if !lines.is_empty() {
                let end = if of.contains('{') { "} }" } else { "}" };
                let _ = write!(out, "\n{of} {{\n{}{end}\n", lines.concat());
            }
        };
        let links = |colours: Colours, from: Colour| {
            colours.primary.map(|colour| colour.apart_from(from).to_string())
        };
        let hovered =
            |colours: Colours, from: Colour| colours.accent.map(|colour| colour.apart_from(from).to_string());
        let (light, dark) = (links(self.light, LIGHT), links(self.dark, DARK));
        let (light_accent, dark_accent) = (hovered(self.light, LIGHT), hovered(self.dark, DARK));
        rule(".light, .rust, html:not(.js)", &[("--links", light.clone()), ("--icons-hover", light_accent)]);
        // The sidebar of the theme `rust` is dark.
        rule(".light, html:not(.js)", &[("--sidebar-active", light)]);
        let of_dark = [("--links", dark.clone()), ("--sidebar-active", dark), ("--icons-hover", dark_accent)];
        rule(".ayu, .coal, .navy", &of_dark);
        rule("@media (prefers-color-scheme: dark) { html:not(.js)", &of_dark);
        let family =
            |name: &Option<String>, kind: &str| name.as_ref().map(|name| format!("\"{name}\", {kind}"));
        rule(":root", &[("--mono-font", family(&self.code, "monospace"))]);
        rule("html", &[("font-family", family(&self.text, "\"Open Sans\", sans-serif"))]);
        if let Some(logo) = &self.logo {
            let behind = self.header.map(|colour| format!("{colour} ")).unwrap_or_default();
            let picture =
                format!("{behind}url(\"../{logo}\") center / contain no-repeat content-box padding-box");
            let own = |value: &str| Some(value.to_owned());
            let size = if self.header.is_some() { "1.2em" } else { "1.4em" };
            let size = [("display", own("inline-block")), ("width", own(size)), ("height", own(size))];
            let place = [("margin-inline-end", own("0.4em")), ("vertical-align", own("middle"))];
            let shown = [("content", own("\"\"")), ("background", Some(picture))];
            let around = [("padding", own("0.1em")), ("border-radius", own("0.2em"))];
            let around = if self.header.is_some() { &around[..] } else { &[] };
            rule(".menu-title::before", &[&shown[..], &size, &place, around].concat());
        }
        if out.is_empty() {
            return None;
        }
        Some(format!(
            "/* The colours, the fonts and the logo of mkdocs.yml; links stand out as far as readers need. */\n{out}"
        ))
    }

    /// Notes what becomes of the palette, the fonts or the logo.
    pub(super) fn note(&self, site: &Site, ledger: &mut Ledger, key: &str, line: usize) {
        let what = "settings of the theme";
        if key == "logo" {
            let note = "`logo`: no file below the folder of the pages; theme/header.hbs can show a picture";
            let (fate, note) = match self.logo {
                Some(_) => (Fate::Converted, ""),
                None => (Fate::Lost, note),
            };
            return site.note(ledger, line, what, fate, note);
        }
        if key == "font" {
            let note = format!(
                "`font`: named in {FILE}; mdBook loads none from elsewhere: put the files into theme/fonts"
            );
            let (fate, note) = match self.text.as_ref().or(self.code.as_ref()) {
                Some(_) => (Fate::Lost, note),
                None => (Fate::Converted, String::new()),
            };
            return site.note(ledger, line, what, fate, note);
        }
        for value in &self.unknown {
            let note = format!(
                "`palette`: `{value}` is no colour of Material's; set `--links` in a stylesheet of `additional-css`"
            );
            site.note(ledger, line, what, Fate::Lost, note);
        }
        site.note(ledger, line, what, Fate::Converted, "");
    }
}

/// The palettes of the theme: one, or one for each scheme.
pub(super) fn palettes(site: &Site) -> Vec<&Map> {
    let map = |node: &'_ Node| matches!(node.value, Value::Map(_));
    let palette = site.table("theme").and_then(|theme| theme.get("palette"));
    let nodes: Vec<&Node> = match palette.map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().collect(),
        _ => palette.into_iter().collect(),
    };
    let maps = nodes.into_iter().filter(|node| map(node));
    maps.filter_map(|node| if let Value::Map(map) = &node.value { Some(map) } else { None }).collect()
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
}
