//! Transformations: what an event inside another one becomes.
//!
//! ```text
//! ~ a (b . ATTACK) SAY = a b 112        a says that b attacked: a accuses b
//! ```

/// A transformation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transformation {
    /// Who does the outer event.
    pub outer_source: String,
    /// Who does the inner one; `_` for nobody.
    pub inner_source: String,
    /// To whom; `.` for nobody in particular.
    pub inner_target: String,
    /// The verb of the inner event, or one letter that stands for any of its codes.
    pub inner: String,
    /// The verb of the outer event.
    pub outer: String,
    /// Source of what comes of it.
    pub source: String,
    /// Its target.
    pub target: String,
    /// Its code, or the letter of the inner verb.
    pub code: String,
    /// Line, from 1.
    pub line: usize,
}

/// Reads what stands behind `~`; `Err` says what is wrong.
pub fn transformation(written: &str, line: usize) -> Result<Transformation, String> {
    let wrong = || "a transformation is written ~ a (b c VERB) VERB = a b 000".to_string();
    let (event, becomes) = written.split_once('=').ok_or_else(wrong)?;
    let (outer_source, rest) = event.split_once('(').ok_or_else(wrong)?;
    let (inner, outer) = rest.split_once(')').ok_or_else(wrong)?;
    let inner: Vec<&str> = inner.split_whitespace().collect();
    let becomes: Vec<&str> = becomes.split_whitespace().collect();
    let (&[inner_source, inner_target, verb], &[source, target, code]) =
        (inner.as_slice(), becomes.as_slice())
    else {
        return Err(wrong());
    };
    let (outer_source, outer) = (outer_source.trim(), outer.trim());
    if outer_source.is_empty() || outer.is_empty() {
        return Err(wrong());
    }
    let bound = |name: &str| [outer_source, inner_source, inner_target].contains(&name);
    if !bound(source) || !bound(target) {
        return Err("a transformation gives a party that stands nowhere in its event".into());
    }
    let text = |t: &str| t.to_string();
    Ok(Transformation {
        outer_source: text(outer_source),
        inner_source: text(inner_source),
        inner_target: text(inner_target),
        inner: verb.to_uppercase(),
        outer: outer.to_uppercase(),
        source: text(source),
        target: text(target),
        code: text(code),
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parties_must_be_bound() {
        let read = transformation(" a (b . ATTACK ) SAY = a b 112", 3).unwrap();
        assert_eq!(
            (read.inner_target.as_str(), read.inner.as_str(), read.outer.as_str()),
            (".", "ATTACK", "SAY")
        );
        for wrong in
            ["a (b ATTACK) SAY = a b 112", "a (b . ATTACK) SAY a b 112", "a (b . ATTACK) SAY = a c 112"]
        {
            assert!(transformation(wrong, 1).is_err(), "{wrong}");
        }
    }
}
