//! Who carries parcels, and what their words for where a parcel is mean here.

use super::order::OrderStatus;

/// Codes, without what separates their words, and what is said for them.
const NAMES: [(&str, &str); 38] = [
    ("amazon", "Amazon"),
    ("anpost", "An Post"),
    ("austrianpost", "Austrian Post"),
    ("bpost", "Bpost"),
    ("brt", "BRT"),
    ("budbee", "Budbee"),
    ("canadapost", "Canada Post"),
    ("chronopost", "Chronopost"),
    ("colissimo", "Colissimo"),
    ("correos", "Correos"),
    ("correosexpress", "Correos Express"),
    ("ctt", "CTT"),
    ("deutschepost", "Deutsche Post"),
    ("dhl", "DHL"),
    ("dpd", "DPD"),
    ("evri", "Evri"),
    ("fedex", "FedEx"),
    ("gls", "GLS"),
    ("hermes", "Hermes"),
    ("inpost", "InPost"),
    ("laposte", "La Poste"),
    ("mondialrelay", "Mondial Relay"),
    ("mrw", "MRW"),
    ("nacex", "Nacex"),
    ("ontrac", "OnTrac"),
    ("packeta", "Packeta"),
    ("parcelforce", "Parcelforce"),
    ("posteitaliane", "Poste Italiane"),
    ("postnl", "PostNL"),
    ("postnord", "PostNord"),
    ("royalmail", "Royal Mail"),
    ("seur", "SEUR"),
    ("swisspost", "Swiss Post"),
    ("tnt", "TNT"),
    ("trunkrs", "Trunkrs"),
    ("ups", "UPS"),
    ("usps", "the US postal service"),
    ("yodel", "Yodel"),
];

/// What a carrier is called when it is spoken of, by its code: `dhl`, `DHL-Express` and `dhl_germany` are all DHL. A code
/// that nobody knows is said as it is.
#[must_use]
pub fn name(code: &str) -> &str {
    let words = words(code);
    let known = |count| {
        let start = words.get(..count)?.concat();
        NAMES.iter().find(|(code, _)| *code == start).map(|(_, name)| *name)
    };
    (1..=words.len()).rev().find_map(known).unwrap_or(code)
}

/// What carriers and tracking services write, in words that stand next to each other, and what it means. The first that
/// is found counts, so what turns a word around stands before it: "delivery attempted" before "delivered".
const MEANINGS: [(OrderStatus, &[&str]); 9] = [
    (
        OrderStatus::Returned,
        &["returned", "return to sender", "return to shipper", "returning to sender", "back to sender"],
    ),
    (OrderStatus::Shipped, &["exception resolved"]),
    (
        OrderStatus::Delayed,
        &[
            "undelivered",
            "undeliverable",
            "not delivered",
            "not be delivered",
            "not been delivered",
            "not yet delivered",
            "should have been delivered",
            "unable to deliver",
            "delivery attempted",
            "delivery attempt",
            "attempted delivery",
            "attempt fail",
            "failed attempt",
            "delivery failed",
            "delivery failure",
            "failed delivery",
            "missed delivery",
            "delivery exception",
            "delivery rescheduled",
            "failure",
            "exception",
            "delay",
            "delayed",
            "on hold",
            "held in customs",
            "held by customs",
            "customs hold",
            "address issue",
            "incorrect address",
            "pickup cancelled",
            "refused",
            "rejected",
            "damaged",
            "lost",
        ],
    ),
    (
        OrderStatus::OutForDelivery,
        &[
            "out for delivery",
            "being delivered",
            "in delivery",
            "on vehicle for delivery",
            "loaded on delivery vehicle",
            "with delivery courier",
            "with courier",
            "with driver",
            "available for pickup",
            "available for collection",
            "ready for pickup",
            "ready for collection",
            "ready to be collected",
            "awaiting collection by recipient",
            "held at location",
            "at pickup point",
            "at collection point",
            "delivered to pickup point",
            "delivered to collection point",
            "delivered to parcel locker",
            "delivered to parcel shop",
        ],
    ),
    (
        OrderStatus::Packed,
        &[
            "info received",
            "information received",
            "information sent",
            "pre transit",
            "pre shipment",
            "label created",
            "label printed",
            "shipment created",
            "shipping created",
            "awaiting pickup",
            "awaiting collection",
            "waiting for pickup",
            "collection requested",
            "pickup scheduled",
            "ready to ship",
            "ready for shipment",
            "not yet shipped",
            "announced",
            "manifested",
        ],
    ),
    (OrderStatus::Shipped, &["delivered to carrier", "delivered to the carrier", "be delivered"]),
    (
        OrderStatus::Delivered,
        &[
            "delivered",
            "delivery successful",
            "delivery completed",
            "proof of delivery",
            "picked up by customer",
            "picked up by recipient",
            "collected by customer",
            "collected by recipient",
            "handed over to recipient",
            "left with neighbour",
            "left with neighbor",
        ],
    ),
    (OrderStatus::Cancelled, &["cancelled", "canceled", "voided"]),
    (
        OrderStatus::Shipped,
        &[
            "in transit",
            "transit",
            "shipped",
            "dispatched",
            "despatched",
            "departed",
            "departure",
            "arrived",
            "arrival",
            "on its way",
            "on the way",
            "en route",
            "underway",
            "picked up",
            "pickup done",
            "collected",
            "accepted",
            "acceptance",
            "handed over to carrier",
            "sorted",
            "sorting",
            "processed",
            "forwarded",
            "customs clearance",
            "cleared customs",
            "in customs",
        ],
    ),
];

/// The status that the words of a carrier or a tracking service stand for, in any way of writing: `IN_TRANSIT`,
/// `InTransit`, "In transit to the next facility". None when they say nothing of where it is. A parcel that waits to be
/// fetched counts as out for delivery: the shopper can have it today.
#[must_use]
pub fn status_of(words: &str) -> Option<OrderStatus> {
    let said = format!(" {} ", self::words(words).join(" "));
    let says = |phrase: &str| said.contains(&format!(" {phrase} "));
    let own = || OrderStatus::ALL.into_iter().find(|status| said.trim() == status.as_str().replace('_', " "));
    let meant = || MEANINGS.iter().find(|(_, phrases)| phrases.iter().copied().any(says)).map(|(status, _)| *status);
    own().or_else(meant)
}

/// The words of a text in lower case, without digits and signs; `OutForDelivery` is three.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut after_small = false;
    for letter in text.chars() {
        if !letter.is_alphabetic() || (after_small && letter.is_uppercase()) {
            spaced.push(' ');
        }
        spaced.extend(letter.to_lowercase().filter(|letter| letter.is_alphabetic()));
        after_small = letter.is_lowercase();
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}
