//! How far two sequences are apart when it matters which symbols are confused: letters that were typed, sounds that were
//! heard.

/// What mistakes cost. Nothing costs less than 0.
pub trait Costs<S> {
    /// One symbol taken for another; the same both ways round.
    fn replace(&self, one: S, other: S) -> f32;
    /// The symbol at this place is missing from, or too much in, the other sequence.
    fn drop(&self, symbols: &[S], at: usize) -> f32;
    /// Two neighbours changed places; `None` when that does not happen.
    fn swap(&self) -> Option<f32>;
}

/// The least cost that makes one sequence the other (optimal string alignment with weights); infinite when it is beyond
/// `limit`.
pub fn distance<S: Copy + PartialEq>(one: &[S], other: &[S], costs: &impl Costs<S>, limit: f32) -> f32 {
    let mut before: Vec<f32> = Vec::new();
    let mut above: Vec<f32> = Vec::with_capacity(other.len() + 1);
    above.push(0.0);
    for at in 0..other.len() {
        above.push(above[at] + costs.drop(other, at));
    }
    for row in 0..one.len() {
        let dropped = costs.drop(one, row);
        let mut here = Vec::with_capacity(other.len() + 1);
        here.push(above[0] + dropped);
        let mut least = here[0];
        for column in 0..other.len() {
            let replaced = if one[row] == other[column] { 0.0 } else { costs.replace(one[row], other[column]) };
            let mut cost = (above[column] + replaced)
                .min(above[column + 1] + dropped)
                .min(here[column] + costs.drop(other, column));
            if row > 0 && column > 0 && one[row] == other[column - 1] && one[row - 1] == other[column] {
                cost = costs.swap().map_or(cost, |swap| cost.min(before[column - 1] + swap));
            }
            least = least.min(cost);
            here.push(cost);
        }
        if least > limit {
            return f32::INFINITY;
        }
        before = above;
        above = here;
    }
    let cost = above.last().copied().unwrap_or(0.0);
    if cost > limit { f32::INFINITY } else { cost }
}
