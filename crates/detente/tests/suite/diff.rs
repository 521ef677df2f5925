//! Where two lists of lines differ, for people.

/// What is only wanted begins with `-`, what is only found with `+`, each with the number of its line in the file, which is
/// counted from the line before the first.
pub fn diff(wanted: &[String], found: &[String], before: usize) -> String {
    let common = common(wanted, found);
    let (mut out, mut i, mut j) = (String::new(), 0, 0);
    let mut tell =
        |mark: char, at: usize, line: &str| out.push_str(&format!("{:>6} {mark} {line}\n", before + 1 + at));
    while i < wanted.len() || j < found.len() {
        if i < wanted.len() && j < found.len() && wanted[i] == found[j] {
            tell(' ', i, &wanted[i]);
            (i, j) = (i + 1, j + 1);
        } else if j == found.len() || i < wanted.len() && common[i + 1][j] >= common[i][j + 1] {
            tell('-', i, &wanted[i]);
            i += 1;
        } else {
            tell('+', i, &found[j]);
            j += 1;
        }
    }
    out
}

/// How many lines the rests of both lists share, by where the rests begin.
fn common(wanted: &[String], found: &[String]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; found.len() + 1]; wanted.len() + 1];
    for i in (0..wanted.len()).rev() {
        for j in (0..found.len()).rev() {
            let longer = table[i + 1][j].max(table[i][j + 1]);
            table[i][j] = if wanted[i] == found[j] { table[i + 1][j + 1] + 1 } else { longer };
        }
    }
    table
}

#[test]
fn what_is_only_on_one_side_is_marked() {
    let lines = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
    assert_eq!(diff(&lines("a b c"), &lines("a d c"), 9), "    10   a\n    11 - b\n    12 + d\n    12   c\n");
}
