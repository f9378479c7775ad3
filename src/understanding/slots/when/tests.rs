use jiff::civil::date;

use super::*;

fn resolved(when: When, today: Date) -> String {
    let (first, last) = when.resolve(today);
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

fn coming(when: When, today: Date) -> String {
    when.resolve_towards(Side::Next, today).0.to_string()
}

#[test]
fn days_weeks_months_and_years_are_counted_over_the_end_of_a_year() {
    let friday = date(2027, 1, 1);
    assert_eq!(resolved(When::Away(0, Span::Day), friday), "2027-01-01");
    assert_eq!(resolved(When::Away(-1, Span::Day), friday), "2026-12-31");
    assert_eq!(resolved(When::Away(0, Span::Week), friday), "2026-12-28 to 2027-01-03");
    assert_eq!(resolved(When::Away(-1, Span::Week), friday), "2026-12-21 to 2026-12-27");
    assert_eq!(resolved(When::Away(-1, Span::Month), friday), "2026-12-01 to 2026-12-31");
    assert_eq!(resolved(When::Away(-11, Span::Month), friday), "2026-02-01 to 2026-02-28");
    assert_eq!(resolved(When::Away(1, Span::Year), friday), "2028-01-01 to 2028-12-31");
}

#[test]
fn a_month_from_a_31st_is_the_month_that_follows() {
    assert_eq!(resolved(When::Away(1, Span::Month), date(2027, 1, 31)), "2027-02-01 to 2027-02-28");
    assert_eq!(resolved(When::Away(-1, Span::Month), date(2028, 3, 31)), "2028-02-01 to 2028-02-29");
}

#[test]
fn last_and_next_weekday_are_never_today() {
    let tuesday = date(2026, 11, 24);
    let last = |day| resolved(When::Weekday(day, Some(Side::Last)), tuesday);
    let next = |day| resolved(When::Weekday(day, Some(Side::Next)), tuesday);
    assert_eq!(last(Weekday::Tuesday), "2026-11-17");
    assert_eq!(last(Weekday::Monday), "2026-11-23");
    assert_eq!(last(Weekday::Wednesday), "2026-11-18");
    assert_eq!(next(Weekday::Tuesday), "2026-12-01");
    assert_eq!(next(Weekday::Wednesday), "2026-11-25");
    assert_eq!(next(Weekday::Monday), "2026-11-30");
    assert_eq!(resolved(When::Weekday(Weekday::Tuesday, None), tuesday), "2026-11-24");
    assert_eq!(resolved(When::Weekday(Weekday::Wednesday, None), tuesday), "2026-11-18");
    assert_eq!(coming(When::Weekday(Weekday::Wednesday, None), tuesday), "2026-11-25");
}

#[test]
fn months_and_days_are_the_nearest_on_their_side() {
    let today = date(2026, 3, 15);
    assert_eq!(resolved(When::Month(3), today), "2026-03-01 to 2026-03-31");
    assert_eq!(resolved(When::Month(4), today), "2025-04-01 to 2025-04-30");
    assert_eq!(coming(When::Month(2), today), "2027-02-01");
    assert_eq!(resolved(When::Day(3, Some(3)), today), "2026-03-03");
    assert_eq!(resolved(When::Day(16, Some(3)), today), "2025-03-16");
    assert_eq!(resolved(When::Day(31, None), today), "2026-01-31");
    assert_eq!(resolved(When::Day(31, None), date(2026, 5, 30)), "2026-03-31");
    assert_eq!(coming(When::Day(31, None), date(2026, 4, 1)), "2026-05-31");
    assert_eq!(resolved(When::Day(29, Some(2)), today), "2024-02-29");
    assert_eq!(coming(When::Day(29, Some(2)), date(2097, 1, 1)), "2104-02-29");
}

#[test]
fn what_is_beyond_the_calendar_is_its_end() {
    for count in [i32::MIN, i32::MAX] {
        for span in [Span::Day, Span::Week, Span::Month, Span::Year] {
            for today in [Date::MIN, date(2026, 1, 31), Date::MAX] {
                let (first, last) = When::Away(count, span).resolve(today);
                assert!(first <= last);
            }
        }
    }
    assert_eq!(resolved(When::Day(31, Some(2)), date(2026, 1, 1)), "2026-01-01");
}
