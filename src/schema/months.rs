//! The names of months, in the languages in which dates are written out.

use crate::text::fold::folded;

/// Each month in English first, and then in other languages, folded. Inflected forms are those of dates. A name that is two
/// months in two languages is none of them: `listopada` is November in Polish and October in Croatian.
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
        "marco",
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

/// Short forms that do not start like the whole.
const SHORT: &[(&str, u32)] = &[("mrt", 3), ("mrz", 3)];

/// The number of a month by its name, or by three letters of it that start no other month.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = folded(word);
    if word.chars().count() < 3 {
        return None;
    }
    let short = SHORT.iter().find(|(short, _)| *short == word).map(|(_, month)| *month);
    short
        .or_else(|| only(|names| names[0].starts_with(&word)))
        .or_else(|| only(|names| names.contains(&word.as_str())))
        .or_else(|| {
            let starts = |names: &&[&str]| names.iter().any(|name| name.starts_with(&word));
            only(|names| starts(&names))
        })
}

/// The only month of whose names something is true.
fn only(is: impl Fn(&'static [&'static str]) -> bool) -> Option<u32> {
    let mut found = (1..).zip(NAMES).filter(|(_, names)| is(names)).map(|(month, _)| month);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_one_month() {
        for (at, names) in (1..).zip(NAMES) {
            for name in names {
                assert_eq!(
                    (*name, month(name)),
                    (*name, Some(at)),
                    "a name is written folded, and in one list"
                );
            }
        }
    }

    #[test]
    fn a_short_form_is_a_month_where_it_starts_no_other() {
        for (word, number) in [("Mar", 3), ("mars", 3), ("févr", 2), ("Dez", 12), ("juil", 7), ("SEPT", 9)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["jui", "ma", "listopada", "", "lis", "soon"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
