//! One template: text with brackets in, expression tree out.

/// A place in a template that is not what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Counted in characters from 0.
    pub offset: usize,
    /// What was found and what was expected.
    pub reason: String,
}

/// What a template says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// These characters; runs of white space are one space.
    Text(String),
    /// One after the other.
    Sequence(Vec<Expression>),
    /// One of these: `(a|b)`. `[a]` is `a` or nothing.
    Either(Vec<Expression>),
    /// All of these, in any order: `(a;b)`.
    AnyOrder(Vec<Expression>),
    /// `<rule>`, with where it stands.
    Rule(String, usize),
    /// `{list}` or `{list:slot}`: list, slot, and where it stands.
    List(String, String, usize),
}

impl Expression {
    /// Whether it can be nothing, as `[a]` can.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Either(parts) if parts.iter().any(|part| *part == Self::Sequence(Vec::new())))
    }
}

/// Deeper brackets are an error rather than a deep recursion.
const DEEPEST: usize = 64;

/// Reads a template.
///
/// # Errors
/// [`SyntaxError`] with the place: a bracket that is not closed or not opened, `|` and `;` in one group, a name that
/// is missing.
pub fn parse(template: &str) -> Result<Expression, SyntaxError> {
    let mut parser = Parser { characters: template.chars().collect(), at: 0 };
    let expression = parser.group(None, 0)?;
    Ok(expression)
}

struct Parser {
    characters: Vec<char>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    /// Alternatives up to the bracket that closes the group; up to the end for the whole template.
    fn group(&mut self, open: Option<(char, char)>, depth: usize) -> Result<Expression, SyntaxError> {
        let opened = self.at.saturating_sub(1);
        if depth > DEEPEST {
            return Err(SyntaxError {
                offset: opened,
                reason: format!(
                    "brackets are nested deeper than {DEEPEST}; move the inner ones into an expansion rule"
                ),
            });
        }
        let mut parts = vec![self.sequence(depth)?];
        let mut separator = None;
        loop {
            let found = self.peek();
            match found {
                Some(mark @ ('|' | ';')) => {
                    if separator.is_some_and(|first| first != mark) {
                        return Err(SyntaxError {
                            offset: self.at,
                            reason: "`|` and `;` in one group; put brackets around one of the two".to_owned(),
                        });
                    }
                    separator = Some(mark);
                    self.at += 1;
                    parts.push(self.sequence(depth)?);
                }
                None => match open {
                    None => break,
                    Some((bracket, close)) => {
                        return Err(SyntaxError {
                            offset: opened,
                            reason: format!("`{bracket}` is never closed; expected `{close}`"),
                        });
                    }
                },
                Some(mark) => match open {
                    Some((_, close)) if close == mark => {
                        self.at += 1;
                        break;
                    }
                    Some((bracket, close)) => {
                        return Err(SyntaxError {
                            offset: self.at,
                            reason: format!("`{mark}` closes what `{bracket}` opened; expected `{close}`"),
                        });
                    }
                    None => {
                        return Err(SyntaxError {
                            offset: self.at,
                            reason: format!("`{mark}` closes nothing; write `\\{mark}` for the character itself"),
                        });
                    }
                },
            }
        }
        let optional = open.is_some_and(|(bracket, _)| bracket == '[');
        let inner = match separator {
            Some(';') => Expression::AnyOrder(parts),
            Some(_) => Expression::Either(parts),
            None => parts.pop().unwrap_or(Expression::Sequence(Vec::new())),
        };
        Ok(if optional { Expression::Either(vec![inner, Expression::Sequence(Vec::new())]) } else { inner })
    }

    fn sequence(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        let mut items = Vec::new();
        let mut text = String::new();
        while let Some(character) = self.peek() {
            let item = match character {
                '|' | ';' | ')' | ']' | '>' | '}' => break,
                '(' | '[' | '<' | '{' => {
                    if !text.is_empty() {
                        items.push(Expression::Text(std::mem::take(&mut text)));
                    }
                    self.at += 1;
                    match character {
                        '(' => self.group(Some(('(', ')')), depth + 1)?,
                        '[' => self.group(Some(('[', ']')), depth + 1)?,
                        '<' => {
                            let (name, offset) = self.name('<', '>')?;
                            Expression::Rule(name, offset)
                        }
                        _ => self.list()?,
                    }
                }
                '\\' => {
                    let Some(escaped) = self.characters.get(self.at + 1) else {
                        return Err(SyntaxError {
                            offset: self.at,
                            reason: "`\\` at the end; expected the character that it escapes".to_owned(),
                        });
                    };
                    text.push(*escaped);
                    self.at += 2;
                    continue;
                }
                _ => {
                    let space = character.is_whitespace();
                    if !(space && text.ends_with(' ')) {
                        text.push(if space { ' ' } else { character });
                    }
                    self.at += 1;
                    continue;
                }
            };
            items.push(item);
        }
        if !text.is_empty() {
            items.push(Expression::Text(text));
        }
        Ok(match items.len() {
            1 => items.remove(0),
            _ => Expression::Sequence(items),
        })
    }

    fn list(&mut self) -> Result<Expression, SyntaxError> {
        let (inner, offset) = self.name('{', '}')?;
        let (list, slot) = inner.split_once(':').unwrap_or((&inner, &inner));
        let (list, slot) = (list.trim(), slot.trim());
        // `@`: only the answer wants to know; it fills no slot.
        if slot.len() > 1 && slot.starts_with('@') {
            return Ok(Expression::List(list.trim_start_matches('@').to_owned(), String::new(), offset));
        }
        if list.is_empty() || slot.is_empty() {
            return Err(SyntaxError { offset, reason: "expected `{list}` or `{list:slot}`".to_owned() });
        }
        Ok(Expression::List(list.to_owned(), slot.to_owned(), offset))
    }

    fn name(&mut self, open: char, close: char) -> Result<(String, usize), SyntaxError> {
        let offset = self.at - 1;
        let rest = &self.characters[self.at..];
        let length = rest.iter().position(|character| *character == close || "()[]<>{}|;".contains(*character));
        let Some(length) = length.filter(|length| rest[*length] == close) else {
            return Err(SyntaxError {
                offset,
                reason: format!("`{open}` is never closed; expected a name and `{close}`"),
            });
        };
        let name: String = rest[..length].iter().collect::<String>().trim().to_owned();
        if name.is_empty() {
            return Err(SyntaxError { offset, reason: format!("expected a name between `{open}` and `{close}`") });
        }
        self.at += length + 1;
        Ok((name, offset))
    }
}
