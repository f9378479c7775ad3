//! Language tags (BCP 47): which language `de-CH` is, and what there is of each that is spoken.

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

/// Something of each language that is spoken. The first one stands in for every language that has none.
#[derive(Debug, Clone)]
pub struct ByLanguage<T> {
    first: (String, T),
    others: Vec<(String, T)>,
}

impl<T> ByLanguage<T> {
    /// What there is of one language only.
    pub fn only(tag: &str, first: T) -> Self {
        Self { first: (tag.to_owned(), first), others: Vec::new() }
    }

    /// Makes it for each of these tags, of which there is at least a first one.
    ///
    /// # Errors
    /// The first that `make` returns.
    pub fn try_each<E>(first: &str, others: &[String], mut make: impl FnMut(&str) -> Result<T, E>) -> Result<Self, E> {
        let first = (first.to_owned(), make(first)?);
        let others = others.iter().map(|tag| Ok((tag.clone(), make(tag)?))).collect::<Result<_, E>>()?;
        Ok(Self { first, others })
    }

    /// Something else of each.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> ByLanguage<U> {
        let (tag, first) = self.first;
        let others = self.others.into_iter().map(|(tag, it)| (tag, make(it)));
        ByLanguage { others: others.collect(), first: (tag, make(first)) }
    }

    /// Whether there is one language only.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    /// All of them with their tags, the first one first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        std::iter::once(&self.first).chain(&self.others).map(|(tag, it)| (tag.as_str(), it))
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        std::iter::once(&mut self.first).chain(&mut self.others).map(|(_, it)| it)
    }

    /// The tag of the first one.
    #[must_use]
    pub fn first_tag(&self) -> &str {
        &self.first.0
    }

    /// The first one.
    #[must_use]
    pub const fn first(&self) -> &T {
        &self.first.1
    }

    /// The first one, to be changed.
    pub const fn first_mut(&mut self) -> &mut T {
        &mut self.first.1
    }

    /// That of the language of a tag, if it is spoken.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&T> {
        self.iter().find(|(known, _)| same(known, tag)).map(|(_, it)| it)
    }

    /// That of the language of a tag, else the first one.
    #[must_use]
    pub fn of(&self, tag: &str) -> &T {
        self.get(tag).unwrap_or(&self.first.1)
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, tag: &str) -> &mut T {
        let other = self.others.iter_mut().find(|(known, _)| same(known, tag));
        other.map_or(&mut self.first.1, |(_, it)| it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_makes_no_other_language() {
        assert_eq!([primary("de-CH"), primary("en_GB"), primary("nl"), primary("")], ["de", "en", "nl", ""]);
        assert!(same("en", "EN-us") && !same("en", "es") && !same("", "en"));
    }

    #[test]
    fn the_first_one_stands_in_for_what_there_is_not() {
        let make = |tag: &str| if tag == "xx" { Err(()) } else { Ok(tag.to_uppercase()) };
        let mut all = ByLanguage::try_each("en-GB", &["de".to_owned(), "fr".to_owned()], make).unwrap();
        assert_eq!([all.of("de-AT"), all.of("en"), all.of("nl")], ["DE", "EN-GB", "EN-GB"]);
        assert_eq!((all.get("nl"), all.get("fr-CA").map(String::as_str)), (None, Some("FR")));
        all.of_mut("fr").push('!');
        all.of_mut("nl").push('?');
        assert_eq!(all.iter().map(|(_, it)| it.as_str()).collect::<Vec<_>>(), ["EN-GB?", "DE", "FR!"]);
        assert!(!all.is_single() && ByLanguage::only("en", 1).is_single());
        assert!(ByLanguage::try_each("en", &["xx".to_owned()], make).is_err());
    }
}
