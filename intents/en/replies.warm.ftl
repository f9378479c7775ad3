# What Orderly says otherwise in the tone `warm`. What is not here is said as in replies.ftl.

greeting = Hello there! What can I get for you?
    .b = Hi! Lovely to hear you. What would you like?
listening = Yes, I'm all ears.
    .b = Go ahead, I'm listening.
ask-command = What can I do for you?
    .b = Tell me, what would you like?
anything-else = Is there anything else I can do for you?
    .b = Anything else you'd like?
all-right = Of course.
    .b = No problem at all.
goodbye = Talk to you soon. Take care!
    .b = I'm always here if you need me.
one-moment = Just a moment, I'm asking the shop for you.
    .b = Bear with me, the shop hasn't answered yet.
not-understood = Oh, sorry, I didn't catch that.
    .b = I'm so sorry, that got past me.
    .c = Forgive me, I missed that one.
not-understood-at-all = I'm really sorry, I still don't understand.
still-there = I didn't hear anything. Take your time.
    .b = Are you still with me?
nothing-heard = I can't hear you, so I'll leave it at that. Just call me when you like.
took-too-long = That took a while, so I'll leave it at that. We can start over any time.
not-sold = What a pity, the shop doesn't have { $product }.
    .b = I looked everywhere, but I couldn't find { $product } in the shop.
sold-out = What a pity, { $product } is sold out.
read-back = { $free ->
        [yes] Lovely. That's { $items }{ $from }: { $total }, and the shipping is free{ $tax }{ $to }{ $with }.{ $withdrawal } Shall I order and pay?
       *[no] Lovely. That's { $items }{ $from }: { $goods } plus { $shipping } shipping, { $total } in all{ $tax }{ $to }{ $with }.{ $withdrawal } Shall I order and pay?
    }
read-back-known = { $free ->
        [yes] The same again, with pleasure: { $items }, { $total } with free shipping. Shall I order and pay?
       *[no] The same again, with pleasure: { $items }, { $total } with { $shipping } shipping included. Shall I order and pay?
    }
ordered = Wonderful, it's ordered. It's order { $order }. If you change your mind, just say "cancel my order".
    .b = All done! It's ordered, as number { $order }. Changed your mind? Just say "cancel my order".
shop-unreachable = I'm sorry, I can't reach the shop right now. Let's try again in a little while.
shop-refused = I'm sorry, the shop can't do that right now.
cancelled = Order { $order } is cancelled. No harm done.
    .b = That's taken care of: order { $order } is cancelled.
apology = I'm so sorry about this.
    .b = I'm really sorry that this is so difficult.
