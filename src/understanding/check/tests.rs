use super::*;

fn told(yaml: &str) -> Vec<String> {
    let folder = IntentFolder { files: vec![("a.yaml".to_owned(), yaml.to_owned())] };
    check(&folder, "en").expect("the sentences are right")
}

#[test]
fn a_sentence_of_two_intents_is_told_with_an_example() {
    let found = told(
        "
intents:
  Buy:
    data:
      - sentences: ['(get|buy) {size} milk']
  Reorder:
    data:
      - sentences: ['get {size} milk [again]']
lists: { size: { values: [small, large] } }
",
    );
    let expected = "a.yaml:8:9: `get small milk` means `Reorder`, and `Buy` at a.yaml:5:9; that one counts";
    assert_eq!(found, [expected]);
}

#[test]
fn what_is_said_at_different_moments_is_no_overlap() {
    let found = told(
        "
intents:
  Yes: { data: [ { sentences: [okay], requires_context: { expecting: confirmation } } ] }
  Help: { data: [ { sentences: [okay], requires_context: { expecting: [command, product] } } ] }
  Stop: { data: [ { sentences: [okay] } ] }
  Quiet: { data: [ { sentences: [hush], excludes_context: { expecting: choice } } ] }
  Choose: { data: [ { sentences: [hush], requires_context: { expecting: choice } } ] }
",
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_never_reached_is_told() {
    let found = told(
        "
intents:
  Yes: { data: [ { sentences: ['(yes|yeah)'] }, { sentences: [yeah], slots: { sure: 'no' } } ] }
  No: { data: [ { sentences: [nope], requires_context: { expecting: breakfast } } ] }
  Off: { data: [ { sentences: [off], requires_context: { area: null } } ] }
  Both: { data: [ { sentences: [both], requires_context: { expecting: choice }, excludes_context: { expecting: null } } ] }
",
    );
    let moments = "it can be: choice, code, command, confirmation, interruption, product, quantity, reason, wake";
    assert_eq!(found.len(), 4, "{found:#?}");
    let shadowed = "the sentences of `Yes` are never reached: those of `Yes` at a.yaml:3:18";
    assert!(found[0].starts_with("a.yaml:3:") && found[0].contains(shadowed), "{found:#?}");
    assert!(found[1].starts_with("a.yaml:4:17: the sentences of `No` are never understood"), "{found:#?}");
    assert!(found[1].ends_with(moments), "{found:#?}");
    assert!(found[2].ends_with("they require a `area` that never is; it can be: nothing"), "{found:#?}");
    assert_eq!(found[3], "a.yaml:6:19: the sentences of `Both` require and exclude the same `expecting`");
}

#[test]
fn what_nothing_uses_is_told() {
    let found = told(
        "
intents:
  Buy: { data: [ { sentences: ['<want> tea'], expansion_rules: { how: '{way}' } } ] }
expansion_rules:
  want: 'i <wish>'
  wish: '(want|need)'
  other: 'the {size} <one>'
  one: one
lists:
  size: { values: [small] }
  way: { values: [hot] }
",
    );
    let expected = [
        "a.yaml:7:11: no sentence uses the rule <other>; leave it out",
        "a.yaml:8:8: no sentence uses the rule <one>; leave it out",
        "a.yaml:10:3: no sentence uses the list {size}; leave it out",
        "a.yaml:11:3: no sentence uses the list {way}; leave it out",
    ];
    assert_eq!(found, expected);
}
