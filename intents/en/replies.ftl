# What Orderly says, in Fluent (projectfluent.org). A message may have variants, written as its attributes: the
# conversation takes turns with them, so that nobody hears the same sentence twice in a row. Every message here must
# stay; which arguments each is given is in src/dialogue/message.rs.

## Opening, closing, going on

greeting = Hello. What can I get you?
    .b = Hi there. What would you like?
listening = Yes?
    .b = I'm listening.
ask-command = What would you like?
    .b = What can I do for you?
anything-else = Anything else?
    .b = What else can I do?
all-right = All right.
    .b = Okay.
goodbye = Talk to you soon.
    .b = I'm here if you need me.
goodbye-with-cart = I keep your cart. Talk to you soon.
    .b = Your cart stays as it is. I'm here if you need me.
one-moment = One moment, I'm asking the shop.
    .b = Just a second, the shop hasn't answered yet.

## Not heard, not understood, too late

not-understood = Sorry, I didn't get that.
    .b = I'm afraid I missed that.
    .c = That one got past me.
not-understood-at-all = I'm sorry, I still don't understand.
still-there = I didn't hear anything.
    .b = Are you still there?
nothing-heard = I still can't hear you, so I'll leave it at that.
took-too-long = That took a while, so I'll leave it at that.
nothing-to-answer = I wasn't asking anything just now.
nothing-to-repeat = I haven't said anything yet.
nothing-before = There is nothing to go back to.
started-over = Let's start over.

not-yet = I understood that, but I can't do it yet.
speaks-language = All right, English it is.
not-spoken-here = I don't speak that language here.
speaks-so = All right, I speak like this now.
    .b = Fine, this is how I sound now.
speaks-at-limit = { $how ->
        [louder] I'm already as loud as I can be.
        [quieter] I'm already as quiet as I can be.
        [slower] I'm already as slow as I can be.
       *[faster] I'm already as fast as I can be.
    }
only-written = What I say here is only written, so I can't say it differently.
half-understood = I only got part of that.
    .b = I didn't get all of that.
ask-other-words = Can you say it in other words?
    .b = Please try it another way.
wishes-left = { $count ->
        [one] I leave the other thing you asked for.
       *[other] I leave the { $count } other things you asked for.
    }

## Help that fits the moment

help-command = You can say "reorder coffee", "buy two oat milk", "where is my order" or "cancel my order".
help-product = Just name a product, such as "coffee beans", or say "never mind".
help-quantity = Say a number up to { $maximum }, or "never mind".
help-choice = Say "the first one", the name of one of them, or "none of these".
help-offer = Say "yes" and I'll ask what they cost, or "no" and I won't.
help-packs = Say "yes" for so many packs, "no", or tell me another number.
help-confirmation = Say "yes" and I'll order it for { $total }. Say "no" and I won't, or tell me another number.
help-yes-no = Just say "yes" or "no".
help-reason = Tell me what is wrong, such as "it's broken" or "it's too small", or say "no" and you keep it.
help-cancelling = Say "yes" and I'll cancel order { $order }. Say "no" and it stays as it is.

## What is missing

ask-product = What would you like to order?
    .b = Which product would you like?
ask-product-of = What would you like { $quantity } of?
    .b = Which product would you like { $quantity } of?
ask-product-measured = What would you like { $much } of?
    .b = Which product would you like { $much } of?
ask-product-again = What would you like to reorder?
    .b = Which product would you like again?
ask-other = What would you like instead?
    .b = Is there something else I can look for?
ask-quantity = How many would you like?
    .b = How many shall I put down?
too-few = It has to be at least one.
too-many = I can order up to { $maximum } at once.
not-sold = I'm afraid the shop doesn't have { $product }.
    .b = I couldn't find { $product } in the shop.
never-bought = You haven't bought { $product } here before.

## Products

costs = { $product } costs { $price }.
costs-less = { $product } is on offer at { $price } instead of { $regular }.
about = { $aspect ->
        [ingredients] { $product } is made of: { $told }.
        [allergens] Allergens of { $product }: { $told }.
        [origin] { $product } comes from { $told }.
        [rating] Others rate { $product } { $told }.
       *[description] { $product }: { $told }.
    }
in-stock = { $product } is in stock.
has-size = A pack of { $product } holds { $size }.
size-unknown = The shop doesn't say how much is in a pack of { $product }.
not-told = The shop doesn't say that about { $product }.
none-at-that-price = I found none at that price; this comes nearest.
nothing-like-that = I don't have another one like that.
    .b = There is nothing else like that.
no-deals = Nothing of that is on offer right now.
no-advice = I have nothing to recommend there.
ask-which = { $count ->
        [1] Would you like it?
       *[other] Which one would you like?
    }
which-product = Which product do you mean? Ask me again with its name.

## Choosing

offer = { $count ->
        [1] Do you mean { $first }?
        [2] Do you mean { $first }, or { $second }?
       *[other] Do you mean { $first }; { $second }; or { $third }?
    }
offer-again = { $count ->
        [1] Is it { $first }?
        [2] The first is { $first }; and the second { $second }. Which one?
       *[other] The first is { $first }; the second { $second }; and the third { $third }. Which one?
    }
sold-out = { $product } is sold out.
only-left = { $available ->
        [1] There's only one { $product } left.
       *[other] There are only { $available } left of { $product }.
    }
ask-take-rest = { $available ->
        [1] Would you like that one?
       *[other] Would you like all { $available }?
    }

ask-without-it = Shall I go on without it?
ask-packs = { $packs ->
        [1] Shall I take one?
       *[other] Shall I take { $packs }, which is { $whole }?
    }
ask-pack-count = How many packs would you like?
# So much: 1.2 kg, 12 pieces.
much = { $number } { $unit ->
        [piece] piece
        [pieces] pieces
       *[other] { $unit }
    }

## The cart

into-cart = I've put { $items } in your cart.
    .b = In your cart: { $items }.
out-of-cart = I've taken { $product } out.
not-in-cart = { $product } isn't in your cart.
cart-holds = In your cart: { $items }. That makes { $total } with shipping.
cart-holds-unpriced = In your cart: { $items }.
cart-empty = Your cart is empty.
cart-emptied = Your cart is empty now.
cart-kept = Your cart stays as it is.
ask-clear-cart = Shall I take all of it out?
ask-checkout = Say "check out" and I'll order it, or tell me what else you need.
onto-list = { $what } is on your list.
    .b = I've noted { $what }.
off-list = I've crossed { $what } off.
not-on-list = { $what } isn't on your list.
list-holds = On your list: { $items }.
list-empty = Your list is empty.
list-full = Your list is full; cross something off first.
nothing-on-list-sold = The shop has nothing of what is on your list.
ask-forget = Shall I forget your cart, your list, your subscriptions and what we said? Orders stay with the shop.
ask-forget-person = Shall I forget what { $person } put on the list and wanted regularly, and what we said? Orders stay with the shop.
forgotten = It's all forgotten. Your orders are still with the shop.
nothing-forgotten = Then I keep it.
ask-resume = We stopped at { $items }. Shall I go on with that?
ask-resume-again = Shall I go on with it, yes or no?

## Again and again

every = { $span ->
        [day] { $count ->
            [1] every day
           *[other] every { $count } days
        }
        [week] { $count ->
            [1] every week
            [2] every two weeks
           *[other] every { $count } weeks
        }
        [month] { $count ->
            [1] every month
            [2] every two months
           *[other] every { $count } months
        }
       *[year] { $count ->
            [1] every year
           *[other] every { $count } years
        }
    }
ask-subscription = So { $items } { $every }: shall I bring it up then, first { $day }? I order nothing without your yes.
ask-subscription-again = Shall I bring it up { $every }, yes or no?
help-subscription = Say "yes" and I'll bring it up that often, or tell me how often and how many. Each order still takes your yes to its price.
subscribed = Noted, { $every }. I'll bring it up { $day }.
subscribed-now = Noted, { $every }. Now for the first time:
not-subscribed = I haven't noted it.
no-subscriptions = You have no subscriptions. Say "coffee every two weeks", for instance, to begin one.
no-subscription-of = You have no subscription of { $product }.
subscription = { $day ->
        [paused] You have { $items } { $every }, paused until you say "resume my subscription".
       *[other] You have { $items } { $every }, next { $day }.
    }
subscription-paused = { $until ->
        [none] Paused: { $items }. Say "resume my subscription" when you want it again.
       *[other] Paused: { $items }. I'll bring it up again { $until }.
    }
subscription-resumed = It goes on: { $items }, next { $day }.
subscription-skipped = I skip { $items } this time. The next is { $day }.
subscription-changed = Changed: { $items } { $every }, next { $day }.
subscription-ended = Ended: I no longer bring up { $items }.
subscriptions-kept = Your subscriptions stay as they are.
ask-subscription-change = It's { $items } { $every } now. Say for instance "change it to every two weeks", "skip the next one" or "cancel the subscription".
due = { $items ->
        [none] It's time for something you wanted regularly. Say "go on" and I'll tell you what it costs.
       *[other] It's time again for { $items }. Say "go on" and I'll tell you what it costs.
    }
due-too = By the way, it's time again for { $items }. Say "go on" and I'll tell you what it costs.
ask-due = It's time again for { $items }. Shall I look what it costs?
usually-now = By the way, you usually reorder { $product } about now. Say "go on" if you want it.

## Before money moves

item = { $quantity ->
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
       *[other] { $quantity }
    } { $product }
and = { $first } and { $last }
others = { $count ->
        [one] one other thing
       *[other] { $count } other things
    }
# The parts that the shop does not tell are empty; those that it tells begin with their comma or blank.
read-back = { $free ->
        [yes] That's { $items }{ $from }: { $total } with free shipping{ $tax }{ $to }{ $with }.{ $withdrawal } Shall I order and pay?
       *[no] That's { $items }{ $from }: { $goods } plus { $shipping } shipping, { $total } in all{ $tax }{ $to }{ $with }.{ $withdrawal } Shall I order and pay?
    }
tax-included = , tax included
from-seller = { " " }from { $seller }
delivered-to = { $place ->
        [home] , to your home
       *[other] , to { $place }
    }
paid-with = { $means ->
        [card] , on your saved card
       *[other] , on { $means }
    }
withdrawable = { " " }{ $days ->
        [one] You can send it back within a day.
       *[other] You can send it back within { $days } days.
    }
read-back-known = { $free ->
        [yes] Again, { $items }: { $total } with free shipping. Shall I order and pay?
       *[no] Again, { $items }: { $total } with { $shipping } shipping included. Shall I order and pay?
    }
not-allowed = { $why ->
        [child] A grown-up has to order that.
        [site] Nothing is ordered from here.
        [speaker] You can't order with me; somebody else has to.
        [blocked] I'm not allowed to order { $what }.
        [order] That's more than the { $what } that one order may cost.
        [day] That's too much for today: { $what } is left.
        [quiet] It's the quiet time; I can order again from { $what } on.
       *[currency] The limits are set in { $what }, so I can't order in another currency.
    }
confirm-elsewhere = This one has to be confirmed on another device, for example on your hub.
ask-code = Please tell me your code.
    .b = Your code, please.
help-code = Say the digits of your code one after the other, or "no" and I won't order.
code-wrong = { $left ->
        [one] That's not the code. You have one more try.
       *[other] That's not the code. You have { $left } more tries.
    }
code-locked = { $minutes ->
        [one] That was wrong too often, so codes don't count for the next minute.
       *[other] That was wrong too often, so codes don't count for the next { $minutes } minutes.
    }
code-not-set = This needs a code, and none has been set: "orderly pin set" does that.
code-unusable = I can't check codes right now.
price-changed = The price has just changed: it was { $before }, so I haven't ordered it.
price-since-last-time = { $direction ->
        [up] { $product } has gone up since last time, from { $before } to { $now }.
       *[down] { $product } is cheaper than last time: { $now } instead of { $before }.
    }
ask-total = It comes to { $total } in all. Shall I order it, yes or no?
    .b = That's { $total } altogether. Yes or no?
not-ordered = I haven't ordered { $product }.
nothing-ordered = Nothing was ordered.
not-ordered-in-cart = I haven't ordered anything; it's all still in your cart.

## After it

ordered = Ordered. It's order { $order }. If you change your mind, say "cancel my order".
    .b = It's ordered, as number { $order }. Changed your mind? Say "cancel my order".
still-ordering = Your order is already with the shop. I'll tell you what becomes of it.
outcome-unknown = The shop isn't answering, so I don't know yet whether your order went through. Please don't order it again: I'll find out and tell you.
news-placed = About your order for { $total }: it went through, as order { $order }.
news-not-placed = About your order for { $total }: it did not go through, and you pay nothing.
news-of-order = { $status ->
        [packed] News about order { $order }: it's packed.
        [shipped] News about order { $order }: it's on its way{ $carrier ->
            [none] { "" }
           *[other] { " " }with { $carrier }
        }{ $expected ->
            [none] .
           *[other] , and should come { $expected }.
        }
        [payment_failed] News about order { $order }: the payment did not go through, so it waits. Ask me about the payment.
        [delayed] News about order { $order }: it will be later than planned{ $expected ->
            [none] .
           *[other] , probably { $expected }.
        }
        [out_for_delivery] News about order { $order }: it comes today.
        [delivered] News about order { $order }: it was delivered.
        [cancelled] News about order { $order }: it was cancelled.
        [return_announced] News about order { $order }: a return was announced.
        [returned] News about order { $order }: what you sent back has arrived.
        [refunded] News about order { $order }: your money was paid back.
       *[placed] News about order { $order }: the shop has it.
    }
no-news = There is nothing new.
shop-unreachable = I can't reach the shop right now. Please try again in a little while.
shop-refused = The shop can't do that right now.

## Orders

day = { $ago ->
        [0] today
        [1] yesterday
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
day-of-week = { $weekday ->
        [1] on Monday
        [2] on Tuesday
        [3] on Wednesday
        [4] on Thursday
        [5] on Friday
        [6] on Saturday
       *[7] on Sunday
    }
day-of-year = on { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $day }
day-ahead = { $ahead ->
        [0] today
        [1] tomorrow
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
expected = { $carrier } should bring order { $order } { $day }.
carried-by = { $carrier } has it.
payment-failed = The payment of { $total } for order { $order } did not go through { $day }, so nothing was taken and the order waits. Please check your way of paying in the shop.
payments-fine = As far as the shop tells, no payment of yours failed.
no-orders = You haven't ordered anything yet.
order-status = { $status ->
        [placed] Order { $order } came in { $day } and will be packed soon: { $items }.
        [packed] Order { $order } was packed { $day } and is about to leave: { $items }.
        [shipped] Order { $order } left the shop { $day } and is on its way: { $items }.
        [payment_failed] The payment of order { $order } did not go through { $day }, so it waits: { $items }.
        [delayed] Order { $order } is later than planned, as the shop learned { $day }: { $items }.
        [out_for_delivery] Order { $order } is out for delivery since { $day }: { $items }.
        [delivered] Order { $order } was delivered { $day }: { $items }.
        [return_announced] A return of order { $order } was announced { $day }: { $items }.
        [returned] What came back of order { $order } reached the shop { $day }: { $items }.
        [refunded] Order { $order } was paid back { $day }: { $items }.
       *[cancelled] Order { $order } was cancelled { $day }: { $items }.
    }
no-order-to-cancel = There is no order that could still be cancelled.
no-order-of = I can't find an order with { $product } in it.
no-order-number = I can't find an order { $order }.
no-order-then = I can't find an order from then.
too-late-to-cancel = { $status ->
        [shipped] Order { $order } has already left the shop, so I can't cancel it.
        [delayed] Order { $order } has already left the shop, so I can't cancel it.
        [out_for_delivery] Order { $order } is already out for delivery, so I can't cancel it.
        [delivered] Order { $order } was already delivered, so I can't cancel it.
        [return_announced] Order { $order } is on its way back already, so I can't cancel it.
        [returned] Order { $order } was already sent back, so I can't cancel it.
        [refunded] Order { $order } was already paid back, so I can't cancel it.
       *[cancelled] Order { $order } is cancelled already.
    }
order-to-cancel = Order { $order } was placed { $day }, for { $total }: { $items }.
ask-cancel = Shall I cancel order { $order }?
    .b = Order { $order }: cancel it, yes or no?
order-kept = Order { $order } stays as it is.
cancelled = Order { $order } is cancelled.
    .b = Done, order { $order } is cancelled.
cancel-unknown = The shop isn't answering, so I don't know whether order { $order } was cancelled. Ask me where it is in a little while.

## Sending back

nothing-to-return = There is nothing that could be sent back.
too-late-to-return = Order { $order } could be sent back until { $day }, so it's too late for that.
cancel-instead = Order { $order } hasn't left the shop yet. Say "cancel my order" and it won't come at all.
not-there-yet = Order { $order } is still on its way. Once it's there you can send it back.
ask-reason = What is wrong with { $items }?
    .b = Why would you like to send back { $items }?
ask-return = Shall I announce that you send back { $items } of order { $order }?
ask-return-again = Order { $order }: announce the return, yes or no?
ask-withdraw = Shall I tell the shop that you withdraw from order { $order }: { $items }?
returned = Done: it's return number { $number }, and you'll get { $refund } back.
return-unknown = The shop isn't answering, so I don't know whether the return of order { $order } was announced. Ask me again in a little while: it is announced once.
verbatim = { $text }

## A person

no-person = I can't reach a person from here. Please get in touch with the shop itself.
ask-consent = I'll get you a person. May they read what we said?
help-consent = Say "yes" and the person gets our conversation. Say "no" and they only hear what it is about. Say "stop" and I call nobody.
offer-person = Shall I get you a person? They would read what we said.
nobody-asked = I haven't called anybody.
person-has-it = { $next ->
        [call] A person has it now and will call you.
        [message] A person has it now and will write to you.
        [comes] Somebody is on the way to you.
       *[unknown] A person has it now.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }They call it { $reference }.
    }
person-later = I couldn't reach anybody yet. I'll keep trying and tell you.
apology = I'm sorry about this.
    .b = I'm sorry that this is so difficult.

## Smart speaker hubs

hub-still-working = I'm still working on it. Ask me again in a moment, and I'll tell you.
hub-not-linked = I don't know this account yet. Ask whoever set me up to link it.
hub-unable = I couldn't take that in, so I did nothing. Please say it again in a moment.
