//! mdBook plugins for libraries of patterns: one truth, the front matter, and everything else
//! derived from it.
#![warn(missing_docs)]

pub mod assets;
pub mod book;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod expand;
pub mod front_matter;
pub mod page;
pub mod preprocessor;
pub mod schema;
pub mod template;
