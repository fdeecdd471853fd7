//! Where in a request something is: `items[0].quantity`.

use std::fmt;

/// A place, as a chain of borrowed steps: nothing is allocated until an issue is told.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => formatter.write_str(key),
            Path::Key(parent, key) => write!(formatter, "{parent}.{key}"),
            Path::Index(parent, index) => write!(formatter, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_like_the_code_that_goes_there() {
        let items = Path::Key(&Path::Root, "items");
        let first = Path::Index(&items, 0);
        assert_eq!(Path::Key(&first, "quantity").to_string(), "items[0].quantity");
        assert_eq!(Path::Root.to_string(), "");
        assert_eq!(Path::Index(&Path::Root, 2).to_string(), "[2]");
    }
}
