//! Every message that the conversation can say, with its arguments: what is not here cannot be said, and a replies file
//! that lacks one of them is not loaded.

use fluent_bundle::FluentArgs;

macro_rules! messages {
    ($($name:ident = $key:literal $({ $($argument:ident: $type:ty),+ })?;)+) => {
        /// A message of a replies file and its arguments.
        #[derive(Debug, Clone, PartialEq)]
        pub(super) enum Message {
            $($name $({ $($argument: $type),+ })?,)+
        }

        /// The key and the arguments of every message.
        pub(super) const MESSAGES: &[(&str, &[&str])] = &[
            $(($key, &[$($(stringify!($argument)),+)?]),)+
        ];

        impl Message {
            pub const fn key(&self) -> &'static str {
                match self {
                    $(Self::$name $({ $($argument: _),+ })? => $key,)+
                }
            }

            pub fn arguments(&self) -> FluentArgs<'_> {
                #[allow(unused_mut)]
                let mut arguments = FluentArgs::new();
                match self {
                    $(Self::$name $({ $($argument),+ })? => {
                        $($(arguments.set(stringify!($argument), $argument);)+)?
                    })+
                }
                arguments
            }
        }
    };
}

messages! {
    // Opening, closing, going on.
    Greeting = "greeting";
    Listening = "listening";
    AskCommand = "ask-command";
    AnythingElse = "anything-else";
    AllRight = "all-right";
    Goodbye = "goodbye";
    GoodbyeWithCart = "goodbye-with-cart";
    OneMoment = "one-moment";

    // Not heard, not understood, too late.
    NotUnderstood = "not-understood";
    NotUnderstoodAtAll = "not-understood-at-all";
    StillThere = "still-there";
    NothingHeard = "nothing-heard";
    TookTooLong = "took-too-long";
    NothingToAnswer = "nothing-to-answer";
    NothingToRepeat = "nothing-to-repeat";
    NothingBefore = "nothing-before";
    StartedOver = "started-over";

    NotYet = "not-yet";
    SpeaksLanguage = "speaks-language";
    NotSpokenHere = "not-spoken-here";
    SpeaksSo = "speaks-so";
    SpeaksAtLimit = "speaks-at-limit" { how: String };
    OnlyWritten = "only-written";
    HalfUnderstood = "half-understood";
    AskOtherWords = "ask-other-words";
    WishesLeft = "wishes-left" { count: u32 };

    // Help that fits the moment.
    HelpCommand = "help-command";
    HelpProduct = "help-product";
    HelpQuantity = "help-quantity" { maximum: u32 };
    HelpChoice = "help-choice";
    HelpOffer = "help-offer";
    HelpPacks = "help-packs";
    HelpConfirmation = "help-confirmation" { total: String };
    HelpCancelling = "help-cancelling" { order: String };
    HelpYesNo = "help-yes-no";
    HelpReason = "help-reason";

    // What is missing.
    AskProduct = "ask-product";
    AskProductOf = "ask-product-of" { quantity: i64 };
    AskProductMeasured = "ask-product-measured" { much: String };
    AskProductAgain = "ask-product-again";
    AskOther = "ask-other";
    AskQuantity = "ask-quantity";
    TooFew = "too-few";
    TooMany = "too-many" { maximum: u32 };
    NotSold = "not-sold" { product: String };
    NeverBought = "never-bought" { product: String };

    // Products.
    Costs = "costs" { product: String, price: String };
    CostsLess = "costs-less" { product: String, price: String, regular: String };
    About = "about" { aspect: String, product: String, told: String };
    InStock = "in-stock" { product: String };
    HasSize = "has-size" { product: String, size: String };
    SizeUnknown = "size-unknown" { product: String };
    NotTold = "not-told" { product: String };
    AskWhich = "ask-which" { count: u32 };
    WhichProduct = "which-product";
    NoneAtThatPrice = "none-at-that-price";
    NothingLikeThat = "nothing-like-that";
    NoDeals = "no-deals";
    NoAdvice = "no-advice";

    // Choosing.
    Offer = "offer" { count: u32, first: String, second: String, third: String };
    OfferAgain = "offer-again" { count: u32, first: String, second: String, third: String };
    SoldOut = "sold-out" { product: String };
    OnlyLeft = "only-left" { product: String, available: u32 };
    AskTakeRest = "ask-take-rest" { available: u32 };
    AskWithoutIt = "ask-without-it";
    AskPacks = "ask-packs" { packs: u32, whole: String };
    AskPackCount = "ask-pack-count";
    Much = "much" { number: String, unit: String };

    // The cart.
    IntoCart = "into-cart" { items: String };
    OutOfCart = "out-of-cart" { product: String };
    NotInCart = "not-in-cart" { product: String };
    CartHolds = "cart-holds" { items: String, total: String };
    CartHoldsUnpriced = "cart-holds-unpriced" { items: String };
    CartEmpty = "cart-empty";
    CartEmptied = "cart-emptied";
    CartKept = "cart-kept";
    AskClearCart = "ask-clear-cart";
    AskCheckout = "ask-checkout";
    OntoList = "onto-list" { what: String };
    OffList = "off-list" { what: String };
    NotOnList = "not-on-list" { what: String };
    ListHolds = "list-holds" { items: String };
    ListEmpty = "list-empty";
    ListFull = "list-full";
    NothingOnListSold = "nothing-on-list-sold";
    AskForget = "ask-forget";
    AskForgetPerson = "ask-forget-person" { person: String };
    Forgotten = "forgotten";
    NothingForgotten = "nothing-forgotten";
    AskResume = "ask-resume" { items: String };
    AskResumeAgain = "ask-resume-again";

    // Again and again.
    Every = "every" { count: u32, span: String };
    AskSubscription = "ask-subscription" { items: String, every: String, day: String };
    AskSubscriptionAgain = "ask-subscription-again" { every: String };
    HelpSubscription = "help-subscription";
    Subscribed = "subscribed" { every: String, day: String };
    SubscribedNow = "subscribed-now" { every: String };
    NotSubscribed = "not-subscribed";
    NoSubscriptions = "no-subscriptions";
    NoSubscriptionOf = "no-subscription-of" { product: String };
    Subscription = "subscription" { items: String, every: String, day: String };
    SubscriptionPaused = "subscription-paused" { items: String, until: String };
    SubscriptionResumed = "subscription-resumed" { items: String, day: String };
    SubscriptionSkipped = "subscription-skipped" { items: String, day: String };
    SubscriptionChanged = "subscription-changed" { items: String, every: String, day: String };
    SubscriptionEnded = "subscription-ended" { items: String };
    SubscriptionsKept = "subscriptions-kept";
    AskSubscriptionChange = "ask-subscription-change" { items: String, every: String };
    Due = "due" { items: String };
    DueToo = "due-too" { items: String };
    AskDue = "ask-due" { items: String };
    UsuallyNow = "usually-now" { product: String };

    // Before money moves.
    Item = "item" { product: String, quantity: u32 };
    And = "and" { first: String, last: String };
    Others = "others" { count: u32 };
    ReadBack = "read-back" {
        items: String, goods: String, shipping: String, free: String, total: String, tax: String, from: String, to: String,
        with: String, withdrawal: String
    };
    TaxIncluded = "tax-included";
    FromSeller = "from-seller" { seller: String };
    DeliveredTo = "delivered-to" { place: String };
    PaidWith = "paid-with" { means: String };
    Withdrawable = "withdrawable" { days: i64 };
    ReadBackKnown = "read-back-known" { items: String, shipping: String, free: String, total: String };
    NotAllowed = "not-allowed" { why: String, what: String };
    ConfirmElsewhere = "confirm-elsewhere";
    AskCode = "ask-code";
    HelpCode = "help-code";
    CodeWrong = "code-wrong" { left: u32 };
    CodeLocked = "code-locked" { minutes: i64 };
    CodeNotSet = "code-not-set";
    CodeUnusable = "code-unusable";
    PriceChanged = "price-changed" { before: String };
    PriceSinceLastTime = "price-since-last-time" { product: String, before: String, now: String, direction: String };
    AskTotal = "ask-total" { total: String };
    NotOrdered = "not-ordered" { product: String };
    NothingOrdered = "nothing-ordered";
    NotOrderedInCart = "not-ordered-in-cart";

    // After it.
    Ordered = "ordered" { order: String };
    StillOrdering = "still-ordering";
    OutcomeUnknown = "outcome-unknown";
    NewsPlaced = "news-placed" { order: String, total: String };
    NewsNotPlaced = "news-not-placed" { total: String };
    NewsOfOrder = "news-of-order" { order: String, status: String, carrier: String, expected: String };
    NoNews = "no-news";
    ShopUnreachable = "shop-unreachable";
    ShopRefused = "shop-refused";

    // Orders.
    Day = "day" { ago: i64, weekday: i64, day: i64, month: i64 };
    DayAhead = "day-ahead" { ahead: i64, weekday: i64, day: i64, month: i64 };
    NoOrders = "no-orders";
    Expected = "expected" { order: String, carrier: String, day: String };
    CarriedBy = "carried-by" { carrier: String };
    PaymentFailed = "payment-failed" { order: String, total: String, day: String };
    PaymentsFine = "payments-fine";
    OrderStatus = "order-status" { order: String, items: String, status: String, day: String };
    NoOrderToCancel = "no-order-to-cancel";
    NoOrderOf = "no-order-of" { product: String };
    NoOrderNumber = "no-order-number" { order: String };
    NoOrderThen = "no-order-then";
    TooLateToCancel = "too-late-to-cancel" { order: String, status: String };
    OrderToCancel = "order-to-cancel" { order: String, items: String, total: String, day: String };
    AskCancel = "ask-cancel" { order: String };
    OrderKept = "order-kept" { order: String };
    Cancelled = "cancelled" { order: String };
    CancelUnknown = "cancel-unknown" { order: String };

    // Sending back.
    NothingToReturn = "nothing-to-return";
    TooLateToReturn = "too-late-to-return" { order: String, day: String };
    CancelInstead = "cancel-instead" { order: String };
    NotThereYet = "not-there-yet" { order: String };
    AskReason = "ask-reason" { items: String };
    AskReturn = "ask-return" { order: String, items: String };
    AskReturnAgain = "ask-return-again" { order: String };
    AskWithdraw = "ask-withdraw" { order: String, items: String };
    Returned = "returned" { number: String, refund: String };
    ReturnUnknown = "return-unknown" { order: String };
    Verbatim = "verbatim" { text: String };

    // A person.
    NoPerson = "no-person";
    AskConsent = "ask-consent";
    HelpConsent = "help-consent";
    OfferPerson = "offer-person";
    NobodyAsked = "nobody-asked";
    PersonHasIt = "person-has-it" { next: String, reference: String };
    PersonLater = "person-later";
    Apology = "apology";

    // To a hub that wants an answer whether there is one or not.
    HubStillWorking = "hub-still-working";
    HubNotLinked = "hub-not-linked";
    HubUnable = "hub-unable";
}
