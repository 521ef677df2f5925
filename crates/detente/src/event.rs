//! What the link step gives: one happening with all of its reports in the article.

use crate::Claim;

/// One happening. Its first report speaks for it; the others are further places of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Derived from the content, so that runs and machines agree.
    pub id: String,
    /// The report that says most.
    pub claim: Claim,
    /// Further reports of the same happening in the article, in order.
    pub others: Vec<Claim>,
}
