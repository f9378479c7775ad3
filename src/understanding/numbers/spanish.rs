//! Spanish, also of America.

use jiff::civil::Weekday;

use super::language::Language;
use super::phrases::Phrases;
use crate::number_words;
use crate::understanding::slots::measure::{Rule as Measure, Unit};
use crate::understanding::slots::price::{self, Coin, Rule as Price};
use crate::understanding::slots::when::{DateRule as Date, IntervalRule as Often, Side, Span};

/// The tables of Spanish.
pub fn language() -> Language {
    Language {
        words: &number_words::SPANISH,
        numbers: Phrases::new(&[
            ("[una] docena", 12),
            ("{cardinal} docenas", 12),
            ("media docena", 6),
            ("un par [de]", 2),
        ]),
        articles: Phrases::new(&[("otro|otra|un[o|a] más|un[o|a] mas|un solo|una sola", 1)]),
        amounts: Phrases::new(&[
            ("medio|media|½", 500),
            ("otro|otra", 1000),
            ("{cardinal} y (medio|media)|{cardinal} ½", 500),
            ("[un] cuarto [de]|¼", 250),
            ("tres cuartos [de]|¾", 750),
        ]),
        units: Phrases::new(&[
            ("gramo[s]|g|gr", (Unit::Gram, 1_000)),
            ("kilo[s]|kilogramo[s]|kg", (Unit::Gram, 1_000_000)),
            ("libra[s]", (Unit::Gram, 453_592)),
            ("onza[s]", (Unit::Gram, 28_350)),
            ("miligramo[s]|mg", (Unit::Gram, 1)),
            ("litro[s]|l", (Unit::Millilitre, 1_000_000)),
            ("decilitro[s]|dl", (Unit::Millilitre, 100_000)),
            ("centilitro[s]|cl", (Unit::Millilitre, 10_000)),
            ("mililitro[s]|ml", (Unit::Millilitre, 1_000)),
            ("metro[s]|m", (Unit::Millimetre, 1_000_000)),
            ("centímetro[s]|cm", (Unit::Millimetre, 10_000)),
            ("milímetro[s]|mm", (Unit::Millimetre, 1_000)),
        ]),
        measures: Phrases::new(&[
            ("{amount} {unit}", Measure::Amount(0)),
            ("{amount} {unit} y (medio|media)", Measure::Amount(500)),
            ("{unit} y (medio|media)", Measure::Amount(1500)),
            ("(el|la|por) {unit}", Measure::Amount(1000)),
            ("{cardinal} (x|por) {amount} {unit}", Measure::Times),
            ("[un] (pack|paquete|lote) de {cardinal}", Measure::Pack),
            ("{number} (packs|paquetes|lotes) de {cardinal}", Measure::Pack),
            ("[un] {cardinal} pack", Measure::Pack),
        ]),
        coins: Phrases::new(&[
            ("euro[s]|eur|€", Coin::Major("EUR")),
            ("dólar[es]|dolar[es]|usd|$", Coin::Major("USD")),
            ("libra[s] [esterlina[s]]|gbp|£", Coin::Major("GBP")),
            ("franco[s] [suizo[s]]|chf", Coin::Major("CHF")),
            ("yen[es]|jpy|¥", Coin::Major("JPY")),
            ("céntimo[s]|centimo[s]|centavo[s]", Coin::Minor(None)),
        ]),
        sums: price::sum_phrases("y|con"),
        prices: Phrases::new(&[
            ("{money}", Price::Exactly),
            (
                "([por] menos de|[por] debajo de|no más de|no mas de|nada de más de|nada por encima de|más barato que|como máximo|máximo|como mucho|a lo sumo|hasta) {money}",
                Price::AtMost,
            ),
            ("{money} (o menos|como máximo|máximo|como mucho)", Price::AtMost),
            (
                "([por] más de|[por] mas de|[por] encima de|no menos de|más caro que|al menos|por lo menos|como mínimo|mínimo|desde|a partir de) {money}",
                Price::AtLeast,
            ),
            ("{money} (o más|o mas|como mínimo|mínimo|en adelante)", Price::AtLeast),
            ("entre {money} y {money}|de {money} a {money}|{money} a {money}", Price::Between),
            (
                "(unos|unas|alrededor de|aproximadamente|cerca de|sobre) {money}|{money} (más o menos|aproximadamente)",
                Price::Around,
            ),
        ]),
        spans: Phrases::new(&[
            ("día[s]|dia[s]", Span::Day),
            ("semana[s]", Span::Week),
            ("mes[es]", Span::Month),
            ("año[s]", Span::Year),
        ]),
        weekdays: Phrases::new(&[
            ("lunes", Weekday::Monday),
            ("martes", Weekday::Tuesday),
            ("miércoles|miercoles", Weekday::Wednesday),
            ("jueves", Weekday::Thursday),
            ("viernes", Weekday::Friday),
            ("sábado[s]|sabado[s]", Weekday::Saturday),
            ("domingo[s]", Weekday::Sunday),
        ]),
        months: Phrases::new(&[
            ("enero", 1),
            ("febrero", 2),
            ("marzo", 3),
            ("abril", 4),
            ("mayo", 5),
            ("junio", 6),
            ("julio", 7),
            ("agosto", 8),
            ("septiembre|setiembre", 9),
            ("octubre", 10),
            ("noviembre", 11),
            ("diciembre", 12),
        ]),
        ordinals: Phrases::new(&[("primero|primer", 1)]),
        ordinal_endings: &["º"],
        dates: Phrases::new(&[
            ("hoy|esta (mañana|tarde|noche)", Date::Away(0, Span::Day)),
            ("ayer [por la mañana|por la tarde|por la noche]|anoche", Date::Away(-1, Span::Day)),
            ("mañana [por la mañana|por la tarde|por la noche]", Date::Away(1, Span::Day)),
            ("anteayer|antes de ayer|antier", Date::Away(-2, Span::Day)),
            ("pasado mañana", Date::Away(2, Span::Day)),
            (
                "[el|la] {span} (pasado|pasada|anterior)|[el|la] (último|última|ultimo|ultima|pasado|pasada) {span}",
                Date::Next(-1),
            ),
            ("(este|esta) {span}", Date::Next(0)),
            (
                "[el|la] {span} que viene|[el|la] (próximo|próxima|proximo|proxima) {span}|[el|la] {span} (próximo|próxima|siguiente)",
                Date::Next(1),
            ),
            ("hace {number} {span}", Date::Ago),
            ("(en|dentro de) {number} {span}", Date::Ahead),
            ("[el|este] {weekday}", Date::Weekday(None)),
            ("[el] {weekday} pasado|el pasado {weekday}", Date::Weekday(Some(Side::Last))),
            ("[el] {weekday} (que viene|próximo)|[el] (próximo|proximo) {weekday}", Date::Weekday(Some(Side::Next))),
            ("[en|en el mes de] {month} [pasado]", Date::Month),
            ("[el] [día|dia] {day} de {month}", Date::Day),
            ("(el|el día|el dia) {day}", Date::Day),
        ]),
        intervals: Phrases::new(&[
            (
                "(por|al|a la) {span}|cada {span}|(todas las|todos los) {span}|una vez (a la|al|por|cada) {span}",
                Often::Each(1),
            ),
            ("cada {number} {span}|una vez cada {number} {span}", Often::Every),
            ("un[a] {span} sí y otr(a|o) no", Often::Each(2)),
            ("diario|diariamente|a diario", Often::Fixed(1, Span::Day)),
            ("semanal|semanalmente|(cada|todos los) {weekday}", Often::Fixed(1, Span::Week)),
            ("quincenal|quincenalmente|cada quincena", Often::Fixed(2, Span::Week)),
            ("mensual|mensualmente", Often::Fixed(1, Span::Month)),
            ("trimestral|trimestralmente|cada trimestre", Often::Fixed(3, Span::Month)),
            ("anual|anualmente", Often::Fixed(1, Span::Year)),
            ("{cardinal} veces (a la|al|por) {span}", Often::TimesNumber),
        ]),
    }
}
