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
    let drops: Vec<f32> = (0..other.len()).map(|at| costs.drop(other, at)).collect();
    let mut before = vec![0.0; other.len() + 1];
    let mut above = before.clone();
    let mut here = before.clone();
    for (at, drop) in drops.iter().enumerate() {
        above[at + 1] = above[at] + drop;
    }
    for row in 0..one.len() {
        let dropped = costs.drop(one, row);
        here[0] = above[0] + dropped;
        let mut least = here[0];
        for column in 0..other.len() {
            let replaced = if one[row] == other[column] { 0.0 } else { costs.replace(one[row], other[column]) };
            let mut cost =
                (above[column] + replaced).min(above[column + 1] + dropped).min(here[column] + drops[column]);
            if row > 0 && column > 0 && one[row] == other[column - 1] && one[row - 1] == other[column] {
                cost = costs.swap().map_or(cost, |swap| cost.min(before[column - 1] + swap));
            }
            least = least.min(cost);
            here[column + 1] = cost;
        }
        if least > limit {
            return f32::INFINITY;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut here);
    }
    let cost = above[other.len()];
    if cost > limit { f32::INFINITY } else { cost }
}
