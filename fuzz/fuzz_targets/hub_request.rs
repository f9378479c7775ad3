//! Any body that claims to be a request of Alexa or Dialogflow, and any topic that claims to be one for such requests: each
//! is read or refused, and a topic is written as it was read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orderly::channels::alexa::SkillRequest;
use orderly::channels::dialogflow::request::AgentRequest;
use orderly::channels::mqtt::hubs::topics::Topic;

fuzz_target!(|body: &[u8]| {
    let _request_of_alexa = SkillRequest::read(body);
    let _request_of_dialogflow = AgentRequest::read(body);
    if let Ok(text) = std::str::from_utf8(body)
        && let Ok(topic) = text.parse::<Topic>()
    {
        assert_eq!(topic.to_string(), text);
    }
});
