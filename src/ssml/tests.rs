use super::*;
use proptest::prelude::*;

fn text(written: &str) -> Piece {
    with(written, Prosody::default())
}

fn with(written: &str, prosody: Prosody) -> Piece {
    Piece::Text { written: written.to_owned(), heard: written.to_owned(), said_as: None, prosody }
}

#[test]
fn plain_text_passes_unchanged() {
    for plain in ["", "Two packs, €18.40.", "Kids <3 years & more", "a < b > c", "<speaker> cable", "\"<b>\" &amp;"] {
        assert!(!is_marked_up(plain));
        assert_eq!((written(plain).as_ref(), heard(plain).as_ref()), (plain, plain));
        assert!(matches!(written(plain), Cow::Borrowed(_)));
    }
}

#[test]
fn every_element_of_the_subset_is_read() {
    let marked = "Well. <speak>One<break time=\"300ms\"/> <sub alias=\"World Wide Web\">WWW</sub>, \
                  <say-as interpret-as=\"digits\">042</say-as> &amp; <prosody rate=\"slow\" volume=\"-3dB\">this</prosody></speak>";
    let quiet = Prosody { pace: 0.8, gain_db: -3.0 };
    let expected = vec![
        text("Well. "),
        text("One"),
        Piece::Break(300),
        text(" "),
        Piece::Text {
            written: "WWW".to_owned(),
            heard: "World Wide Web".to_owned(),
            said_as: None,
            prosody: Prosody::default(),
        },
        text(", "),
        Piece::Text {
            written: "042".to_owned(),
            heard: "042".to_owned(),
            said_as: Some(SayAs::Digits),
            prosody: Prosody::default(),
        },
        text(" & "),
        with("this", quiet),
    ];
    assert_eq!(pieces(marked), expected);
    assert_eq!(written(marked), "Well. One WWW, 042 & this");
    assert_eq!(heard(marked), "Well. One World Wide Web, & this");
}

#[test]
fn pauses_are_as_long_as_they_say_within_bounds() {
    let length = |attributes: &str| match pieces(&format!("<speak><break {attributes}/></speak>")).as_slice() {
        [Piece::Break(ms)] => *ms,
        other => panic!("{other:?}"),
    };
    for (attributes, ms) in [
        ("time=\"1.5s\"", 1_500),
        ("time=\"250ms\"", 250),
        ("time=\"99999s\"", 5_000),
        ("time=\"-1s\"", 0),
        ("time=\"1e9s\"", 400),
        ("time=\"inf\" strength=\"strong\"", 700),
        ("strength=\"none\"", 0),
        ("", 400),
    ] {
        assert_eq!(length(attributes), ms, "{attributes}");
    }
    let many = format!("<speak>{}</speak>", "<break time=\"5s\"/>".repeat(50));
    let all: u32 = pieces(&many).iter().map(|piece| if let Piece::Break(ms) = piece { *ms } else { 0 }).sum();
    assert_eq!(all, LONGEST_BREAKS);
}

#[test]
fn prosody_is_nested_and_bounded_and_never_silent() {
    let of = |open: &str| {
        let close = "</prosody>".repeat(open.matches("<prosody").count());
        match pieces(&format!("<speak>{open}x{close}</speak>")).as_slice() {
            [Piece::Text { prosody, .. }] => *prosody,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(of("<prosody rate=\"50%\">"), Prosody { pace: 0.5, gain_db: 0.0 });
    assert_eq!(of("<prosody volume=\"silent\">"), Prosody { pace: 1.0, gain_db: -12.0 });
    assert_eq!(of(&"<prosody rate=\"900%\" volume=\"+40dB\">".repeat(5)), Prosody { pace: 2.0, gain_db: 6.0 });
    assert_eq!(of("<prosody rate=\"NaN%\" volume=\"dB\">"), Prosody::default());
}

#[test]
fn everything_else_is_dropped_to_its_text() {
    for (marked, shown) in [
        ("<speak><voice name=\"x\">Hello <b>you</b></voice></speak>", "Hello you"),
        ("<speak><!-- not this -->Hello<?nor this?></speak>", "Hello"),
        ("<speak>Hello <b>you</speak>", "Hello you"),
        ("<speak>Hello", "Hello"),
        ("<speak>Hello <break time=", "Hello"),
        ("<speak>1 < 2 <x>3 &lt; 4</speak>", "1 < 2 3 < 4"),
        ("<!DOCTYPE speak [<!ENTITY a \"b\">]><speak>&a;</speak>", "<!DOCTYPE speak [<!ENTITY a \"b\">]> &a;"),
        ("<speak><p>One</p><p>Two</p></speak>", "One Two"),
        ("<speak/>", ""),
        ("<speak>a</speak> b <speak>c</speak>", "a b c"),
    ] {
        assert_eq!(written(marked), shown, "{marked}");
    }
    let deep = format!("<speak>{}x{}</speak>", "<p>".repeat(600), "</p>".repeat(600));
    assert_eq!(written(&deep), "x");
    let wide = format!("<speak>{}x</speak>", "<b/>".repeat(5_000));
    assert_eq!(written(&wide), "x");
}

#[test]
fn what_is_put_into_an_element_is_text_there() {
    let odd = "<sub alias=\"nothing\">\"B&B\"</sub></speak>";
    assert_eq!(written(&format!("<speak>{}</speak>", escaped(odd))), odd);
}

proptest! {
    #[test]
    fn any_text_is_cut_into_bounded_pieces(text in "(<speak>|</speak>|<break/>|<p>|</p>|<sub alias=|&|<|>|\\PC{0,6}){0,30}") {
        let found = pieces(&text);
        let silent: u32 = found.iter().map(|piece| if let Piece::Break(ms) = piece { *ms } else { 0 }).sum();
        prop_assert!(silent <= LONGEST_BREAKS);
        let length: usize = found.iter().map(|piece| if let Piece::Text { written, .. } = piece { written.len() } else { 0 }).sum();
        prop_assert!(length <= 3 * text.len() + 2);
        let (_shown, _heard) = (written(&text), heard(&text));
    }

    #[test]
    fn escaped_text_comes_out_as_it_was(text in "[^\\pC]{0,40}") {
        let marked = format!("<speak>{}</speak>", escaped(&text));
        let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(written(&marked).into_owned(), wanted);
    }
}
