# Wat er op een bevestiging staat, in Fluent (projectfluent.org). Elk bericht hier moet blijven; src/receipts/writer.rs
# zegt waar het staat, en `$naam` wat het meekrijgt.

## Bedragen en dagen

symbol = { $code ->
    [EUR] €
    [USD] $
    [GBP] £
   *[other] { $code }
}
money = { symbol } { $whole },{ $fraction }
money-whole = { symbol } { $whole }
rate = { $whole },{ $fraction }%
rate-whole = { $whole }%
month = { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
}
date = { $day } { month } { $year }
moment = { date }, { $time } uur ({ $zone })

## Titels

subject-order = Je bestelling { $order }
subject-cancellation = Bestelling { $order } is geannuleerd
subject-return = Retour van bestelling { $order }
subject-withdrawal = Herroeping van bestelling { $order }
subject-window = Bestelling { $order }: je herroepingsrecht

## Gegevens

order-number = Bestelnummer: { $order }
return-number = Retournummer: { $number }
confirmed = Bevestigd: { $moment }
ordered = Besteld: { $moment }
cancelled = Geannuleerd: { $moment }
return-announced = Retour aangemeld: { $moment }
withdrawn = Herroeping ontvangen: { $moment }
delivered = Bezorgd: { $moment }
seller = Verkoper: { $seller }
deliver-to = Bezorgadres: { $place }
expected = Verwacht op: { $date }
pay-with = Betaald met: { $means }

## Artikelen en bedragen

each = { $price } per stuk
shipping = Verzendkosten
free = gratis
tax = Waarvan btw
tax-at = Waarvan btw ({ $rate })
total = Totaal
refund = Je krijgt terug
all-goods = Alle artikelen van de bestelling
tax-included = Alle prijzen zijn inclusief btw.

## Rechten

cancel-how = Toch niet? Zolang de bestelling de winkel niet heeft verlaten, kun je haar annuleren. Zeg gewoon: “Annuleer bestelling { $order }.”
cancelled-note = Er wordt niets verstuurd. Je hoeft verder niets te doen.
withdrawal-right = Je mag deze koop binnen { $days } dagen zonder opgave van redenen herroepen. De termijn eindigt { $days } dagen na de dag waarop je de artikelen hebt ontvangen.
withdrawal-until = Je kunt deze koop tot en met { $moment } zonder opgave van redenen herroepen.
withdrawal-how = Herroepen doe je door dat duidelijk aan de verkoper te laten weten. Je kunt ook tegen de assistent zeggen: “Ik wil bestelling { $order } herroepen.”
withdrawal-note = Je hebt de koop van deze artikelen herroepen. Een reden hoef je niet te geven.
rights-stay = De verkoper noemt geen bedenktijd. Je wettelijke rechten blijven gewoon gelden.
what-to-do = Wat je moet doen: { $instructions }
