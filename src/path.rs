//! Where in a request something is: `items[0].quantity`.

use crate::digits;

/// A place, as a chain of borrowed steps: nothing is allocated until an issue is told.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }

    fn push_to(&self, text: &mut String) {
        match self {
            Path::Root => {}
            Path::Key(parent, key) => {
                parent.push_to(text);
                if !matches!(parent, Path::Root) {
                    text.push('.');
                }
                text.push_str(key);
            }
            Path::Index(parent, index) => {
                parent.push_to(text);
                text.push('[');
                digits::push(text, *index as u64);
                text.push(']');
            }
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
        assert_eq!(Path::Key(&first, "quantity").text(), "items[0].quantity");
        assert_eq!(Path::Root.text(), "");
        assert_eq!(Path::Index(&Path::Root, 2).text(), "[2]");
    }
}
