# Was in einer Bestätigung steht, in Fluent (projectfluent.org). Jede Nachricht hier muss bleiben; src/receipts/writer.rs
# sagt, wo sie steht, und `$name`, was sie bekommt.

## Beträge und Tage

symbol = { $code ->
    [EUR] €
    [USD] $
    [GBP] £
   *[other] { $code }
}
money = { $whole },{ $fraction } { symbol }
money-whole = { $whole } { symbol }
rate = { $whole },{ $fraction } %
rate-whole = { $whole } %
month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
date = { $day }. { month } { $year }
moment = { date }, { $time } Uhr ({ $zone })

## Titel

subject-order = Ihre Bestellung { $order }
subject-cancellation = Bestellung { $order } wurde storniert
subject-return = Rücksendung zur Bestellung { $order }
subject-withdrawal = Widerruf der Bestellung { $order }
subject-window = Bestellung { $order }: Ihr Widerrufsrecht

## Angaben

order-number = Bestellnummer: { $order }
return-number = Rücksendenummer: { $number }
confirmed = Bestätigt: { $moment }
ordered = Bestellt: { $moment }
cancelled = Storniert: { $moment }
return-announced = Rücksendung angemeldet: { $moment }
withdrawn = Widerruf eingegangen: { $moment }
delivered = Zugestellt: { $moment }
seller = Verkäufer: { $seller }
deliver-to = Lieferung an: { $place }
expected = Voraussichtlich am: { $date }
pay-with = Bezahlt mit: { $means }

## Waren und Summen

each = je { $price }
shipping = Versand
free = kostenlos
tax = Darin enthaltene MwSt.
tax-at = Darin enthaltene MwSt. ({ $rate })
total = Gesamtbetrag
refund = Sie erhalten zurück
all-goods = Alle Waren der Bestellung
tax-included = Alle Preise enthalten die Mehrwertsteuer.

## Rechte

cancel-how = Doch nicht? Solange die Bestellung den Laden nicht verlassen hat, können Sie sie stornieren. Sagen Sie einfach: „Storniere Bestellung { $order }.“
cancelled-note = Es wird nichts verschickt. Sie müssen nichts weiter tun.
withdrawal-right = Sie haben das Recht, diesen Vertrag binnen { $days } Tagen ohne Angabe von Gründen zu widerrufen. Die Frist endet { $days } Tage nach dem Tag, an dem Sie die Waren erhalten haben.
withdrawal-until = Sie können diesen Vertrag bis { $moment } ohne Angabe von Gründen widerrufen.
withdrawal-how = Für den Widerruf genügt eine eindeutige Erklärung an den Verkäufer. Sie können auch zum Assistenten sagen: „Ich möchte Bestellung { $order } widerrufen.“
withdrawal-note = Sie haben den Vertrag über diese Waren widerrufen. Einen Grund müssen Sie nicht nennen.
rights-stay = Der Verkäufer nennt keine Widerrufsfrist. Ihre gesetzlichen Rechte bleiben unberührt.
what-to-do = Was zu tun ist: { $instructions }
