//! Names among other scripts, versions and numbers, in books that real mdBook built.

use super::search_found::{book, configured, finds, finds_in, node};

/// A page that says the parts of every name, and the names nowhere.
fn talk(words: &str) -> String {
    format!("# X\n\n{}\n", format!("{words}. ").repeat(6))
}

#[test]
fn names_are_found_as_a_whole_within_a_script_without_spaces() {
    let talk = talk(
        "request timeout ms retry policy store path 요청 시간 제한 설정 파일 저장소 경로 정책 로그 API 설계",
    );
    let settings = "# 값\n\n`요청-시간-제한`은 30입니다. `설정/파일.toml`을 읽습니다. `RetryPolicy정책`도 있고 request-timeout-ms를 씁니다. \
                    `저장소::경로`. `API설계v2`. store.path의 값. `로그_저장소`. MySQL과 C++를.\n";
    let pages = [("talk.md", &*talk), ("settings.md", settings), ("other.md", "# 기타\n\n없음.\n")];
    let expected = [
        ("요청-시간-제한", "2 settings talk"),
        ("요청_시간_제한을", "2 settings talk?"),
        ("요청시간제한", "2 settings talk?"),
        ("설정/파일.toml", "2 settings talk?"),
        ("RetryPolicy정책", "2 settings talk"),
        ("retrypolicy", "2 settings talk"),
        ("request-timeout-ms", "2 settings talk"),
        ("request-timeout-ms를", "2 settings talk?"),
        ("requestTimeoutMs이", "2 settings talk?"),
        ("저장소::경로", "2 settings talk"),
        ("api설계V2", "2 settings talk?"),
        ("로그_저장소", "2 settings talk"),
        ("mysql", "1 settings"),
        ("c++", "1 settings"),
        ("\"설정/파일.toml\"", "1 settings"),
    ];
    finds_in("ko", &pages, &expected);
}

#[test]
fn a_number_is_found_with_and_without_the_commas_of_its_thousands() {
    let talk = talk("1 000 000 and 250");
    let limits = "# Limits\n\nAt most 1,000,000 requests and 250,000 a day.\n";
    let plain = "# Plain\n\nAt most 1000000 of them.\n";
    let pages = [("talk.md", &*talk), ("limits.md", limits), ("plain.md", plain)];
    let expected = [
        ("1000000", "2 limits plain"),
        ("250000", "1 limits"),
        ("250,000", "2 limits talk"),
        ("\"1,000,000 requests\"", "1 limits"),
    ];
    finds_in("en", &pages, &expected);
}

#[test]
fn an_excerpt_marks_names_within_a_script_without_spaces() {
    let talk = talk("request timeout ms");
    let pages = [("talk.md", &*talk), ("settings.md", "# 値\n\n既にrequest-timeout-msを使う。\n")];
    finds_in("ja", &pages, &[("request-timeout-ms", "2 settings talk"), ("GitHub", "0 missing GitHub")]);
}

#[test]
fn another_word_of_a_script_without_spaces_is_no_ending() {
    let pages = [("a.md", "# 日本\n\n文。\n"), ("b.md", "# API設計\n\n文。\n"), ("c.md", "# 他\n\nなし。\n")];
    let expected = [
        ("日志", "0 missing 日志"),
        ("日本を", "1 a?"),
        ("API設定", "1 b?"),
        ("API設計書", "1 b"),
        ("設備", "0 missing 設備"),
    ];
    finds_in("ja", &pages, &expected);
}

#[test]
fn versions_are_found_with_a_v_and_without() {
    let pages = [
        ("notes/v1.2.3-rc1.md", "# Candidate\n\nText.\n"),
        ("other.md", "# Other\n\nSince v2.0-beta, and 1.2.\n"),
    ];
    let expected = [
        ("v1.2.3-rc1", "1 notes/v1.2.3-rc1"),
        ("1.2.3-rc1", "1 notes/v1.2.3-rc1"),
        ("1.2.3", "1 notes/v1.2.3-rc1"),
        ("2.0-beta", "1 other"),
        ("v2.0", "1 other"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn zeros_before_the_number_of_a_page_do_not_matter() {
    let pages = [
        ("rfc/RFC-12.md", "# Twelve\n\nText.\n"),
        ("adr/0012_use_x.md", "# Use X\n\nText.\n"),
        ("adr/adr-0013.md", "# Use Y\n\nText, see RFC-0012, ADR-012 and ADR-00012, and ADR-0012 again.\n"),
    ];
    let expected = [
        ("RFC-0012", "3 rfc/RFC-12 adr/adr-0013 adr/0012_use_x?"),
        ("ADR-012", "2 adr/0012_use_x adr/adr-0013"),
        ("adr 00012", "2 adr/0012_use_x adr/adr-0013"),
        ("adr 12", "3 adr/0012_use_x adr/adr-0013? rfc/RFC-12?"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn catalog_and_list_know_a_page_by_the_names_that_the_search_knows() {
    let pages = [
        ("adr/0007-use-queues.md", "---\nstatus: accepted\n---\n# Use queues\n\nText.\n"),
        (
            "adr/0009/README.md",
            "---\nstatus: accepted\n---\n# Use topics\n\nNot as ADR-7 and ADR-0007 say.\n",
        ),
        ("x/dots.md", "+++\ntitle = \"Dotted\"\nid = \"auth.retry-5\"\n+++\n# Dotted\n\nText.\n"),
        (
            "x/side.md",
            "---\ntitle: Quite another\nid: \"PRÜF 33\"\n---\n# Side\n\nSee ADR-9, ADR-9, auth.retry-5.\n",
        ),
    ];
    let summary = "- [All](all.md)\n- [Use queues](adr/0007-use-queues.md)\n- [Use topics](adr/0009/README.md)\n- [Dotted](x/dots.md)\n- [In the bar](x/side.md)\n";
    let names = [
        ("adr-7", "adr/0007-use-queues"),
        ("ADR-0007", "adr/0007-use-queues"),
        ("adr-9", "adr/0009/index"),
        ("ADR-0009", "adr/0009/index"),
        ("auth.retry-5", "x/dots"),
        ("\"in the bar\"", "x/side"),
        ("prüf-33", "x/side"),
    ];
    let counts: Vec<String> =
        names.iter().map(|(name, _)| format!("{{{{#patterns count filter='{name}'}}}}")).collect();
    let all = format!("# All\n\n{}\n\n{{{{#patterns catalog}}}}\n", counts.join(" "));
    let book = configured("", &pages).page("all.md", &all).summary(summary).build();
    // Descriptions that say a name count, too.
    assert!(book.main("all.html").contains("<p>2 2 2 1 2 1 1</p>"), "{}", book.main("all.html"));
    let index = book.html_dir().parent().unwrap().join("patterns/search");
    let asked: Vec<&str> = names.iter().map(|(name, _)| name.trim_matches('"')).collect();
    let pages: Vec<String> = names.iter().map(|(_, page)| format!("{page}.html")).collect();
    assert_eq!(node("first.mjs", &index, &asked).lines().collect::<Vec<_>>(), pages);
    // What the catalog's script reads, as only what is not shown is said again.
    let main = book.main("all.html");
    let said: Vec<&str> = main.split("data-w=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        said,
        ["adr-0007; adr-7", "adr-0009; adr-9", "dots; auth.retry-5", "side; PRÜF 33; In the bar"]
    );
}

#[test]
fn a_name_with_capitals_or_signs_finds_the_word_that_it_is_without_them() {
    let pages = [
        ("apart.md", "# X\n\nGit is a tool at the hub. A front, an end. 100 and k. Mac, OS. Log in.\n"),
        (
            "joined.md",
            "# Y\n\nThe frontend is on github, with 100k users, on macos. At 0x80070005. The login.\n",
        ),
        ("other.md", "# Z\n\nNothing.\n"),
    ];
    let expected = [
        ("GitHub", "2 joined apart"),
        ("front-end", "2 joined apart"),
        ("front end", "2 apart joined?"),
        ("100K", "2 joined apart"),
        ("macOS", "2 joined apart"),
        ("0X80070005", "1 joined"),
        ("login", "1 joined"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn what_the_author_calls_the_same_counts_as_what_was_typed() {
    let pages = [
        ("operators.md", "# Kubernetes operators\n\nText.\n"),
        ("mention.md", "# Other\n\nSome say k8s.\n"),
        ("else.md", "# Three\n\nNothing.\n"),
    ];
    let config = "[preprocessor.patterns]\ncatalog = {enable = false}\n[preprocessor.patterns.synonyms]\n\"k8s\" = [\"kubernetes\"]\n";
    finds(
        configured(config, &pages),
        &[("k8s", "2 operators mention"), ("kubernetes", "2 operators mention")],
    );
}

#[test]
fn an_excluded_name_does_not_exclude_its_plain_word() {
    let pages =
        [("a.md", "# Leaving\n\nYou leave, and tell us.\n"), ("b.md", "# Other\n\nYou wait, and tell.\n")];
    finds(book(&pages), &[("tell -U.S.", "2 a b"), ("tell -us", "1 b")]);
}

#[test]
fn what_is_beside_what_nothing_says_still_holds_and_is_told() {
    let config = "[preprocessor.patterns]\ncatalog = {enable = false}\n[preprocessor.patterns.taxonomy.area]\nterms = [\"c\", \"d\"]\nfacet = true\n\
                  [preprocessor.patterns.taxonomy.maturity]\nlabel = \"Level\"\nterms = [\"high\"]\nfacet = true\n\
                  [preprocessor.patterns.synonyms]\n\"2pc\" = [\"two-phase commit\"]\n";
    let pages = [
        ("a.md", "---\narea: c\ndifficulty: beginner\n---\n# A\n\nThe frontend has its timeout.\n"),
        ("b.md", "---\narea: d\nmaturity: high\n---\n# B\n\nOnly 2pc stands here.\n"),
        ("e.md", "---\narea: d\n---\n# E\n\nA phase of two that we commit.\n"),
    ];
    let expected = [
        ("frontend -timeout -area:c", "0"),
        ("\"frontend timeout\" area:c", "1 a? missing \"frontend timeout\""),
        ("level:high", "1 b"),
        ("2pc", "2 b e?"),
    ];
    finds(configured(config, &pages), &expected);
}

#[test]
fn what_the_author_counts_by_keys_of_the_own_or_by_dates_is_a_name() {
    let pages = [
        ("talk.md", talk("ADR 42, OPS-123, E0382, 2024-03-01 and TKT-5")),
        ("queue.md", "---\nadr: 42\n---\n# A queue\n\nText.\n".to_owned()),
        ("ledger.md", "---\nticket: OPS-123\ncode: E0382\n---\n# Ledger\n\nText.\n".to_owned()),
        ("extra.md", "+++\n[extra]\nissue = \"TKT-5\"\n+++\n# Extra\n\nText.\n".to_owned()),
        ("2024-03-01-outage.md", "# The outage\n\nText.\n".to_owned()),
    ];
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let expected = [
        ("adr 42", "2 queue talk"),
        ("ADR-0042", "2 queue talk?"),
        ("ops-123", "2 ledger talk"),
        ("e0382", "2 ledger talk"),
        ("tkt 5", "2 extra talk"),
        ("2024-03-01", "2 2024-03-01-outage talk"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn what_the_author_counts_is_no_name_where_others_count_the_same_or_are_called_so() {
    let pages = [
        ("a.md", "---\nblocked_by: OPS-123\nsprint: 12\nadr: 7\nport: 8080\nsize: 10mb\n---\n# A\n\nText.\n"),
        ("b.md", "---\nparent: OPS-123\nsprint: 12\nsev: SEV1\nyear: 2024\n---\n# B\n\nText.\n"),
        ("c.md", "---\nsev: SEV1\norder: v2x\nlevel: beginner\ndifficulty: expert2\n---\n# C\n\nText.\n"),
        ("adr/0007-queues.md", "# Queues\n\nThe text of it.\n"),
        ("login.md", "# Fix the login (OPS-123)\n\nThe text of it.\n"),
        ("port-8080.md", "# What is in use\n\nThe text of it.\n"),
        ("review.md", "# Sprint 12 review\n\nThe text of it.\n"),
        ("talk.md", "# A talk of 10mb, of 2024 and SEV1, v2x, and expert2\n\nText.\n"),
    ];
    let expected = [
        ("OPS-123", "1 login"),
        ("sprint 12", "1 review"),
        ("adr 7", "1 adr/0007-queues"),
        ("port 8080", "1 port-8080"),
        ("sev1", "1 talk"),
        ("10mb", "2 talk a"),
        ("2024", "2 talk b"),
        ("v2x", "1 talk"),
        ("expert2", "1 talk"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn an_author_s_other_word_counts_within_a_query_too() {
    let config =
        "[preprocessor.patterns.synonyms]\n\"k8s\" = [\"kubernetes\"]\n\"2pc\" = [\"two-phase commit\"]\n";
    let pages = [
        ("cluster.md", "# Clusters\n\nKubernetes runs them.\n"),
        ("commit.md", "# Commits\n\nThe two-phase commit of rows.\n"),
        ("rows.md", "# Rows\n\nRows of clusters.\n"),
    ];
    let expected = [
        ("k8s clusters", "2 cluster rows?"),
        ("the 2pc rows", "2 commit rows?"),
        ("kubernetes clusters", "2 cluster rows?"),
    ];
    finds(configured(config, &pages), &expected);
}

#[test]
fn a_word_in_capitals_whose_parts_are_none_is_the_word() {
    let pages = [
        ("a.md", "# Clusters\n\nA k8s cluster, and i18n.\n"),
        ("b.md", "# Others\n\nA cluster, and another cluster.\n"),
    ];
    finds(book(&pages), &[("K8S cluster", "2 a b?"), ("I18N and K8S", "1 a")]);
}

#[test]
fn a_filter_may_be_named_by_several_words() {
    let pages = [
        (
            "short.md",
            "---\ntitle: Short\nreading_time: 4\nlevel: Beginner\n---\n# Short\n\nA reading of time.\n",
        ),
        ("long.md", "---\ntitle: Long\nreading_time: 60\n---\n# Long\n\nReading takes time.\n"),
    ];
    let expected = [
        ("reading time:<5", "1 short"),
        ("takes Reading Time: >30", "1 long"),
        ("-reading time:<5 takes", "1 long"),
        ("some time:<5", "2 short? long? missing 5"),
    ];
    finds(configured("[preprocessor.patterns.catalog]\nenable = false\n", &pages), &expected);
}

#[test]
fn what_stands_between_dots_and_slashes_is_a_name_itself() {
    let talk = talk("get user name some field thread pool max size handle request parse json on close");
    let pages = [
        ("talk.md", &*talk),
        ("call.md", "# A\n\nCall `client.getUserName()` or `this.onClose` once.\n"),
        ("field.md", "# B\n\nIt is `self.some_field.value`.\n"),
        ("size.md", "# C\n\nSet `server.thread-pool.max-size=3`.\n"),
        ("path.md", "# D\n\n`crate::net::HandleRequest` of `net/parse_json.rs`.\n"),
        ("files.md", "# E\n\n`.github/workflows/ci.yml` runs `lang/C++` at `node@18.2.1`.\n"),
    ];
    let expected = [
        ("getUserName", "2 call talk"),
        ("getusername", "2 call talk"),
        ("get_user_name()", "2 call talk"),
        ("other.getUserName", "2 call talk?"),
        ("onclose", "1 call"),
        ("someField", "2 field talk"),
        ("thread-pool", "2 size talk"),
        ("maxsize", "2 size talk"),
        ("handle_request", "2 path talk"),
        ("net::HandleRequest", "2 path talk?"),
        ("parseJson", "2 path talk"),
        (".github", "1 files"),
        ("c++", "1 files"),
        ("18.2.1", "1 files"),
    ];
    finds(book(&pages), &expected);
}

#[test]
fn letters_with_a_number_may_be_the_beginning_of_a_name() {
    let pages = [
        ("a.md", "# A\n\nUses `log4j2`, `k8s`, `E0502` and `oauth2proxy`.\n"),
        ("b.md", "# B\n\nThe log of 4 days. See RFC 79 and ADR 42.\n"),
        ("c.md", "# C\n\nRFC791 and ADR421.\n"),
        ("java.md", "# Java\n\nAbout streams.\n"),
        ("update.md", "# Update\n\nTo `java8u201`.\n"),
    ];
    let expected = [
        ("log4j", "2 a b"),
        ("k8", "1 a"),
        ("e05", "1 a"),
        ("oauth2", "1 a"),
        // Where a page holds what the name is made of, it is no beginning.
        ("rfc79", "1 b"),
        ("adr42", "1 b"),
        ("java8", "2 update java"),
        ("9x9", "0 missing 9x9"),
    ];
    finds(book(&pages), &expected);
}

/// A name within a longer one takes no page away from who types its words in one.
#[test]
fn a_name_leaves_the_pages_of_its_words() {
    let pages = [
        ("limits/rate-limiting.md", "# Rate limiting\n\nHow many requests a client has.\n"),
        ("settings.md", "# Settings\n\nSet `nginx.rate_limit.zone`.\n"),
        ("saga/saga.md", "# Saga\n\nSteps that are undone.\n"),
    ];
    finds(book(&pages), &[("ratelimit", "2 settings limits/rate-limiting"), ("saga", "1 saga/saga")]);
}

#[test]
fn two_short_words_of_a_script_without_spaces_are_both_meant() {
    let pages = [
        ("log.md", "# 로그 수집\n\n사용자가 파일을 삭제합니다.\n"),
        ("set.md", "# 설정 파일\n\n설정은 파일에서 읽습니다.\n"),
        ("other.md", "# 기타\n\n이것은 글입니다.\n"),
        ("more.md", "# 기타 둘\n\n이것은 글입니다.\n"),
    ];
    finds_in("ko", &pages, &[("파일 삭제", "2 log set?"), ("삭제 파일", "2 log set?")]);
}
