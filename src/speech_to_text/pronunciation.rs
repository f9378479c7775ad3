//! IPA to ARPAbet.
