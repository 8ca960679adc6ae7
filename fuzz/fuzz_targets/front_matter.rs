#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| mdbook_patterns_fuzz::front_matter(data));
