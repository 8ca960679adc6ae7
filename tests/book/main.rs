//! Books built by the real mdBook with the real binaries. One program, because each would link all of it again.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test, with its place")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod boxes;
mod card_images;
#[cfg(feature = "cards")]
mod cards;
mod catalog_schema;
mod catalog_script;
mod check_rules;
mod config;
mod determinism;
mod diagnostics;
mod directives;
mod directives_filters;
mod directives_gather;
mod directives_more;
mod directives_place;
mod foreign;
mod foreign_pages;
mod forms_of_others;
mod forms_of_wikis;
mod front_matter;
mod furniture;
mod furniture_gather;
mod furniture_links;
mod graph;
mod guide_reading;
mod guide_snippets;
mod handwritten;
mod heading_ids;
mod hostile;
mod identity;
mod index;
mod index_bad_input;
mod install;
mod libraries;
mod metadata;
mod mkdocs;
mod mkdocs_hostile;
mod mkdocs_kinds;
mod one_program;
mod panics;
mod parts;
mod people;
mod properties;
mod read_text;
mod readers;
mod search_found;
mod search_index;
mod search_names;
mod search_questions;
mod search_settings;
mod search_typing;
mod shown_problems;
mod superseded;
mod term_pages;
mod terms_computed;
mod text_mode;
mod web;
