//! How `hear` and `understand` show what was understood.
use crate::understanding::Intent;
use serde_json::{Value as Json, json};
pub struct Understood {
    pub transcript: String,
    pub intent: Option<Intent>,
}
impl Understood {
    pub fn nothing(transcript: String) -> Self {
        Self { transcript, intent: None }
    }
    pub fn intent(transcript: String, intent: Intent) -> Self {
        Self { transcript, intent: Some(intent) }
    }
    pub fn print_json(&self, _of: &Json) {
        println!("{}", json!({}));
    }
    pub fn print(&self, of: &str) {
        println!("{of}: {} {:?}", self.transcript, self.intent);
    }
}
