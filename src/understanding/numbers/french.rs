//! French, also of Belgium and Switzerland.

use jiff::civil::Weekday;

use super::language::Language;
use super::phrases::Phrases;
use crate::number_words;
use crate::understanding::slots::measure::{Rule as Measure, Unit};
use crate::understanding::slots::price::{self, Coin, Rule as Price};
use crate::understanding::slots::when::{DateRule as Date, IntervalRule as Often, Side, Span};

/// The tables of French.
pub fn language() -> Language {
    Language {
        words: &number_words::FRENCH,
        numbers: Phrases::new(&[
            ("[une] douzaine", 12),
            ("{cardinal} douzaines", 12),
            ("[une] demi douzaine", 6),
            ("[une] dizaine", 10),
            ("[une] quinzaine", 15),
            ("[une] vingtaine", 20),
            ("une paire", 2),
        ]),
        articles: Phrases::new(&[("encore un[e]|un[e] autre|un[e] seul[e]|un[e] de plus", 1)]),
        amounts: Phrases::new(&[
            ("[un|une] demi[e]|½", 500),
            ("{cardinal} et demi[e]|{cardinal} ½", 500),
            ("encore un[e]|un[e] autre", 1000),
            ("[un] quart (de|d un)|¼", 250),
            ("trois quarts (de|d un)|¾", 750),
        ]),
        units: Phrases::new(&[
            ("gramme[s]|g|gr", (Unit::Gram, 1_000)),
            ("kilo[s]|kilogramme[s]|kg", (Unit::Gram, 1_000_000)),
            ("livre[s]", (Unit::Gram, 500_000)),
            ("milligramme[s]|mg", (Unit::Gram, 1)),
            ("litre[s]|l", (Unit::Millilitre, 1_000_000)),
            ("décilitre[s]|dl", (Unit::Millilitre, 100_000)),
            ("centilitre[s]|cl", (Unit::Millilitre, 10_000)),
            ("millilitre[s]|ml", (Unit::Millilitre, 1_000)),
            ("mètre[s]|m", (Unit::Millimetre, 1_000_000)),
            ("centimètre[s]|cm", (Unit::Millimetre, 10_000)),
            ("millimètre[s]|mm", (Unit::Millimetre, 1_000)),
        ]),
        measures: Phrases::new(&[
            ("{amount} {unit}", Measure::Amount(0)),
            ("{amount} {unit} et demi[e]", Measure::Amount(500)),
            ("{unit} et demi[e]", Measure::Amount(1500)),
            ("(le|la|par) {unit}", Measure::Amount(1000)),
            ("{cardinal} (x|fois) {amount} {unit}", Measure::Times),
            ("[un] (pack|lot) de {cardinal}", Measure::Pack),
            ("{number} (packs|lots) de {cardinal}", Measure::Pack),
            ("[un] {cardinal} pack", Measure::Pack),
        ]),
        coins: Phrases::new(&[
            ("euro[s]|eur|€", Coin::Major("EUR")),
            ("dollar[s]|usd|$", Coin::Major("USD")),
            ("livre[s] [sterling]|gbp|£", Coin::Major("GBP")),
            ("franc[s] [suisse[s]]|chf", Coin::Major("CHF")),
            ("yen[s]|jpy|¥", Coin::Major("JPY")),
            ("centime[s]|eurocent[s]", Coin::Minor(None)),
        ]),
        sums: price::sum_phrases("et"),
        prices: Phrases::new(&[
            ("{money}", Price::Exactly),
            (
                "([à] moins de|en dessous de|sous [les]|pas plus de|rien au dessus de|moins cher que|au maximum|maximum|au plus|jusqu à|max) {money}",
                Price::AtMost,
            ),
            ("{money} (ou moins|maximum|au maximum|max|au plus)", Price::AtMost),
            (
                "([à] plus de|au dessus de|pas moins de|plus cher que|au moins|minimum|au minimum|à partir de|dès) {money}",
                Price::AtLeast,
            ),
            ("{money} (ou plus|minimum|au minimum|au moins)", Price::AtLeast),
            ("entre {money} et {money}|de {money} à {money}|{money} à {money}", Price::Between),
            ("(environ|autour de|vers|à peu près|dans les|aux alentours de) {money}|{money} environ", Price::Around),
        ]),
        spans: Phrases::new(&[
            ("jour[s]", Span::Day),
            ("semaine[s]", Span::Week),
            ("mois", Span::Month),
            ("an[s]|année[s]", Span::Year),
        ]),
        weekdays: Phrases::new(&[
            ("lundi[s]", Weekday::Monday),
            ("mardi[s]", Weekday::Tuesday),
            ("mercredi[s]", Weekday::Wednesday),
            ("jeudi[s]", Weekday::Thursday),
            ("vendredi[s]", Weekday::Friday),
            ("samedi[s]", Weekday::Saturday),
            ("dimanche[s]", Weekday::Sunday),
        ]),
        months: Phrases::new(&[
            ("janvier", 1),
            ("février|fevrier", 2),
            ("mars", 3),
            ("avril|d avril", 4),
            ("mai", 5),
            ("juin", 6),
            ("juillet", 7),
            ("août|aout|d août|d aout", 8),
            ("septembre", 9),
            ("octobre|d octobre", 10),
            ("novembre", 11),
            ("décembre|decembre", 12),
        ]),
        ordinals: Phrases::new(&[("premier", 1)]),
        ordinal_endings: &["er"],
        dates: Phrases::new(&[
            ("aujourd'hui|d aujourd'hui|ce (matin|soir|midi)|cet après midi|cette nuit", Date::Away(0, Span::Day)),
            ("(hier|d hier) [matin|soir|après midi]", Date::Away(-1, Span::Day)),
            ("demain [matin|soir|après midi]", Date::Away(1, Span::Day)),
            ("avant hier|d avant hier", Date::Away(-2, Span::Day)),
            ("après demain", Date::Away(2, Span::Day)),
            ("[la|le|du|au] {span} (dernière|dernier|passée|passé|précédente|précédent)", Date::Next(-1)),
            ("l année (dernière|passée)|l an (dernier|passé)", Date::Away(-1, Span::Year)),
            ("(cette|ce) {span} [ci]", Date::Next(0)),
            ("[la|le|du|au] {span} (prochaine|prochain|suivante|suivant|qui vient)", Date::Next(1)),
            ("l année prochaine|l an prochain", Date::Away(1, Span::Year)),
            ("il y a {number} {span}", Date::Ago),
            ("(dans|d ici) {number} {span}", Date::Ahead),
            ("[le|ce] {weekday} [matin|soir|après midi]", Date::Weekday(None)),
            ("[le|de] {weekday} (dernier|passé)", Date::Weekday(Some(Side::Last))),
            ("[le] {weekday} (prochain|qui vient)", Date::Weekday(Some(Side::Next))),
            ("[en|au mois de|du mois de] {month} [dernier]", Date::Month),
            ("[le|du] {day} {month}", Date::Day),
            ("(le|du) {day}", Date::Day),
        ]),
        intervals: Phrases::new(&[
            (
                "par {span}|chaque {span}|(toutes les|tous les) {span}|une fois (par|tous les|toutes les) {span}",
                Often::Each(1),
            ),
            ("(toutes les|tous les) {number} {span}|une fois (toutes les|tous les) {number} {span}", Often::Every),
            ("un[e] {span} sur deux", Often::Each(2)),
            ("quotidien|quotidienne|quotidiennement", Often::Fixed(1, Span::Day)),
            ("hebdomadaire|(chaque|tous les) {weekday}", Often::Fixed(1, Span::Week)),
            ("bimensuel|bimensuelle|toutes les quinzaines", Often::Fixed(2, Span::Week)),
            ("mensuel|mensuelle|mensuellement", Often::Fixed(1, Span::Month)),
            ("trimestriel|trimestrielle|chaque trimestre|tous les trimestres", Often::Fixed(3, Span::Month)),
            ("annuel|annuelle|annuellement|une fois l an", Often::Fixed(1, Span::Year)),
            ("{cardinal} fois par {span}", Often::TimesNumber),
        ]),
    }
}
