//! Icons from files: what is drawn of an SVG, and nothing that runs, loads or links.

use html5gum::emitters::default::Token;
use html5gum::{Tokenizer, emitters::default::DefaultEmitter};

use super::attributes::Attribute;

/// A harmless drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Svg {
    /// The part of the plane that is shown.
    pub view_box: String,
    /// Its shapes, in their order.
    pub shapes: Vec<Shape>,
}

/// A shape, or the start or the end of a group.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Shape {
    /// The element.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Whether it ends a group that another starts.
    pub ends: bool,
}

const SHAPES: &[&str] = &["circle", "ellipse", "line", "path", "polygon", "polyline", "rect"];

const ATTRIBUTES: &[&str] = &[
    "clip-rule",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "fill-rule",
    "height",
    "opacity",
    "points",
    "r",
    "rx",
    "ry",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "transform",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Elements whose inside is not drawn where it stands.
const HIDDEN: &[&str] = &[
    "animate",
    "clippath",
    "defs",
    "desc",
    "filter",
    "foreignobject",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "pattern",
    "radialgradient",
    "script",
    "style",
    "symbol",
    "text",
    "title",
];

/// The drawing of an SVG file; `None` if it draws nothing.
pub(super) fn read(source: &str) -> Option<Svg> {
    let mut svg = Svg::default();
    let mut hidden: Option<(Vec<u8>, usize)> = None;
    let mut groups = 0_usize;
    let mut is_inside = false;
    for token in Tokenizer::new_with_emitter(source, DefaultEmitter::<()>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some((open, depth)) = &mut hidden {
                    *depth += usize::from(*tag.name == **open && !tag.self_closing);
                    continue;
                }
                let attributes = || {
                    let pairs = tag.attributes.iter().filter_map(|(name, value)| {
                        attribute(std::str::from_utf8(name).ok()?, std::str::from_utf8(value).ok()?)
                    });
                    pairs.collect::<Vec<_>>()
                };
                if name == "svg" && !is_inside {
                    is_inside = true;
                    svg.view_box = view_box(&tag.attributes)?;
                    let own = attributes().into_iter().filter(|a| a.name.starts_with(['f', 's']));
                    svg.shapes.push(Shape { name: "g".to_owned(), attributes: own.collect(), ends: false });
                } else if HIDDEN.contains(&name.as_str()) {
                    hidden = (!tag.self_closing).then(|| (tag.name.to_vec(), 1));
                } else if is_inside && name == "g" && !tag.self_closing {
                    groups += 1;
                    svg.shapes.push(Shape { name, attributes: attributes(), ends: false });
                } else if is_inside && SHAPES.contains(&name.as_str()) {
                    svg.shapes.push(Shape { name, attributes: attributes(), ends: false });
                }
            }
            Token::EndTag(tag) => match &mut hidden {
                Some((open, depth)) if *tag.name == **open => {
                    *depth -= 1;
                    if *depth == 0 {
                        hidden = None;
                    }
                }
                None if *tag.name == *b"g" && groups > 0 => {
                    groups -= 1;
                    svg.shapes.push(end_of_group());
                }
                _ => {}
            },
            _ => {}
        }
    }
    let draws = svg.shapes.iter().any(|shape| shape.name != "g");
    svg.shapes.extend(std::iter::repeat_with(end_of_group).take(groups + 1));
    (is_inside && draws).then_some(svg)
}

fn end_of_group() -> Shape {
    Shape { name: "g".to_owned(), attributes: Vec::new(), ends: true }
}

fn attribute(name: &str, value: &str) -> Option<Attribute> {
    // A drawing that takes the text's colour fits every theme; `url(...)` leads out of it.
    let harmless = value.chars().all(|c| c.is_ascii_alphanumeric() || " ,.-+%#()\n\r\t".contains(c));
    let inside = !value.to_ascii_lowercase().contains("url(");
    (ATTRIBUTES.contains(&name) && harmless && inside).then(|| Attribute {
        name: name.to_owned(),
        value: value.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

fn view_box<V: std::ops::Deref<Target = html5gum::HtmlString>>(
    attributes: &std::collections::BTreeMap<html5gum::HtmlString, V>,
) -> Option<String> {
    let text = |name: &[u8]| attributes.get(name).and_then(|value| std::str::from_utf8(value).ok());
    let is_number = |text: &&str| text.parse::<f64>().is_ok_and(f64::is_finite);
    if let Some(found) = text(b"viewbox") {
        let numbers: Vec<&str> =
            found.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty()).collect();
        return (numbers.len() == 4 && numbers.iter().all(is_number)).then(|| numbers.join(" "));
    }
    let size = |name: &[u8]| text(name).map(|size| size.trim_end_matches("px")).filter(is_number);
    Some(format!("0 0 {} {}", size(b"width").unwrap_or("24"), size(b"height").unwrap_or("24")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(svg: &Svg) -> Vec<String> {
        let sign = |shape: &Shape| if shape.ends { "/" } else { "" };
        svg.shapes.iter().map(|shape| format!("{}{}", sign(shape), shape.name)).collect()
    }

    #[test]
    fn shapes_are_kept() {
        let svg = read("<?xml version=\"1.0\"?><svg xmlns=\"x\" viewBox=\"0 0 24 24\" fill=\"none\"><title>T</title><g><path d=\"M0 0\nL1 1\"/></g></svg>").unwrap();
        assert_eq!(svg.view_box, "0 0 24 24");
        assert_eq!(names(&svg), ["g", "g", "path", "/g", "/g"]);
        assert_eq!(svg.shapes[2].attributes, [Attribute { name: "d".into(), value: "M0 0 L1 1".into() }]);
    }

    #[test]
    fn what_runs_or_loads_is_dropped() {
        let svg = read(
            "<svg viewBox='0 0 1 1' onload='x()'><script>alert(1)</script><foreignObject><path d='M1'/></foreignObject>\
             <path d='M2' onclick='x' fill='url(#a)' style='x' stroke='Url(http://x)'/><use href='http://x'/><image href='x'/>\
             <style>*{background:url(x)}</style><a href='javascript:x'><circle r='1'/></a></g></svg>",
        )
        .unwrap();
        assert_eq!(names(&svg), ["g", "path", "circle", "/g"]);
        let values: Vec<&str> =
            svg.shapes.iter().flat_map(|s| &s.attributes).map(|a| a.value.as_str()).collect();
        assert_eq!(values, ["M2", "1"]);
    }

    #[test]
    fn files_that_draw_nothing_are_no_icons() {
        for source in
            ["", "text", "<svg/>", "<svg viewBox='a'><path d='M1'/></svg>", "<path d='M1'/>", "<svg><g>"]
        {
            assert_eq!(read(source), None, "{source}");
        }
    }
}
