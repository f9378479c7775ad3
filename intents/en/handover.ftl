# What a clerk reads in the letter of a handover, in Fluent (projectfluent.org). Every message here must stay;
# src/handover/email.rs says where each one stands, and `$name` what it is given.

handover-why = { $why ->
    [not_understood] A shopper at { $site } was not understood
    [upset] A shopper at { $site } is upset
    [shop_failed] A shopper at { $site } could not be served by the shop
   *[asked] A shopper at { $site } asks for a person
}
handover-about = { $why } (order { $order })

handover-when = When:
handover-where = Where:
handover-language = Language:
handover-mood = Mood:
handover-order = Order:
handover-wish = Wish:
handover-failed = Failed:
handover-moods = { $mood ->
    [frustrated] frustrated
    [hurried] in a hurry
   *[pleased] content
}

handover-cart = In the cart:
handover-said = What was said:
handover-shopper = shopper
handover-assistant = assistant
handover-no-words = The shopper did not agree that the words are passed on, so they are not here.
handover-number = Handover { $id }
