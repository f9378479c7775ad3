//! The desk: which destination gets a bundle, and what becomes of one that nobody takes.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use orderly::handover::desk::QUEUE;
use orderly::handover::file::Folder;
use orderly::handover::{Accepted, Bundle, Busy, Desk, Destination, HandoverError, Outcome, Pauses, Reachable, Why};
use orderly::waiting::{CAPACITY, Waiting};
use uuid::Uuid;

/// Long enough that nothing is tried again within a test that does not want it.
const NEVER: Pauses = Pauses { first: Duration::from_secs(3_600), last: Duration::from_secs(3_600) };
const AT_ONCE: Pauses = Pauses { first: Duration::from_millis(1), last: Duration::from_millis(1) };

/// A bundle of now.
fn bundle() -> Bundle {
    Bundle { id: Uuid::new_v4(), at: Timestamp::now(), ..super::bundle() }
}

/// A destination that answers as it was told, and then takes everything.
struct Scripted {
    name: &'static str,
    answers: VecDeque<Result<(), HandoverError>>,
    seen: Sender<Bundle>,
    /// Each answer waits for a word from here, when there is one.
    gate: Option<Receiver<()>>,
}

impl Destination for Scripted {
    fn name(&self) -> &'static str {
        self.name
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let _test_over = self.seen.send(bundle.clone());
        if let Some(gate) = &self.gate {
            let _opened_or_test_over = gate.recv();
        }
        self.answers.pop_front().unwrap_or(Ok(()))?;
        Ok(Accepted { reference: Some("T-17".to_owned()), reachable: Reachable::CallBack })
    }
}

fn scripted<const N: usize>(
    name: &'static str,
    answers: [Result<(), HandoverError>; N],
) -> (Box<dyn Destination>, Receiver<Bundle>) {
    let (seen, sees) = channel();
    (Box::new(Scripted { name, answers: answers.into(), seen, gate: None }), sees)
}

fn away(destination: &'static str) -> Result<(), HandoverError> {
    Err(HandoverError::Away { destination, reason: "it is away".to_owned() })
}

fn refused(destination: &'static str) -> Result<(), HandoverError> {
    Err(HandoverError::Refused { destination, reason: "it says no".to_owned() })
}

fn open(destinations: Vec<Box<dyn Destination>>, folder: &Path, pauses: Pauses) -> (Desk, Receiver<Outcome>) {
    let (sender, outcomes) = channel();
    let told = Box::new(move |outcome| {
        let _test_over = sender.send(outcome);
    });
    (Desk::open(destinations, folder, pauses, told).unwrap(), outcomes)
}

fn next<T>(receiver: &Receiver<T>) -> T {
    receiver.recv_timeout(Duration::from_secs(20)).expect("nothing came")
}

fn accepted(id: Uuid, destination: &'static str, late: bool) -> Outcome {
    let accepted = Accepted { reference: Some("T-17".to_owned()), reachable: Reachable::CallBack };
    Outcome::Accepted { id, destination, accepted, late }
}

fn kept(folder: &Path) -> Vec<Uuid> {
    Waiting::<Bundle>::new(folder).all().0.into_iter().map(|bundle| bundle.id).collect()
}

#[test]
fn the_first_destination_that_takes_it_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let ((one, sees_one), (two, sees_two)) = (scripted("one", [refused("one")]), scripted("two", []));
    let (desk, outcomes) = open(vec![one, two], folder.path(), NEVER);
    let (first, second) = (bundle(), bundle());
    let ids = [first.id, second.id];
    desk.hand_over(first).unwrap();
    desk.hand_over(second).unwrap();
    assert_eq!(next(&outcomes), accepted(ids[0], "two", false));
    assert_eq!(next(&outcomes), accepted(ids[1], "one", false));
    assert_eq!([next(&sees_one).id, next(&sees_one).id, next(&sees_two).id], [ids[0], ids[1], ids[0]]);
    assert!(sees_two.try_recv().is_err(), "one is enough");
    assert!(kept(folder.path()).is_empty());
}

#[test]
fn a_bundle_that_nobody_takes_is_kept_and_told_as_it_is_and_goes_out_later() {
    let folder = tempfile::tempdir().unwrap();
    let (one, sees) = scripted("one", [away("one"), away("one"), refused("one")]);
    let (desk, outcomes) = open(vec![one], folder.path(), AT_ONCE);
    let told = bundle();
    let id = told.id;
    desk.hand_over(told).unwrap();
    match next(&outcomes) {
        Outcome::Kept { id: kept, reason } => assert_eq!((kept, reason.as_str()), (id, "one: it is away")),
        other => panic!("{other:?}"),
    }
    assert_eq!(next(&outcomes), accepted(id, "one", true));
    assert_eq!([(); 4].map(|()| next(&sees).id), [id; 4]);
    drop(desk);
    assert!(kept(folder.path()).is_empty());
}

#[test]
fn without_any_destination_it_is_kept_and_told_what_to_configure() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, outcomes) = open(Vec::new(), folder.path(), NEVER);
    desk.hand_over(bundle()).unwrap();
    assert!(matches!(next(&outcomes), Outcome::Kept { reason, .. } if reason.contains("handover.destinations")));
}

#[test]
fn what_was_kept_before_a_restart_goes_out_at_the_start_the_oldest_first() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    let (new, old) = (bundle(), Bundle { at: Timestamp::now() - SignedDuration::from_hours(24), ..bundle() });
    waiting.keep(&new).unwrap();
    waiting.keep(&old).unwrap();
    let (one, _sees) = scripted("one", []);
    let (_desk, outcomes) = open(vec![one], folder.path(), NEVER);
    assert_eq!(next(&outcomes), accepted(old.id, "one", true));
    assert_eq!(next(&outcomes), accepted(new.id, "one", true));
}

#[test]
fn somebody_who_takes_a_new_bundle_gets_what_was_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _sees) = scripted("one", [away("one")]);
    let (desk, outcomes) = open(vec![one], folder.path(), NEVER);
    let (first, second) = (bundle(), bundle());
    let ids = [first.id, second.id];
    desk.hand_over(first).unwrap();
    assert!(matches!(next(&outcomes), Outcome::Kept { .. }));
    desk.hand_over(second).unwrap();
    assert_eq!(next(&outcomes), accepted(ids[1], "one", false));
    assert_eq!(next(&outcomes), accepted(ids[0], "one", true));
}

#[test]
fn a_bundle_that_is_refused_for_good_does_not_hold_up_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    let (old, new) = (Bundle { at: Timestamp::now() - SignedDuration::from_hours(1), ..bundle() }, bundle());
    waiting.keep(&old).unwrap();
    waiting.keep(&new).unwrap();
    let (one, _sees) = scripted("one", [refused("one")]);
    let (_desk, outcomes) = open(vec![one], folder.path(), NEVER);
    assert_eq!(next(&outcomes), accepted(new.id, "one", true));
    assert_eq!(kept(folder.path()), [old.id]);
}

#[test]
fn nobody_waits_for_a_destination_and_a_desk_with_no_room_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let ((seen, sees), (opens, gate)) = (channel(), channel());
    let slow = Scripted { name: "slow", answers: VecDeque::new(), seen, gate: Some(gate) };
    let (desk, outcomes) = open(vec![Box::new(slow)], folder.path(), NEVER);
    let first = bundle();
    let id = first.id;
    desk.hand_over(first).unwrap();
    assert_eq!(next(&sees).id, id);
    // It is on disk while it is under way: a crash now would not lose it.
    assert_eq!(kept(folder.path()), [id]);
    for _ in 0..QUEUE {
        desk.hand_over(bundle()).unwrap();
    }
    assert_eq!(desk.hand_over(bundle()), Err(Busy));
    drop(opens);
    for _ in 0..=QUEUE {
        assert!(matches!(next(&outcomes), Outcome::Accepted { .. }));
    }
}

#[test]
fn what_nobody_has_at_the_end_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let ((seen, sees), (_opens, gate)) = (channel(), channel());
    let slow = Scripted { name: "slow", answers: VecDeque::new(), seen, gate: Some(gate) };
    let (desk, _outcomes) = open(vec![Box::new(slow)], folder.path(), NEVER);
    let bundles = [bundle(), bundle(), bundle()];
    let mut ids = bundles.clone().map(|bundle| bundle.id);
    for bundle in bundles {
        desk.hand_over(bundle).unwrap();
    }
    next(&sees);
    drop(desk);
    let mut kept = kept(folder.path());
    kept.sort_unstable();
    ids.sort_unstable();
    assert_eq!(kept, ids);
}

#[test]
fn a_bundle_that_cannot_even_be_kept_is_told_as_lost() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("waiting");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    let (one, _sees) = scripted("one", [away("one")]);
    let (desk, outcomes) = open(vec![one], &blocked, NEVER);
    desk.hand_over(bundle()).unwrap();
    match next(&outcomes) {
        Outcome::Lost { reason, .. } => {
            assert!(reason.contains("it is away") && reason.contains("waiting"), "{reason}")
        }
        other => panic!("{other:?}"),
    }
    // Somebody who takes it is enough, disk or not.
    desk.hand_over(bundle()).unwrap();
    assert!(matches!(next(&outcomes), Outcome::Accepted { .. }));
}

#[test]
fn no_more_is_kept_than_anybody_will_look_at() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    for _ in 0..CAPACITY {
        waiting.keep(&bundle()).unwrap();
    }
    let reason = waiting.keep(&bundle()).unwrap_err();
    assert!(reason.contains(&CAPACITY.to_string()), "{reason}");
    let known = waiting.all().0.remove(0);
    waiting.keep(&known).expect("one that is there may be written again");
}

#[test]
fn what_nobody_took_for_two_weeks_is_given_up_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let old = Bundle { at: Timestamp::now() - SignedDuration::from_hours(15 * 24), ..bundle() };
    Waiting::new(folder.path()).keep(&old).unwrap();
    let (one, sees) = scripted("one", []);
    let (desk, outcomes) = open(vec![one], folder.path(), NEVER);
    assert!(matches!(next(&outcomes), Outcome::Lost { id, .. } if id == old.id));
    drop(desk);
    assert!(sees.try_recv().is_err());
    assert!(kept(folder.path()).is_empty());
}

#[test]
fn a_file_that_is_no_bundle_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    let good = bundle();
    waiting.keep(&good).unwrap();
    std::fs::write(folder.path().join("broken.json"), "{\"id\": \"4111111111111111\"").unwrap();
    let (bundles, unreadable) = waiting.all();
    assert_eq!(bundles, [good]);
    assert!(unreadable.len() == 1 && unreadable[0].contains("broken.json"), "{unreadable:?}");
    assert!(!unreadable[0].contains("4111"), "{unreadable:?}");
}

#[cfg(unix)]
#[test]
fn what_is_kept_can_be_read_by_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("waiting");
    Waiting::new(&inside).keep(&bundle()).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inside), 0o700);
    let files: Vec<_> = std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.iter().map(|file| mode(file)).collect::<Vec<_>>(), [0o600]);
}

#[test]
fn a_shopper_who_did_not_agree_is_not_quoted_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    let (one, sees) = scripted("one", [away("one")]);
    let files = Box::new(Folder::new(&inbox, Reachable::Unknown));
    let (desk, outcomes) = open(vec![one, files], &folder.path().join("waiting"), NEVER);
    let told = Bundle { consent: false, why: Why::Asked, ..bundle() };
    let id = told.id;
    desk.hand_over(told).unwrap();
    assert!(matches!(next(&outcomes), Outcome::Accepted { destination: "file", .. }));
    assert!(next(&sees).turns.is_empty());
    let text = std::fs::read_to_string(inbox.join(format!("{id}.json"))).unwrap();
    assert!(text.contains("1042") && !text.contains("Käse?"), "{text}");
}
