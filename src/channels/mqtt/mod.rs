//! The MQTT bridge, native topics.
