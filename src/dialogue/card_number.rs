//! Card numbers: no reply repeats one, and nothing shows one.

/// The shortest and the longest card number, in digits (ISO/IEC 7812-1).
const SHORTEST: usize = 13;

/// Replaces every run of digits that could be a card number, also when its groups stand apart by one space or hyphen.
#[must_use]
pub fn without_card_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from_digit) = rest.split_at(start);
        out.push_str(before);
        let (run, after) = from_digit.split_at(run_length(from_digit));
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        out.push_str(if digits >= SHORTEST { "***" } else { run });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Bytes of the run of digits at the start, single spaces and hyphens between digits included.
fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    loop {
        if digit(end) {
            end += 1;
        } else if matches!(bytes.get(end), Some(b' ' | b'-')) && digit(end + 1) {
            end += 2;
        } else {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_hidden_however_they_are_grouped() {
        assert_eq!(without_card_numbers("no 4111111111111111 here"), "no *** here");
        assert_eq!(without_card_numbers("4111 1111 1111 1111"), "***");
        assert_eq!(without_card_numbers("5500-0000-0000-0004."), "***.");
        assert_eq!(without_card_numbers("3782 822463 10005 or 12"), "*** or 12");
    }

    #[test]
    fn prices_order_numbers_and_sizes_stay() {
        let text = "2 Morning Hill coffee beans, 500 g: €18.40, order 1042, €22.30 in all.";
        assert_eq!(without_card_numbers(text), text);
    }
}
