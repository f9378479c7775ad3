//! Learning what the shop sells: a thread that takes in a changed catalogue while everybody goes on listening.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::JoinHandle;

use super::AssistantError;
use crate::commerce::catalogue::Catalogue;
use crate::event::{Event, Learned};
use crate::memory;
use crate::understanding::{Languages, UnderstandingError};

/// Where a changed catalogue is handed in.
pub struct Learning {
    catalogues: Sender<Catalogue>,
    thread: Option<JoinHandle<()>>,
}

impl Learning {
    /// Starts the thread, which knows the sentences. What it learnt is an [`Event::Learned`].
    ///
    /// # Errors
    /// [`AssistantError::Thread`] when the system has no thread to give.
    pub fn start(languages: Languages, events: SyncSender<Event>) -> Result<Self, AssistantError> {
        let (catalogues, inbox) = channel();
        let thread = std::thread::Builder::new()
            .name("learning".to_owned())
            .spawn(move || {
                let learn = || learn(&languages, &inbox, &events);
                if let Err(panic) = catch_unwind(AssertUnwindSafe(learn)) {
                    let reason = super::panic_message(&*panic);
                    let _ignore_loop_gone = events.send(Event::Failed { part: "learning", reason });
                }
            })
            .map_err(AssistantError::Thread)?;
        Ok(Self { catalogues, thread: Some(thread) })
    }

    /// Takes in a catalogue. One that is still being learnt is given up for it.
    pub fn learn(&self, catalogue: Catalogue) {
        // A thread that is gone has said why in an `Event::Failed`.
        let _ignore_thread_gone = self.catalogues.send(catalogue);
    }

    /// Ends the thread once it has learnt what it is at.
    pub fn close(self) {
        drop(self.catalogues);
        if let Some(thread) = self.thread {
            let _ignore_panic_already_reported = thread.join();
        }
    }
}

fn learn(languages: &Languages, inbox: &Receiver<Catalogue>, events: &SyncSender<Event>) {
    let mut next = None;
    while let Some(catalogue) = next.take().or_else(|| inbox.recv().ok()) {
        let catalogue = inbox.try_iter().last().unwrap_or(catalogue);
        let learned = take_in(languages, &catalogue);
        next = inbox.try_iter().last();
        if next.is_some() {
            continue;
        }
        match learned {
            Ok(learned) => {
                if events.send(Event::Learned(Box::new(learned))).is_err() {
                    return;
                }
                memory::give_back();
            }
            Err(error) => tracing::error!("{error}; the products from before stay in use"),
        }
    }
}

fn take_in(known: &Languages, catalogue: &Catalogue) -> Result<Learned, UnderstandingError> {
    let languages = known.over(catalogue);
    Ok(Learned { vocabulary: languages.vocabulary()?, languages, products: catalogue.products.len() })
}
