//! Language tags (BCP 47): which language `de-CH` is.

/// The language of a tag without the country: `de` of `de-CH` and `de_CH`.
#[must_use]
pub fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Whether two tags are of one language: `en` and `en-US`.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_makes_no_other_language() {
        assert_eq!([primary("de-CH"), primary("en_GB"), primary("nl"), primary("")], ["de", "en", "nl", ""]);
        assert!(same("en", "EN-us") && !same("en", "es") && !same("", "en"));
    }
}
