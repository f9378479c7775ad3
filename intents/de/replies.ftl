# Was Orderly sagt, in Fluent (projectfluent.org). A message may have variants, written as its attributes: the
# conversation takes turns with them. Every message here must stay; which arguments each is given is in
# src/dialogue/message.rs. The shopper is `du`. Goods may be of any gender, so no sentence shows which.

## Opening, closing, going on

greeting = Hallo. Was kann ich für dich tun?
    .b = Hallo. Was darf es sein?
listening = Ja?
    .b = Ich höre.
ask-command = Was möchtest du?
    .b = Was kann ich für dich tun?
anything-else = Sonst noch etwas?
    .b = Was kann ich noch tun?
all-right = Gut.
    .b = Alles klar.
goodbye = Bis bald.
    .b = Ich bin da, wenn du mich brauchst.
goodbye-with-cart = Ich hebe deinen Warenkorb auf. Bis bald.
    .b = Dein Warenkorb bleibt, wie er ist. Ich bin da, wenn du mich brauchst.
one-moment = Einen Moment, ich frage den Shop.
    .b = Noch einen Augenblick, der Shop hat noch nicht geantwortet.

## Not heard, not understood, too late

not-understood = Das habe ich leider nicht verstanden.
    .b = Das ist bei mir nicht angekommen.
    .c = Da bin ich nicht mitgekommen.
not-understood-at-all = Tut mir leid, ich verstehe es immer noch nicht.
still-there = Ich habe nichts gehört.
    .b = Bist du noch da?
nothing-heard = Ich höre dich immer noch nicht und lasse es deshalb dabei.
took-too-long = Das hat gedauert, deshalb lasse ich es dabei.
nothing-to-answer = Ich hatte gerade nichts gefragt.
nothing-to-repeat = Ich habe noch nichts gesagt.
nothing-before = Es gibt nichts, zu dem ich zurückgehen könnte.
started-over = Fangen wir neu an.

not-yet = Das habe ich verstanden, aber ich kann es noch nicht.
speaks-language = Gut, weiter auf Deutsch.
not-spoken-here = Diese Sprache spreche ich hier nicht.
speaks-so = Gut, so spreche ich jetzt.
    .b = In Ordnung, so klinge ich jetzt.
speaks-at-limit = { $how ->
        [louder] Lauter kann ich nicht sprechen.
        [quieter] Leiser kann ich nicht sprechen.
        [slower] Langsamer kann ich nicht sprechen.
       *[faster] Schneller kann ich nicht sprechen.
    }
only-written = Hier schreibe ich nur, deshalb kann ich nicht anders sprechen.
half-understood = Ich habe nur einen Teil verstanden.
    .b = Ich habe nicht alles mitbekommen.
ask-other-words = Kannst du es anders sagen?
    .b = Versuch es bitte mit anderen Worten.
wishes-left = { $count ->
        [one] Den anderen Wunsch lasse ich weg.
       *[other] Die { $count } anderen Wünsche lasse ich weg.
    }

## Help that fits the moment

help-command = Du kannst sagen: "bestell Kaffee nach", "bestell zwei Hafermilch", "wo ist meine Bestellung" oder "storniere meine Bestellung".
help-product = Nenn einfach ein Produkt, zum Beispiel "Kaffeebohnen", oder sag "vergiss es".
help-quantity = Sag eine Zahl bis { $maximum }, oder "vergiss es".
help-choice = Sag "das erste", den Namen von einem davon, oder "keins davon".
help-offer = Sag "ja", und ich frage, was es kostet, oder "nein", und ich lasse es.
help-packs = Sag "ja" für so viele Packungen, "nein", oder nenn eine andere Menge.
help-confirmation = Sag "ja", und ich bestelle zahlungspflichtig für { $total }. Sag "nein", und ich lasse es, oder nenn eine andere Menge.
help-yes-no = Sag einfach "ja" oder "nein".
help-reason = Sag, was nicht stimmt, zum Beispiel "es ist kaputt" oder "es ist zu klein", oder sag "nein", und du behältst es.
help-cancelling = Sag "ja", und ich storniere Bestellung { $order }. Sag "nein", und alles bleibt, wie es ist.

## What is missing

ask-product = Was möchtest du bestellen?
    .b = Welches Produkt möchtest du?
ask-product-of = Wovon möchtest du { $quantity }?
    .b = Von welchem Produkt möchtest du { $quantity }?
ask-product-measured = Wovon möchtest du { $much }?
    .b = Von welchem Produkt möchtest du { $much }?
ask-product-again = Was möchtest du nachbestellen?
    .b = Welches Produkt möchtest du noch einmal?
ask-other = Was möchtest du stattdessen?
    .b = Soll ich nach etwas anderem suchen?
ask-quantity = Wie viele möchtest du?
    .b = Wie viele dürfen es sein?
too-few = Ein Stück muss es mindestens sein.
too-many = Ich kann höchstens { $maximum } auf einmal bestellen.
not-sold = { $product } gibt es im Shop leider nicht.
    .b = Ich kann { $product } im Shop nicht finden.
never-bought = Hier hast du { $product } noch nie gekauft.

## Products

costs = { $product } kostet { $price }.
costs-less = { $product } ist im Angebot: { $price } statt { $regular }.
about = { $aspect ->
        [ingredients] { $product } besteht aus: { $told }.
        [allergens] Allergene in { $product }: { $told }.
        [origin] { $product } kommt aus { $told }.
        [rating] Andere bewerten { $product } mit { $told }.
       *[description] { $product }: { $told }.
    }
in-stock = { $product } ist vorrätig.
has-size = Eine Packung { $product } enthält { $size }.
size-unknown = Der Shop verrät nicht, wie viel in einer Packung { $product } ist.
not-told = Das verrät der Shop über { $product } nicht.
none-at-that-price = Zu dem Preis gibt es nichts; das hier kommt am nächsten.
nothing-like-that = Noch so etwas habe ich nicht.
    .b = Etwas anderes in der Art gibt es nicht.
no-deals = Davon ist gerade nichts im Angebot.
no-advice = Dazu habe ich keine Empfehlung.
ask-which = { $count ->
        [1] Möchtest du das?
       *[other] Was davon möchtest du?
    }
which-product = Welches Produkt meinst du? Frag mich noch einmal mit dem Namen.

## Choosing

offer = { $count ->
        [1] Meinst du { $first }?
        [2] Meinst du { $first }, oder { $second }?
       *[other] Meinst du { $first }; { $second }; oder { $third }?
    }
offer-again = { $count ->
        [1] Geht es um { $first }?
        [2] Das erste ist { $first }; das zweite { $second }. Was nimmst du?
       *[other] Das erste ist { $first }; das zweite { $second }; und das dritte { $third }. Was nimmst du?
    }
sold-out = { $product } ist ausverkauft.
only-left = { $available ->
        [1] Von { $product } gibt es nur noch ein Stück.
       *[other] Von { $product } gibt es nur noch { $available } Stück.
    }
ask-take-rest = { $available ->
        [1] Möchtest du dieses eine?
       *[other] Möchtest du alle { $available }?
    }
ask-without-it = Soll ich ohne das weitermachen?
ask-packs = { $packs ->
        [1] Soll ich eine nehmen?
       *[other] Soll ich { $packs } nehmen, zusammen { $whole }?
    }
ask-pack-count = Wie viele Packungen möchtest du?
# So much: 1.2 kg, 12 pieces.
much = { $number } { $unit ->
        [piece] Stück
        [pieces] Stück
       *[other] { $unit }
    }

## The cart

into-cart = In den Warenkorb gelegt: { $items }.
    .b = Zum Warenkorb hinzugefügt: { $items }.
out-of-cart = { $product } ist wieder draußen.
not-in-cart = { $product } liegt nicht im Warenkorb.
cart-holds = Im Warenkorb: { $items }. Mit Versand macht das { $total }.
cart-holds-unpriced = Im Warenkorb: { $items }.
cart-empty = Der Warenkorb ist leer.
cart-emptied = Der Warenkorb ist jetzt leer.
cart-kept = Der Warenkorb bleibt, wie er ist.
ask-clear-cart = Soll ich alles herausnehmen?
ask-checkout = Sag "zur Kasse", und ich bestelle es, oder sag mir, was du noch brauchst.
onto-list = { $what } steht auf deiner Liste.
    .b = Notiert: { $what }.
off-list = { $what } ist von deiner Liste gestrichen.
not-on-list = { $what } steht nicht auf deiner Liste.
list-holds = Auf deiner Liste: { $items }.
list-empty = Deine Liste ist leer.
list-full = Deine Liste ist voll; streiche erst etwas.
nothing-on-list-sold = Der Laden hat nichts von dem, was auf deiner Liste steht.
ask-forget = Soll ich deinen Warenkorb, deine Liste, deine Abos und was wir gesagt haben vergessen? Bestellungen bleiben beim Laden.
ask-forget-person = Soll ich vergessen, was { $person } auf die Liste gesetzt hat und regelmäßig wollte, und was wir gesagt haben? Bestellungen bleiben beim Laden.
forgotten = Alles ist vergessen. Deine Bestellungen sind noch beim Laden.
nothing-forgotten = Dann behalte ich es.
ask-resume = Wir waren stehen geblieben bei { $items }. Soll ich damit weitermachen?
ask-resume-again = Soll ich damit weitermachen, ja oder nein?

## Immer wieder

every = { $span ->
        [day] { $count ->
            [1] jeden Tag
           *[other] alle { $count } Tage
        }
        [week] { $count ->
            [1] jede Woche
            [2] alle zwei Wochen
           *[other] alle { $count } Wochen
        }
        [month] { $count ->
            [1] jeden Monat
            [2] alle zwei Monate
           *[other] alle { $count } Monate
        }
       *[year] { $count ->
            [1] jedes Jahr
           *[other] alle { $count } Jahre
        }
    }
ask-subscription = Also { $items } { $every }: Soll ich dann danach fragen, zum ersten Mal { $day }? Ohne dein Ja bestelle ich nichts.
ask-subscription-again = Soll ich { $every } danach fragen, ja oder nein?
help-subscription = Sag „ja“, und ich frage so oft danach, oder sag mir, wie oft und wie viele. Jede Bestellung braucht weiterhin dein Ja zum Preis.
subscribed = Notiert, { $every }. Ich frage { $day } danach.
subscribed-now = Notiert, { $every }. Jetzt zum ersten Mal:
not-subscribed = Ich habe es nicht notiert.
no-subscriptions = Du hast keine Abos. Sag zum Beispiel „alle zwei Wochen Kaffee“, um eines zu beginnen.
no-subscription-of = Du hast kein Abo für { $product }.
subscription = { $day ->
        [paused] Du hast { $items } { $every }, pausiert, bis du „setz das Abo fort“ sagst.
       *[other] Du hast { $items } { $every }, das nächste Mal { $day }.
    }
subscription-paused = { $until ->
        [none] Pausiert: { $items }. Sag „setz das Abo fort“, wenn du es wieder willst.
       *[other] Pausiert: { $items }. Ich frage { $until } wieder danach.
    }
subscription-resumed = Es geht weiter: { $items }, das nächste Mal { $day }.
subscription-skipped = Ich lasse { $items } dieses Mal aus. Das nächste Mal ist { $day }.
subscription-changed = Geändert: { $items } { $every }, das nächste Mal { $day }.
subscription-ended = Beendet: Ich frage nicht mehr nach { $items }.
subscriptions-kept = Deine Abos bleiben, wie sie sind.
ask-subscription-change = Es sind jetzt { $items } { $every }. Sag zum Beispiel „ändere es auf alle zwei Wochen“, „lass die nächste Lieferung aus“ oder „kündige das Abo“.
due = { $items ->
        [none] Es ist Zeit für etwas, das du regelmäßig willst. Sag „mach weiter“, und ich sage dir, was es kostet.
       *[other] Es ist wieder Zeit für { $items }. Sag „mach weiter“, und ich sage dir, was es kostet.
    }
due-too = Übrigens ist es wieder Zeit für { $items }. Sag „mach weiter“, und ich sage dir, was es kostet.
ask-due = Es ist wieder Zeit für { $items }. Soll ich nachsehen, was es kostet?
usually-now = Übrigens bestellst du { $product } meistens um diese Zeit nach. Sag „mach weiter“, wenn du es willst.

## Before money moves

item = { $quantity ->
        [1] einmal
        [2] zweimal
        [3] dreimal
        [4] viermal
        [5] fünfmal
        [6] sechsmal
        [7] siebenmal
        [8] achtmal
        [9] neunmal
        [10] zehnmal
       *[other] { $quantity } mal
    } { $product }
and = { $first } und { $last }
others = { $count ->
        [one] noch etwas anderes
       *[other] { $count } andere Dinge
    }
# The parts that the shop does not tell are empty; those that it tells begin with their comma or blank.
read-back = { $free ->
        [yes] Das ist { $items }{ $from }: { $total } bei freiem Versand{ $tax }{ $to }{ $with }.{ $withdrawal } Soll ich zahlungspflichtig bestellen?
       *[no] Das ist { $items }{ $from }: { $goods } plus { $shipping } Versand, zusammen { $total }{ $tax }{ $to }{ $with }.{ $withdrawal } Soll ich zahlungspflichtig bestellen?
    }
tax-included = , inklusive Mehrwertsteuer
from-seller = { " " }von { $seller }
delivered-to = { $place ->
        [home] , Lieferung nach Hause
       *[other] , Lieferung an { $place }
    }
paid-with = { $means ->
        [card] , bezahlt mit der hinterlegten Karte
       *[other] , bezahlt mit { $means }
    }
withdrawable = { " " }{ $days ->
        [one] Widerrufen und zurückschicken geht einen Tag lang.
       *[other] Widerrufen und zurückschicken geht { $days } Tage lang.
    }
read-back-known = { $free ->
        [yes] Wie gehabt, { $items }: { $total } bei freiem Versand. Soll ich zahlungspflichtig bestellen?
       *[no] Wie gehabt, { $items }: { $total }, davon { $shipping } Versand. Soll ich zahlungspflichtig bestellen?
    }
not-allowed = { $why ->
        [child] Das muss jemand Erwachsenes bestellen.
        [site] Von hier aus wird nichts bestellt.
        [speaker] Du kannst bei mir nicht bestellen; das muss jemand anderes tun.
        [blocked] { $what } darf ich nicht bestellen.
        [order] Das ist mehr als { $what }, so viel darf eine Bestellung höchstens kosten.
        [day] Das ist zu viel für heute: Es sind noch { $what } übrig.
        [quiet] Jetzt ist Ruhezeit, ab { $what } Uhr kann ich wieder bestellen.
       *[currency] Die Grenzen gelten in { $what }, in einer anderen Währung kann ich nicht bestellen.
    }
confirm-elsewhere = Das muss auf einem anderen Gerät bestätigt werden, zum Beispiel auf deinem Hub.
ask-code = Sag mir bitte deinen Code.
    .b = Deinen Code, bitte.
help-code = Sag die Ziffern deines Codes nacheinander, oder "nein", und ich bestelle nicht.
code-wrong = { $left ->
        [one] Das ist nicht der Code. Du hast noch einen Versuch.
       *[other] Das ist nicht der Code. Du hast noch { $left } Versuche.
    }
code-locked = { $minutes ->
        [one] Das war zu oft falsch, deshalb gilt die nächste Minute kein Code.
       *[other] Das war zu oft falsch, deshalb gilt die nächsten { $minutes } Minuten kein Code.
    }
code-not-set = Dafür braucht es einen Code, und es gibt noch keinen: "orderly pin set" legt ihn fest.
code-unusable = Ich kann gerade keine Codes prüfen.
price-changed = Der Preis hat sich gerade geändert: Es waren { $before }, deshalb habe ich nicht bestellt.
price-since-last-time = { $direction ->
        [up] { $product } ist teurer als beim letzten Mal: { $now } statt { $before }.
       *[down] { $product } ist günstiger als beim letzten Mal: { $now } statt { $before }.
    }
ask-total = Es macht zusammen { $total }. Soll ich zahlungspflichtig bestellen, ja oder nein?
    .b = Alles zusammen kostet { $total }. Zahlungspflichtig bestellen, ja oder nein?
not-ordered = { $product } habe ich nicht bestellt.
nothing-ordered = Es wurde nichts bestellt.
not-ordered-in-cart = Ich habe nichts bestellt; alles liegt noch im Warenkorb.

## After it

ordered = Bestellt. Das ist Bestellung { $order }. Wenn du es dir anders überlegst, sag "storniere meine Bestellung".
    .b = Es ist bestellt, unter der Nummer { $order }. Doch nicht? Sag "storniere meine Bestellung".
still-ordering = Deine Bestellung ist schon beim Shop. Ich sage dir, was daraus wird.
outcome-unknown = Der Shop antwortet nicht, deshalb weiß ich noch nicht, ob deine Bestellung angekommen ist. Bitte bestell es nicht noch einmal: Ich finde es heraus und sage es dir.
news-placed = Zu deiner Bestellung über { $total }: Sie hat geklappt, unter der Nummer { $order }.
news-not-placed = Zu deiner Bestellung über { $total }: Sie hat nicht geklappt, und du zahlst nichts.
news-of-order = { $status ->
        [packed] Neues zu Bestellung { $order }: Alles ist gepackt.
        [shipped] Neues zu Bestellung { $order }: unterwegs{ $carrier ->
            [none] { "" }
           *[other] { " " }mit { $carrier }
        }{ $expected ->
            [none] .
           *[other] , Ankunft voraussichtlich { $expected }.
        }
        [payment_failed] Neues zu Bestellung { $order }: Die Zahlung hat nicht geklappt, deshalb wartet sie. Fragen zur Zahlung beantworte ich gern.
        [delayed] Neues zu Bestellung { $order }: Es dauert länger als geplant{ $expected ->
            [none] .
           *[other] , wahrscheinlich kommt sie { $expected }.
        }
        [out_for_delivery] Neues zu Bestellung { $order }: Sie kommt heute.
        [delivered] Neues zu Bestellung { $order }: Sie wurde zugestellt.
        [cancelled] Neues zu Bestellung { $order }: Sie wurde storniert.
        [return_announced] Neues zu Bestellung { $order }: Eine Rücksendung wurde angemeldet.
        [returned] Neues zu Bestellung { $order }: Die Rücksendung ist angekommen.
        [refunded] Neues zu Bestellung { $order }: Das Geld wurde erstattet.
       *[placed] Neues zu Bestellung { $order }: Sie ist im Laden eingegangen.
    }
no-news = Es gibt nichts Neues.
shop-unreachable = Ich erreiche den Shop gerade nicht. Versuch es bitte gleich noch einmal.
shop-refused = Das kann der Shop gerade nicht.

## Orders

day = { $ago ->
        [0] heute
        [1] gestern
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
day-of-week = { $weekday ->
        [1] am Montag
        [2] am Dienstag
        [3] am Mittwoch
        [4] am Donnerstag
        [5] am Freitag
        [6] am Samstag
       *[7] am Sonntag
    }
day-of-year = am { $day }. { $month ->
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
day-ahead = { $ahead ->
        [0] heute
        [1] morgen
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
expected = { $carrier } bringt Bestellung { $order } voraussichtlich { $day }.
carried-by = { $carrier } hat das Paket.
payment-failed = Die Zahlung von { $total } für Bestellung { $order } hat { $day } nicht geklappt; es wurde nichts abgebucht, und die Bestellung wartet. Bitte prüf im Shop, wie du bezahlst.
payments-fine = Soweit der Shop weiß, haben alle deine Zahlungen geklappt.
no-orders = Du hast noch nichts bestellt.
order-status = { $status ->
        [placed] Bestellung { $order } ist { $day } eingegangen und wird bald gepackt: { $items }.
        [packed] Bestellung { $order } wurde { $day } gepackt und geht gleich auf den Weg: { $items }.
        [shipped] Bestellung { $order } wurde { $day } verschickt und ist unterwegs: { $items }.
        [payment_failed] Die Zahlung für Bestellung { $order } hat { $day } nicht geklappt, deshalb wartet sie: { $items }.
        [delayed] Bestellung { $order } kommt später als geplant, wie der Shop { $day } erfahren hat: { $items }.
        [out_for_delivery] Bestellung { $order } ist { $day } in die Zustellung gegangen: { $items }.
        [delivered] Bestellung { $order } wurde { $day } geliefert: { $items }.
        [return_announced] Eine Rücksendung von Bestellung { $order } wurde { $day } angemeldet: { $items }.
        [returned] Die Rücksendung von Bestellung { $order } ist { $day } beim Shop angekommen: { $items }.
        [refunded] Bestellung { $order } wurde { $day } erstattet: { $items }.
       *[cancelled] Bestellung { $order } wurde { $day } storniert: { $items }.
    }
no-order-to-cancel = Es gibt keine Bestellung, die sich noch stornieren lässt.
no-order-of = Ich finde keine Bestellung mit { $product }.
no-order-number = Ich finde keine Bestellung { $order }.
no-order-then = Aus der Zeit finde ich keine Bestellung.
too-late-to-cancel = { $status ->
        [shipped] Bestellung { $order } ist schon verschickt, deshalb kann ich sie nicht mehr stornieren.
        [delayed] Bestellung { $order } ist schon verschickt, deshalb kann ich sie nicht mehr stornieren.
        [out_for_delivery] Bestellung { $order } ist schon in der Zustellung, deshalb kann ich sie nicht mehr stornieren.
        [delivered] Bestellung { $order } wurde schon geliefert, deshalb kann ich sie nicht mehr stornieren.
        [return_announced] Bestellung { $order } geht schon zurück, deshalb kann ich sie nicht mehr stornieren.
        [returned] Bestellung { $order } wurde schon zurückgeschickt, deshalb kann ich sie nicht mehr stornieren.
        [refunded] Bestellung { $order } wurde schon erstattet, deshalb kann ich sie nicht mehr stornieren.
       *[cancelled] Bestellung { $order } ist schon storniert.
    }
order-to-cancel = Bestellung { $order } wurde { $day } aufgegeben, für { $total }: { $items }.
ask-cancel = Soll ich Bestellung { $order } stornieren?
    .b = Bestellung { $order }: stornieren, ja oder nein?
order-kept = Bestellung { $order } bleibt, wie sie ist.
cancelled = Bestellung { $order } ist storniert.
    .b = Erledigt, Bestellung { $order } ist storniert.
cancel-unknown = Der Shop antwortet nicht, deshalb weiß ich nicht, ob Bestellung { $order } storniert wurde. Frag mich gleich noch einmal, wo sie ist.
## Sending back

nothing-to-return = Es gibt nichts, das sich zurückschicken lässt.
too-late-to-return = Die Frist, um Bestellung { $order } zurückzuschicken, ist { $day } abgelaufen.
cancel-instead = Bestellung { $order } ist noch nicht verschickt. Sag "storniere meine Bestellung", und sie kommt gar nicht erst.
not-there-yet = Bestellung { $order } ist noch unterwegs. Wenn sie da ist, kannst du sie zurückschicken.
ask-reason = Was stimmt nicht mit { $items }?
    .b = Warum möchtest du das zurückschicken: { $items }?
ask-return = Soll ich anmelden, dass du aus Bestellung { $order } { $items } zurückschickst?
ask-return-again = Bestellung { $order }: die Rücksendung anmelden, ja oder nein?
ask-withdraw = Soll ich dem Shop sagen, dass du Bestellung { $order } widerrufst: { $items }?
returned = Erledigt: Es ist Rücksendung { $number }, und du bekommst { $refund } zurück.
return-unknown = Der Shop antwortet nicht, deshalb weiß ich nicht, ob die Rücksendung von Bestellung { $order } angemeldet ist. Frag mich gleich noch einmal: Sie wird nur einmal angemeldet.
verbatim = { $text }

## A person

no-person = Von hier aus erreiche ich niemanden. Bitte wende dich an den Shop selbst.
ask-consent = Ich hole jemanden dazu. Darf die Person lesen, was wir gesagt haben?
help-consent = Sag "ja", und die Person bekommt unser Gespräch. Sag "nein", und sie erfährt nur, worum es geht. Sag "stopp", und ich rufe niemanden.
offer-person = Soll ich jemanden dazuholen? Die Person liest dann, was wir gesagt haben.
nobody-asked = Ich habe niemanden gerufen.
person-has-it = { $next ->
        [call] Jemand kümmert sich jetzt darum und ruft dich an.
        [message] Jemand kümmert sich jetzt darum und schreibt dir.
        [comes] Es kommt gleich jemand zu dir.
       *[unknown] Jemand kümmert sich jetzt darum.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Das Zeichen dafür ist { $reference }.
    }
person-later = Ich habe noch niemanden erreicht. Ich versuche es weiter und sage dir Bescheid.
apology = Das tut mir leid.
    .b = Es tut mir leid, dass das so schwierig ist.

## Lautsprecher anderer

hub-still-working = Ich bin noch dabei. Frag mich gleich noch einmal, dann sage ich es dir.
hub-not-linked = Ich kenne dieses Konto noch nicht. Wer mich eingerichtet hat, kann es verknüpfen.
hub-unable = Das konnte ich nicht annehmen, und ich habe nichts getan. Sag es bitte gleich noch einmal.
