//! A table of rows of any lengths, in one piece of memory: millions of small ones would cost as much again for their
//! bookkeeping, and leave gaps behind.

use std::ops::Index;

/// Rows, one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    /// Where each row ends; it begins where the one before ends.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    /// No row.
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One more row.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// A row; `None` where there is none.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&[T]> {
        let end = *self.ends.get(row)? as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.items.get(start..end)
    }

    /// All rows in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> {
        (0..self.len()).map(|row| &self[row])
    }

    /// Rows of the same lengths.
    #[must_use]
    pub fn map<U>(&self, with: impl FnMut(&T) -> U) -> Rows<U> {
        Rows { ends: self.ends.clone(), items: self.items.iter().map(with).collect() }
    }

    /// Changes each item where it is.
    pub fn for_each(&mut self, with: impl FnMut(&mut T)) {
        self.items.iter_mut().for_each(with);
    }

    /// Gives back what is not needed.
    #[must_use]
    pub fn fitted(mut self) -> Self {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
        self
    }
}

impl<T> Index<usize> for Rows<T> {
    type Output = [T];

    fn index(&self, row: usize) -> &[T] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.items[start..self.ends[row] as usize]
    }
}

impl<T, R: IntoIterator<Item = T>> FromIterator<R> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all.fitted()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_row_is_as_it_was(rows in proptest::collection::vec(proptest::collection::vec(any::<u16>(), 0..5), 0..20)) {
            let table: Rows<u16> = rows.iter().cloned().collect();
            prop_assert_eq!(table.len(), rows.len());
            prop_assert_eq!(table.iter().map(<[u16]>::to_vec).collect::<Vec<_>>(), rows.clone());
            prop_assert_eq!(table.get(rows.len()), None);
            prop_assert_eq!(table.get(0), rows.first().map(Vec::as_slice));
        }
    }
}
