//! What an understanding is made of: sentences of a language, products of a catalogue.

use std::path::Path;

use super::{AssistantError, parts};
use crate::commerce::catalogue::{Catalogue, Product};
use crate::config::{Config, Wake};
use crate::understanding::samples::Samples;
use crate::understanding::{IntentFolder, Understanding, UnderstandingError};

/// What an understanding is made of.
#[derive(Debug, Clone)]
pub struct Sources {
    config: Config,
    sentences: IntentFolder,
    catalogue: Catalogue,
    wakes: bool,
}

impl Sources {
    /// The sentences that are configured, and the products of the shop.
    ///
    /// # Errors
    /// [`UnderstandingError::Unreadable`]
    pub fn of_shop(config: &Config, catalogue: Catalogue) -> Result<Self, UnderstandingError> {
        let language = &config.assistant.language;
        let folder = &config.understanding.intents;
        let sentences = if folder.as_os_str().is_empty() {
            IntentFolder::built_in(language)?
        } else {
            IntentFolder::read(folder, language)?
        };
        let wakes = config.listening.wake == Wake::Phrase;
        Ok(Self { config: config.clone(), sentences, catalogue, wakes })
    }

    /// The sentences of somebody's folder, or those that are configured; these products, or those of the shop. A folder
    /// of its own has lists of its own, and needs no shop.
    ///
    /// # Errors
    /// [`AssistantError`]
    pub fn chosen(
        config: &Config,
        intents: Option<&Path>,
        products: Option<Vec<Product>>,
    ) -> Result<Self, AssistantError> {
        let catalogue = match (products, intents) {
            (Some(products), _) => Catalogue { revision: 0, products },
            (None, Some(_)) => Catalogue::default(),
            (None, None) => parts::shop(config)?.catalogue()?,
        };
        let Some(folder) = intents else { return Ok(Self::of_shop(config, catalogue)?) };
        let sentences = IntentFolder::read(folder, &config.assistant.language)?;
        Ok(Self { config: config.clone(), sentences, catalogue, wakes: false })
    }

    /// The understanding.
    ///
    /// # Errors
    /// [`UnderstandingError`]
    pub fn understanding(&self) -> Result<Understanding, UnderstandingError> {
        let Self { config, sentences, catalogue, wakes } = self;
        let phrases = config.listening.wake_phrases.iter().filter(|_| *wakes).map(String::as_str);
        let wake: Vec<&str> = phrases.collect();
        let pronounce = parts::pronunciation(config);
        Understanding::new(sentences, &config.assistant.language, catalogue, &wake, pronounce)
    }

    /// Examples of the sentences, for hubs.
    ///
    /// # Errors
    /// [`UnderstandingError`]
    pub fn samples(&self) -> Result<Samples, UnderstandingError> {
        Samples::of(&self.sentences, &self.config.assistant.language, &self.catalogue)
    }

    /// One that can tell why.
    ///
    /// # Errors
    /// [`UnderstandingError`]
    pub fn to_explain(&self) -> Result<Understanding, UnderstandingError> {
        let Self { config, sentences, catalogue, .. } = self;
        Understanding::to_explain(sentences, &config.assistant.language, catalogue, parts::pronunciation(config))
    }
}
