# What a receipt says, in Fluent (projectfluent.org). Every message here must stay; src/receipts/writer.rs says where each
# one stands, and `$name` what it is given.

## Amounts and days

symbol = { $code ->
    [EUR] €
    [USD] $
    [GBP] £
   *[other] { $code }{" "}
}
money = { symbol }{ $whole }.{ $fraction }
money-whole = { symbol }{ $whole }
rate = { $whole }.{ $fraction }%
rate-whole = { $whole }%
month = { $month ->
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
}
date = { $day } { month } { $year }
moment = { date }, { $time } ({ $zone })

## Titles

subject-order = Your order { $order }
subject-cancellation = Order { $order } has been cancelled
subject-return = Return for order { $order }
subject-withdrawal = Withdrawal from order { $order }
subject-window = Order { $order }: your right of withdrawal

## Facts

order-number = Order number: { $order }
return-number = Return number: { $number }
confirmed = Confirmed: { $moment }
ordered = Ordered: { $moment }
cancelled = Cancelled: { $moment }
return-announced = Return announced: { $moment }
withdrawn = Withdrawal received: { $moment }
delivered = Delivered: { $moment }
seller = Seller: { $seller }
deliver-to = Delivered to: { $place }
expected = Expected on: { $date }
pay-with = Paid with: { $means }

## Goods and sums

each = { $price } each
shipping = Shipping
free = free
tax = Tax included in it
tax-at = Tax included in it ({ $rate })
total = Total
refund = You get back
all-goods = All goods of the order
tax-included = Prices include tax.

## Rights

cancel-how = Changed your mind? As long as it hasn't left the shop, you can cancel it. Just say: “Cancel order { $order }.”
cancelled-note = Nothing will be sent. You don't have to do anything else.
withdrawal-right = You have the right to withdraw from this contract within { $days } days without giving any reason. The period ends { $days } days after the day on which you received the goods.
withdrawal-until = You can withdraw from this contract until { $moment } without giving any reason.
withdrawal-how = To withdraw, tell the seller clearly that you do. You can also say to the assistant: “I want to withdraw from order { $order }.”
withdrawal-note = You have withdrawn from the contract for these goods. You don't have to give a reason.
rights-stay = The seller gave no period for withdrawal. Your statutory rights are not affected.
what-to-do = What to do: { $instructions }
