//! The sound card or the sound server: a microphone through ALSA, a loudspeaker through rodio and cpal.

mod capture;
mod loudspeaker;
mod microphone;
mod tap;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use cpal::ErrorKind;
use cpal::traits::{DeviceTrait, HostTrait};

use super::AudioError;
pub use loudspeaker::Loudspeaker;
pub use microphone::Microphone;

const INPUT: &str = "input";
const OUTPUT: &str = "output";

/// The name that means whatever the system uses.
const DEFAULT: &str = "default";

/// How long a sound system may take to open a device or to list them, at the start and when a lost one is tried again.
const PATIENCE: Duration = Duration::from_secs(5);
const RETRY_PATIENCE: Duration = Duration::from_secs(2);

/// The names of the microphones and of the loudspeakers, as the configuration takes them.
///
/// # Errors
/// [`AudioError::NoDevice`] when the sound system does not answer.
pub fn device_names() -> Result<(Vec<String>, Vec<String>), AudioError> {
    Opening::default().wait(INPUT, "at all", PATIENCE, list)
}

fn list() -> Result<(Vec<String>, Vec<String>), AudioError> {
    let host = cpal::default_host();
    let names = |direction, devices: Result<Vec<cpal::Device>, cpal::Error>| {
        let devices = devices.map_err(|error| no_device(direction, "at all", &error))?;
        Ok(devices.iter().filter_map(name_of).collect())
    };
    let inputs = names(INPUT, host.input_devices().map(Iterator::collect))?;
    let outputs = names(OUTPUT, host.output_devices().map(Iterator::collect))?;
    Ok((inputs, outputs))
}

fn name_of(device: &cpal::Device) -> Option<String> {
    device.id().ok().map(|id| id.id().to_owned())
}

fn find(direction: &'static str, name: &str) -> Result<cpal::Device, AudioError> {
    let host = cpal::default_host();
    let found = match (name, direction) {
        (DEFAULT, INPUT) => host.default_input_device(),
        (DEFAULT, _) => host.default_output_device(),
        _ => {
            let mut devices = host.devices().map_err(|error| no_device(direction, name, &error))?;
            devices.find(|device| name_of(device).as_deref() == Some(name) || device.to_string() == name)
        }
    };
    found.ok_or_else(|| no_device(direction, name, &"there is none of that name"))
}

fn no_device(direction: &'static str, name: &str, reason: &dyn std::fmt::Display) -> AudioError {
    let reason = reason.to_string().trim_end_matches('.').to_owned();
    AudioError::NoDevice { direction, name: name.to_owned(), reason }
}

/// A device that is being opened, on a thread of its own: a sound library that hangs must hang nobody else. One that did
/// not answer in time is waited for again by the next call, so that there is never more than one such thread.
struct Opening<T>(Option<Receiver<Result<T, AudioError>>>);

impl<T> Default for Opening<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Opening<T> {
    fn wait(
        &mut self,
        direction: &'static str,
        name: &str,
        patience: Duration,
        open: impl FnOnce() -> Result<T, AudioError> + Send + 'static,
    ) -> Result<T, AudioError> {
        let under_way = match self.0.take() {
            Some(under_way) => under_way,
            None => {
                let (sender, receiver) = sync_channel(1);
                let opening = move || {
                    quieten();
                    // What nobody waits for any more is closed again.
                    let _ignore_given_up = sender.send(open());
                };
                let started = thread::Builder::new().name("open-device".to_owned()).spawn(opening);
                started.map_err(|error| no_device(direction, name, &error))?;
                receiver
            }
        };
        match under_way.recv_timeout(patience) {
            Ok(opened) => opened,
            Err(RecvTimeoutError::Disconnected) => Err(no_device(direction, name, &"the sound library broke down")),
            Err(RecvTimeoutError::Timeout) => {
                self.0 = Some(under_way);
                let reason = format!("the sound system did not answer within {} seconds", patience.as_secs());
                Err(no_device(direction, name, &reason))
            }
        }
    }
}

/// What ALSA would print on standard error from this thread goes into a buffer that ends with the thread: its reasons
/// come back as errors anyway.
fn quieten() {
    if let Err(error) = alsa::Output::local_error_handler() {
        tracing::debug!("ALSA keeps talking: {error}");
    }
}

/// Closes a device that is gone, on a thread of its own: a sound library whose server died may never return from that.
fn close<T: Send + 'static>(device: Option<T>) {
    if let Some(device) = device
        && let Err(error) = thread::Builder::new().name("close-device".to_owned()).spawn(move || drop(device))
    {
        tracing::warn!("no thread to close the lost sound device: {error}");
    }
}

/// What a stream leaves for the other side: why the device is gone, or how often sound was lost.
#[derive(Debug, Clone, Default)]
struct Trouble {
    gone: Arc<OnceLock<String>>,
    lost: Arc<AtomicU64>,
}

impl Trouble {
    fn report(&self, error: &cpal::Error) {
        match error.kind() {
            ErrorKind::Xrun => _ = self.lost.fetch_add(1, Ordering::Relaxed),
            ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => tracing::debug!("{error}"),
            _ => _ = self.gone.set(error.to_string()),
        }
    }
}
