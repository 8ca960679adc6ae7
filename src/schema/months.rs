//! The names of months, in the languages in which dates are written out.

use crate::text::fold::folded;

/// Each month in English first, and then in other languages, folded but for one that is a person without its sign: Marco.
/// Inflected forms are those of dates. A name that is two months in two languages is none of them: `listopada` is November in
/// Polish and October in Croatian.
const NAMES: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "januari",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "ianuarie",
        "ledna",
        "stycznia",
        "styczen",
        "leden",
        "ocak",
        "tammikuu",
        "tammikuuta",
        "января",
        "январь",
        "січня",
        "січень",
    ],
    &[
        "february",
        "februar",
        "februari",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februarie",
        "unora",
        "unor",
        "lutego",
        "luty",
        "subat",
        "helmikuu",
        "helmikuuta",
        "февраля",
        "февраль",
        "лютого",
        "лютии",
    ],
    &[
        "march",
        "marz",
        "maerz",
        "mars",
        "marzo",
        "março",
        "maart",
        "marts",
        "martie",
        "brezna",
        "brezen",
        "marca",
        "marzec",
        "mart",
        "maaliskuu",
        "maaliskuuta",
        "марта",
        "март",
        "березня",
        "березень",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "aprilie",
        "dubna",
        "duben",
        "kwietnia",
        "kwiecien",
        "nisan",
        "huhtikuu",
        "huhtikuuta",
        "апреля",
        "апрель",
        "квітня",
        "квітень",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maggio",
        "maio",
        "mei",
        "maj",
        "kvetna",
        "kveten",
        "maja",
        "mayis",
        "toukokuu",
        "toukokuuta",
        "мая",
        "маи",
        "травня",
        "травень",
    ],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "giugno",
        "junho",
        "iunie",
        "cervna",
        "cerven",
        "czerwca",
        "czerwiec",
        "haziran",
        "kesakuu",
        "kesakuuta",
        "июня",
        "июнь",
        "червня",
        "червень",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "luglio",
        "julho",
        "iulie",
        "cervence",
        "cervenec",
        "lipca",
        "lipiec",
        "temmuz",
        "heinakuu",
        "heinakuuta",
        "июля",
        "июль",
        "липня",
        "липень",
    ],
    &[
        "august",
        "aout",
        "agosto",
        "augustus",
        "augusti",
        "srpna",
        "srpen",
        "sierpnia",
        "sierpien",
        "agustos",
        "elokuu",
        "elokuuta",
        "августа",
        "август",
        "серпня",
        "серпень",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "septembrie",
        "zari",
        "wrzesnia",
        "wrzesien",
        "eylul",
        "syyskuu",
        "syyskuuta",
        "сентября",
        "сентябрь",
        "вересня",
        "вересень",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "octombrie",
        "rijna",
        "rijen",
        "pazdziernika",
        "pazdziernik",
        "ekim",
        "lokakuu",
        "lokakuuta",
        "октября",
        "октябрь",
        "жовтня",
        "жовтень",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "noiembrie",
        "kasim",
        "marraskuu",
        "marraskuuta",
        "ноября",
        "ноябрь",
        "листопад",
        "листопада",
        "listopadu",
    ],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "decembrie",
        "desember",
        "prosince",
        "prosinec",
        "grudnia",
        "grudzien",
        "aralik",
        "joulukuu",
        "joulukuuta",
        "декабря",
        "декабрь",
        "грудня",
        "грудень",
    ],
];

/// Short forms that people write in dates in languages other than English, folded. One that is another month in a language
/// not listed here is none: `lip` is July in Polish and June in Croatian, `srp` is August in Czech and July in Croatian.
const SHORT: [&[&str]; 12] = [
    &["janv", "ene", "gen", "ian", "sty", "oca", "янв", "січ"],
    &["fev", "fevr", "lut", "sub", "фев", "февр", "лют"],
    &["mrt", "mrz", "мар", "бер"],
    &["avr", "abr", "kwi", "апр", "квіт"],
    &["mag", "трав"],
    &["giu", "iun", "cze", "haz", "июн", "черв"],
    &["juil", "lug", "iul", "tem", "июл"],
    &["ago", "agu", "sie", "авг", "серп"],
    &["set", "sett", "wrz", "eyl", "сен", "сент", "вер"],
    &["okt", "ott", "out", "paz", "eki", "окт", "жовт"],
    &["noi", "kas", "ноя", "нояб"],
    &["dez", "dic", "des", "gru", "ara", "дек", "груд"],
];

/// A month that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    /// From 1.
    pub(super) number: u32,
    /// How the word names it.
    pub(super) form: Form,
}

/// How a word names a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Its English name, or at least three letters of it.
    English,
    /// Its whole name in another language.
    Whole,
    /// A short form of another language, which may be a word of its own: `set`, `out`.
    Short,
}

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<Month> {
    let (word, written) = (folded(word), word.to_lowercase());
    let at = |is: &dyn Fn(usize) -> bool| (0..NAMES.len()).find(|at| is(*at));
    let english = || at(&|at| word.chars().count() > 2 && NAMES[at][0].starts_with(&word));
    let whole = || at(&|at| NAMES[at].iter().any(|name| word == *name || written == *name));
    let short = || at(&|at| SHORT[at].contains(&word.as_str()));
    let of = |form: Form| move |at: usize| Month { number: at as u32 + 1, form };
    let english = english().map(of(Form::English));
    english.or_else(|| whole().map(of(Form::Whole))).or_else(|| short().map(of(Form::Short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(word: &str) -> Option<u32> {
        month(word).map(|month| month.number)
    }

    #[test]
    fn each_name_is_one_month() {
        for (at, (names, short)) in (1..).zip(NAMES.iter().zip(SHORT)) {
            for name in names.iter().chain(short) {
                assert_eq!(
                    (*name, number(name)),
                    (*name, Some(at)),
                    "a name is written folded, and in one list"
                );
            }
        }
    }

    #[test]
    fn a_short_form_is_one_that_people_write_and_one_month() {
        for (word, wanted) in
            [("Mar", 3), ("mars", 3), ("févr", 2), ("Dez", 12), ("juil", 7), ("SEPT", 9), ("Março", 3)]
        {
            assert_eq!(number(word), Some(wanted), "{word}");
        }
        for word in [
            "jui",
            "ma",
            "listopada",
            "",
            "lis",
            "soon",
            "lip",
            "srp",
            "mae",
            "kesä",
            "led",
            "elo",
            "лип",
            "Marco",
        ] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
