//! A filter read from the line that somebody typed.

use std::str::FromStr;

use super::{Field, Filter, FilterError, Operator, Test};

/// How deep brackets may stand in each other.
const DEEPEST: usize = 20;
/// The longest filter, in bytes.
const LONGEST: usize = 4000;

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        if text.len() > LONGEST {
            return Err(FilterError { at: 1, message: format!("it is longer than {LONGEST} characters") });
        }
        let mut reader = Reader { text, at: 0, depth: 0 };
        let filter = reader.any_of()?;
        match reader.peek() {
            None => Ok(filter),
            Some(word) => {
                Err(reader.fault(format!("“{word}” is one too many: put “and” or “or” in front of it")))
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self, message: impl Into<String>) -> FilterError {
        let start = self.at + (self.text[self.at..].len() - self.text[self.at..].trim_start().len());
        FilterError { at: self.text[..start].chars().count() + 1, message: message.into() }
    }

    /// The next word, operator, bracket, comma or quoted text, with its quotes.
    fn peek(&self) -> Option<&'a str> {
        let rest = self.text[self.at..].trim_start();
        let first = rest.chars().next()?;
        let end = match first {
            '(' | ')' | ',' | '~' => 1,
            '=' => 1,
            '<' | '>' | '!' => 1 + usize::from(rest[1..].starts_with('=')),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            _ => rest.find(|c: char| c.is_whitespace() || "(),~=<>!\"".contains(c)).unwrap_or(rest.len()),
        };
        Some(&rest[..end])
    }

    fn take(&mut self) -> Option<&'a str> {
        let word = self.peek()?;
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len() + word.len();
        Some(word)
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let is = self.peek().is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        if is {
            self.take();
        }
        is
    }

    fn any_of(&mut self) -> Result<Filter, FilterError> {
        let mut all = vec![self.all_of()?];
        while self.takes("or") {
            all.push(self.all_of()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Filter::Or(all) })
    }

    fn all_of(&mut self) -> Result<Filter, FilterError> {
        let mut all = vec![self.one()?];
        while self.takes("and") {
            all.push(self.one()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Filter::And(all) })
    }

    fn one(&mut self) -> Result<Filter, FilterError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault("it is nested too deep: write it plainer"));
        }
        let filter = if self.takes("not") {
            Filter::Not(Box::new(self.one()?))
        } else if self.takes("(") {
            let inside = self.any_of()?;
            if !self.takes(")") {
                return Err(self.fault("a “)” is missing"));
            }
            inside
        } else if self.takes("all") {
            Filter::All
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn test(&mut self) -> Result<Filter, FilterError> {
        let known = || Field::ALL.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ");
        let Some(word) = self.peek() else {
            return Err(
                self.fault(format!("a test is missing, as “section = world”; fields are {}", known()))
            );
        };
        let name = match word.to_lowercase().as_str() {
            "topic" => "subject".to_owned(),
            "slugline" => "slug".to_owned(),
            other => other.to_owned(),
        };
        let Some(field) = Field::ALL.iter().copied().find(|field| field.as_str() == name) else {
            return Err(self.fault(format!("there is no field “{word}”: it is one of {}", known())));
        };
        self.take();
        if self.takes("in") {
            return self.list(field);
        }
        let operator =
            self.peek().and_then(|word| Operator::ALL.iter().copied().find(|it| it.as_str() == word));
        let Some(operator) = operator else {
            return Err(self.fault(format!("behind {name} stands =, !=, <, <=, >, >=, ~ or in (…)")));
        };
        let orders = !matches!(operator, Operator::Is | Operator::IsNot | Operator::Contains);
        if orders && !field.is_number() {
            return Err(self.fault(format!("{name} is no number: compare it with =, != or ~")));
        }
        self.take();
        let value = self.value(field)?;
        Ok(Filter::Test(Test { field, operator, values: vec![value] }))
    }

    fn list(&mut self, field: Field) -> Result<Filter, FilterError> {
        if !self.takes("(") {
            return Err(self.fault("behind “in” stands a list in brackets: in (world, business)"));
        }
        let mut values = vec![self.value(field)?];
        while self.takes(",") {
            values.push(self.value(field)?);
        }
        if !self.takes(")") {
            return Err(self.fault("a “)” is missing at the end of the list"));
        }
        Ok(Filter::Test(Test { field, operator: Operator::Is, values }))
    }

    fn value(&mut self, field: Field) -> Result<String, FilterError> {
        let fault = self.fault(format!("a value is missing behind {}", field.as_str()));
        let word = self.peek().ok_or_else(|| fault.clone())?;
        let value = match word.strip_prefix('"') {
            Some(inside) => {
                inside.strip_suffix('"').ok_or_else(|| self.fault("the closing quotation mark is missing"))?
            }
            None if "(),~=<>!".contains(&word[..word.chars().next().map_or(0, char::len_utf8)]) => {
                return Err(fault);
            }
            None => word,
        };
        if value.trim().is_empty() {
            return Err(fault);
        }
        if let Some(wrong) = field.fault(value) {
            return Err(self.fault(wrong));
        }
        self.take();
        Ok(value.to_owned())
    }
}
