# Was Orderly im Ton `formal` anders sagt: the shopper is `Sie`. What is not here is said as in replies.ftl.

greeting = Guten Tag. Was kann ich für Sie tun?
    .b = Guten Tag. Womit kann ich Ihnen helfen?
listening = Ja, bitte?
    .b = Ich höre Ihnen zu.
ask-command = Was kann ich für Sie tun?
    .b = Womit kann ich Ihnen dienen?
anything-else = Kann ich sonst noch etwas für Sie tun?
    .b = Haben Sie noch einen Wunsch?
all-right = Sehr wohl.
    .b = Selbstverständlich.
goodbye = Vielen Dank und auf Wiederhören.
    .b = Ich stehe Ihnen jederzeit zur Verfügung.
one-moment = Einen Moment bitte, ich frage beim Shop nach.
    .b = Bitte noch einen Augenblick, der Shop hat noch nicht geantwortet.
not-understood = Verzeihung, das habe ich nicht verstanden.
    .b = Entschuldigen Sie bitte, das ist bei mir nicht angekommen.
    .c = Ich bitte um Entschuldigung, ich konnte Ihnen nicht folgen.
not-understood-at-all = Ich bitte um Entschuldigung, ich verstehe es immer noch nicht.
still-there = Ich habe nichts gehört.
    .b = Sind Sie noch da?
nothing-heard = Ich höre Sie immer noch nicht und lasse es deshalb dabei.
not-yet = Das habe ich verstanden, aber ich kann es noch nicht.
ask-other-words = Könnten Sie es bitte anders sagen?
    .b = Versuchen Sie es bitte mit anderen Worten.
wishes-left = { $count ->
        [one] Ihren anderen Wunsch lasse ich weg.
       *[other] Ihre { $count } anderen Wünsche lasse ich weg.
    }
help-command = Sie können sagen: "bestell Kaffee nach", "bestell zwei Hafermilch", "wo ist meine Bestellung" oder "storniere meine Bestellung".
help-product = Nennen Sie einfach ein Produkt, zum Beispiel "Kaffeebohnen", oder sagen Sie "vergiss es".
help-quantity = Sagen Sie bitte eine Zahl bis { $maximum }, oder "vergiss es".
help-choice = Sagen Sie "das erste", den Namen von einem davon, oder "keins davon".
help-offer = Sagen Sie "ja", und ich frage, was es kostet, oder "nein", und ich lasse es.
help-packs = Sagen Sie "ja" für so viele Packungen, "nein", oder nennen Sie eine andere Menge.
help-confirmation = Sagen Sie "ja", und ich bestelle zahlungspflichtig für { $total }. Sagen Sie "nein", und ich lasse es, oder nennen Sie eine andere Menge.
help-cancelling = Sagen Sie "ja", und ich storniere Bestellung { $order }. Sagen Sie "nein", und alles bleibt, wie es ist.
ask-product = Was möchten Sie bestellen?
    .b = Welches Produkt möchten Sie?
ask-product-of = Wovon möchten Sie { $quantity }?
    .b = Von welchem Produkt möchten Sie { $quantity }?
ask-product-measured = Wovon möchten Sie { $much }?
    .b = Von welchem Produkt möchten Sie { $much }?
ask-product-again = Was möchten Sie nachbestellen?
    .b = Welches Produkt möchten Sie noch einmal?
ask-other = Was möchten Sie stattdessen?
    .b = Soll ich nach etwas anderem für Sie suchen?
ask-quantity = Wie viele möchten Sie?
    .b = Wie viele dürfen es sein?
not-sold = Bedauerlicherweise gibt es { $product } im Shop nicht.
    .b = Leider kann ich { $product } im Shop nicht finden.
never-bought = Hier haben Sie { $product } noch nie gekauft.
ask-which = { $count ->
        [1] Möchten Sie das?
       *[other] Was davon möchten Sie?
    }
which-product = Welches Produkt meinen Sie? Fragen Sie mich bitte noch einmal mit dem Namen.
offer = { $count ->
        [1] Meinen Sie { $first }?
        [2] Meinen Sie { $first }, oder { $second }?
       *[other] Meinen Sie { $first }; { $second }; oder { $third }?
    }
offer-again = { $count ->
        [1] Geht es um { $first }?
        [2] Das erste ist { $first }; das zweite { $second }. Was nehmen Sie?
       *[other] Das erste ist { $first }; das zweite { $second }; und das dritte { $third }. Was nehmen Sie?
    }
sold-out = { $product } ist leider ausverkauft.
ask-take-rest = { $available ->
        [1] Möchten Sie dieses eine?
       *[other] Möchten Sie alle { $available }?
    }
ask-pack-count = Wie viele Packungen möchten Sie?
ordered = Die Bestellung ist aufgegeben. Das ist Bestellung { $order }. Wenn Sie es sich anders überlegen, sagen Sie "storniere meine Bestellung".
    .b = Es ist bestellt, unter der Nummer { $order }. Möchten Sie es doch nicht, sagen Sie "storniere meine Bestellung".
still-ordering = Ihre Bestellung ist schon beim Shop. Ich sage Ihnen, was daraus wird.
outcome-unknown = Der Shop antwortet nicht, deshalb weiß ich noch nicht, ob Ihre Bestellung angekommen ist. Bitte bestellen Sie es nicht noch einmal: Ich finde es heraus und sage es Ihnen.
news-placed = Zu Ihrer Bestellung über { $total }: Sie ist eingegangen, unter der Nummer { $order }.
news-not-placed = Zu Ihrer Bestellung über { $total }: Sie ist nicht zustande gekommen, und Sie zahlen nichts.
shop-unreachable = Ich erreiche den Shop gerade nicht. Versuchen Sie es bitte später noch einmal.
shop-refused = Das kann der Shop im Moment leider nicht.
no-orders = Sie haben noch nichts bestellt.
cancelled = Bestellung { $order } wurde storniert.
    .b = Wie Sie wünschen: Bestellung { $order } ist storniert.
cancel-unknown = Der Shop antwortet nicht, deshalb weiß ich nicht, ob Bestellung { $order } storniert wurde. Fragen Sie mich bitte später noch einmal, wo sie ist.
goodbye-with-cart = Ich hebe Ihren Warenkorb auf. Vielen Dank und auf Wiederhören.
    .b = Ihr Warenkorb bleibt, wie er ist. Ich stehe Ihnen jederzeit zur Verfügung.
help-yes-no = Sagen Sie bitte "ja" oder "nein".
ask-checkout = Sagen Sie "zur Kasse", und ich bestelle es, oder sagen Sie mir, was Sie noch brauchen.
help-reason = Sagen Sie bitte, was nicht stimmt, zum Beispiel "es ist kaputt" oder "es ist zu klein", oder sagen Sie "nein", und Sie behalten es.
payment-failed = Die Zahlung von { $total } für Bestellung { $order } hat { $day } nicht geklappt; es wurde nichts abgebucht, und die Bestellung wartet. Bitte prüfen Sie im Shop Ihre Zahlungsweise.
payments-fine = Soweit der Shop weiß, haben alle Ihre Zahlungen geklappt.
cancel-instead = Bestellung { $order } ist noch nicht verschickt. Sagen Sie "storniere meine Bestellung", und sie kommt gar nicht erst.
not-there-yet = Bestellung { $order } ist noch unterwegs. Wenn sie da ist, können Sie sie zurückschicken.
ask-reason = Was stimmt nicht mit { $items }?
    .b = Warum möchten Sie das zurückschicken: { $items }?
ask-return = Soll ich anmelden, dass Sie aus Bestellung { $order } { $items } zurückschicken?
ask-withdraw = Soll ich dem Shop mitteilen, dass Sie Bestellung { $order } widerrufen: { $items }?
returned = Die Rücksendung ist angemeldet: Es ist Nummer { $number }, und Sie bekommen { $refund } zurück.
return-unknown = Der Shop antwortet nicht, deshalb weiß ich nicht, ob die Rücksendung von Bestellung { $order } angemeldet ist. Fragen Sie mich bitte später noch einmal: Sie wird nur einmal angemeldet.
no-person = Von hier aus erreiche ich niemanden. Bitte wenden Sie sich an den Shop selbst.
help-consent = Sagen Sie "ja", und die Person bekommt unser Gespräch. Sagen Sie "nein", und sie erfährt nur, worum es geht. Sagen Sie "stopp", und ich rufe niemanden.
person-has-it = { $next ->
        [call] Jemand kümmert sich jetzt darum und ruft Sie an.
        [message] Jemand kümmert sich jetzt darum und schreibt Ihnen.
        [comes] Es kommt gleich jemand zu Ihnen.
       *[unknown] Jemand kümmert sich jetzt darum.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Das Zeichen dafür ist { $reference }.
    }
person-later = Ich habe noch niemanden erreicht. Ich versuche es weiter und gebe Ihnen Bescheid.
apology = Ich bitte um Entschuldigung.
    .b = Es tut mir leid, dass es so schwierig ist.
ask-subscription = Also { $items } { $every }: Soll ich dann danach fragen, zum ersten Mal { $day }? Ohne Ihr Ja bestelle ich nichts.
help-subscription = Sagen Sie „ja“, und ich frage so oft danach, oder sagen Sie mir, wie oft und wie viele. Jede Bestellung braucht weiterhin Ihr Ja zum Preis.
no-subscriptions = Sie haben keine Abos. Sagen Sie zum Beispiel „alle zwei Wochen Kaffee“, um eines zu beginnen.
no-subscription-of = Sie haben kein Abo für { $product }.
subscription = { $day ->
        [paused] Sie haben { $items } { $every }, pausiert, bis Sie „setzen Sie das Abo fort“ sagen.
       *[other] Sie haben { $items } { $every }, das nächste Mal { $day }.
    }
subscription-paused = { $until ->
        [none] Pausiert: { $items }. Sagen Sie „setzen Sie das Abo fort“, wenn Sie es wieder wünschen.
       *[other] Pausiert: { $items }. Ich frage { $until } wieder danach.
    }
subscriptions-kept = Ihre Abos bleiben, wie sie sind.
ask-subscription-change = Es sind jetzt { $items } { $every }. Sagen Sie zum Beispiel „ändern Sie es auf alle zwei Wochen“, „lassen Sie die nächste Lieferung aus“ oder „kündigen Sie das Abo“.
due = { $items ->
        [none] Es ist Zeit für etwas, das Sie regelmäßig wünschen. Sagen Sie „machen Sie weiter“, und ich sage Ihnen, was es kostet.
       *[other] Es ist wieder Zeit für { $items }. Sagen Sie „machen Sie weiter“, und ich sage Ihnen, was es kostet.
    }
due-too = Übrigens ist es wieder Zeit für { $items }. Sagen Sie „machen Sie weiter“, und ich sage Ihnen, was es kostet.
usually-now = Übrigens bestellen Sie { $product } meistens um diese Zeit nach. Sagen Sie „machen Sie weiter“, wenn Sie es wünschen.
not-allowed = { $why ->
        [child] Das muss jemand Erwachsenes bestellen.
        [site] Von hier aus wird nichts bestellt.
        [speaker] Sie können bei mir nicht bestellen; das muss jemand anderes tun.
        [blocked] { $what } darf ich nicht bestellen.
        [order] Das ist mehr als { $what }, so viel darf eine Bestellung höchstens kosten.
        [day] Das ist zu viel für heute: Es sind noch { $what } übrig.
        [quiet] Jetzt ist Ruhezeit, ab { $what } Uhr kann ich wieder bestellen.
       *[currency] Die Grenzen gelten in { $what }, in einer anderen Währung kann ich nicht bestellen.
    }
confirm-elsewhere = Das muss auf einem anderen Gerät bestätigt werden, zum Beispiel auf Ihrem Hub.
ask-code = Sagen Sie mir bitte Ihren Code.
    .b = Ihren Code, bitte.
help-code = Sagen Sie die Ziffern Ihres Codes nacheinander, oder "nein", und ich bestelle nicht.
code-wrong = { $left ->
        [one] Das ist nicht der Code. Sie haben noch einen Versuch.
       *[other] Das ist nicht der Code. Sie haben noch { $left } Versuche.
    }
onto-list = { $what } steht auf Ihrer Liste.
    .b = Notiert: { $what }.
off-list = { $what } ist von Ihrer Liste gestrichen.
not-on-list = { $what } steht nicht auf Ihrer Liste.
list-holds = Auf Ihrer Liste: { $items }.
list-empty = Ihre Liste ist leer.
list-full = Ihre Liste ist voll; bitte streichen Sie erst etwas.
nothing-on-list-sold = Der Laden hat nichts von dem, was auf Ihrer Liste steht.
ask-forget = Soll ich Ihren Warenkorb, Ihre Liste, Ihre Abos und was wir gesagt haben vergessen? Bestellungen bleiben beim Laden.
forgotten = Alles ist vergessen. Ihre Bestellungen sind noch beim Laden.
hub-still-working = Ich bin noch dabei. Fragen Sie mich bitte gleich noch einmal, dann sage ich es Ihnen.
hub-unable = Das konnte ich nicht annehmen, und ich habe nichts getan. Sagen Sie es bitte gleich noch einmal.
