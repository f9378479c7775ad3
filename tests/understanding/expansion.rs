//! What is compiled accepts what a template says, and nothing else: compared with writing out every form of it.

use std::collections::BTreeSet;

use orderly::understanding::matcher;
use orderly::understanding::template::{Compiled, Sentences, compile};
use orderly::understanding::text::Spelling;
use proptest::prelude::*;

/// A part of a template.
#[derive(Debug, Clone)]
enum Part {
    Text(&'static str),
    Row(Vec<Part>),
    Either(Vec<Part>),
    AnyOrder(Vec<Part>),
    Optional(Box<Part>),
    Rule,
    List,
}

const RULE: &str = "c [d]";
const RULE_FORMS: [&str; 2] = ["c ", "c d"];
const LIST: [&str; 3] = ["e", "e f", "g"];

fn part() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        5 => prop_oneof![Just("a"), Just("b"), Just("ab"), Just(" "), Just("a b"), Just(" b ")].prop_map(Part::Text),
        1 => Just(Part::Rule),
        1 => Just(Part::List),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            3 => proptest::collection::vec(inner.clone(), 1..4).prop_map(Part::Row),
            2 => proptest::collection::vec(inner.clone(), 1..4).prop_map(Part::Either),
            1 => proptest::collection::vec(inner.clone(), 2..4).prop_map(Part::AnyOrder),
            2 => inner.prop_map(|part| Part::Optional(Box::new(part))),
        ]
    })
}

fn written(part: &Part) -> String {
    let joined = |parts: &[Part], between: &str| parts.iter().map(written).collect::<Vec<_>>().join(between);
    match part {
        Part::Text(text) => (*text).to_owned(),
        Part::Row(parts) => joined(parts, ""),
        Part::Either(parts) => format!("({})", joined(parts, "|")),
        Part::AnyOrder(parts) => format!("({})", joined(parts, ";")),
        Part::Optional(part) => format!("[{}]", written(part)),
        Part::Rule => "<rule>".to_owned(),
        // Glued lists are lenient; here they stand alone.
        Part::List => " {list} ".to_owned(),
    }
}

/// Every form of a part; `None` when they are too many to write out.
fn forms(part: &Part) -> Option<Vec<String>> {
    let row = |parts: &[&Part], gap: &str| {
        parts.iter().try_fold(vec![String::new()], |before, part| {
            let forms = forms(part)?;
            let all: Vec<String> = before
                .iter()
                .flat_map(|start| forms.iter().map(move |form| format!("{start}{gap}{form}{gap}")))
                .collect();
            (all.len() <= 3_000).then_some(all)
        })
    };
    match part {
        Part::Text(text) => Some(vec![(*text).to_owned()]),
        Part::Row(parts) => row(&parts.iter().collect::<Vec<_>>(), ""),
        Part::Either(parts) => Some(parts.iter().map(forms).collect::<Option<Vec<_>>>()?.concat()),
        Part::AnyOrder(parts) => {
            let mut all = Vec::new();
            for order in orders(parts.len()) {
                let order: Vec<&Part> = order.into_iter().map(|at| &parts[at]).collect();
                all.extend(row(&order, " ")?);
            }
            Some(all)
        }
        Part::Optional(part) => Some([forms(part)?, vec![String::new()]].concat()),
        Part::Rule => Some(RULE_FORMS.map(str::to_owned).to_vec()),
        Part::List => Some(LIST.map(|value| format!(" {value} ")).to_vec()),
    }
}

fn orders(length: usize) -> Vec<Vec<usize>> {
    if length == 0 {
        return vec![Vec::new()];
    }
    let before = orders(length - 1);
    let insert = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, length - 1);
        order
    };
    before.iter().flat_map(|order| (0..length).map(move |at| insert(order, at))).collect()
}

fn english() -> Spelling {
    Spelling { language: "en".to_owned(), ignore_whitespace: false }
}

fn compiled(template: &str) -> Compiled {
    let yaml = format!(
        "intents: {{A: {{data: [{{sentences: ['{template}']}}]}}}}\nexpansion_rules: {{rule: '{RULE}'}}\nlists: {{list: {{values: {LIST:?}}}}}"
    );
    let sentences = Sentences::read(&[("a.yaml".to_owned(), yaml)], "en").unwrap();
    compile(sentences, english(), Vec::new()).unwrap()
}

fn accepts(compiled: &Compiled, text: &str) -> bool {
    let words = english().words(text);
    !matcher::readings(compiled, &words, 0..words.words.len(), "").is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_template_accepts_its_forms_and_nothing_else(
        part in part(),
        others in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("ab"), Just("ba"), Just("c"), Just("ac"), Just("d"), Just("e"), Just("f")], 1..5),
            40,
        ),
    ) {
        let Some(forms) = forms(&part) else { return Ok(()) };
        let template = written(&part);
        let compiled = compiled(&template);
        let spelling = english();
        let forms: BTreeSet<String> = forms.iter().map(|form| spelling.normal(form)).filter(|form| !form.is_empty()).collect();
        for form in &forms {
            prop_assert!(accepts(&compiled, form), "{template:?} does not accept {form:?}");
        }
        for other in others {
            let other = other.join(" ");
            prop_assert_eq!(accepts(&compiled, &other), forms.contains(&other), "{:?}: {:?}", template, other);
        }
    }
}
