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

not-yet = { $what ->
        [Return] Du möchtest etwas zurückschicken. Das kann ich noch nicht.
        [Withdraw] Du möchtest einen Kauf widerrufen. Das kann ich noch nicht; bitte sag es dem Shop selbst.
        [Checkout] Es gibt keinen Warenkorb zum Bezahlen: Ich bestelle eins nach dem anderen, und du bestätigst jedes.
        [ReadCart] Es gibt noch keinen Warenkorb: Ich bestelle eins nach dem anderen, und du bestätigst jedes.
        [ClearCart] Es gibt noch keinen Warenkorb, also ist auch nichts darin.
        [RemoveFromCart] Es gibt noch keinen Warenkorb, also gibt es nichts herauszunehmen.
        [Find] Du suchst etwas. Ich kann ein Produkt nur nach seinem Namen suchen.
        [Refine] Du möchtest etwas anderes. Sag mir bitte den Namen.
        [ProductQuestion] Ich verstehe deine Frage, aber ich kenne nur die Preise und weiß, was vorrätig ist.
        [Recommend] Du möchtest einen Rat. Den kann ich noch nicht geben.
        [Deals] Du fragst nach Angeboten. Die kenne ich noch nicht.
        [Subscribe] Du möchtest das regelmäßig. Ich kann bisher nur einmal bestellen.
        [ChangeSubscription] Es geht um ein Abo. Die habe ich noch nicht.
        [ReadSubscriptions] Ich habe noch keine Abos.
        [AddToList] Das ist für deine Einkaufsliste. Die führe ich noch nicht.
        [RemoveFromList] Es geht um deine Einkaufsliste. Die führe ich noch nicht.
        [ReadList] Ich führe noch keine Einkaufsliste.
        [Speak] Ich soll anders sprechen. Das kann ich noch nicht.
        [GoBack] Du möchtest einen Schritt zurück. Das kann ich noch nicht; sag "von vorne anfangen".
        [Person] Du möchtest mit einem Menschen sprechen. Ich kann dich noch nicht verbinden; ruf bitte den Shop an.
        [ChangeLanguage] Du möchtest eine andere Sprache. Ich spreche bisher nur diese.
       *[other] Das habe ich verstanden, aber ich kann es noch nicht.
    }
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
help-confirmation = Sag "ja", und ich bestelle zahlungspflichtig für { $total }. Sag "nein", und ich lasse es, oder nenn eine andere Menge.
help-cancelling = Sag "ja", und ich storniere Bestellung { $order }. Sag "nein", und alles bleibt, wie es ist.

## What is missing

ask-product = Was möchtest du bestellen?
    .b = Welches Produkt möchtest du?
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
in-stock = { $product } ist vorrätig.
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
read-back = { $free ->
        [yes] Das ist { $items }: { $total }, der Versand ist frei. Soll ich zahlungspflichtig bestellen?
       *[no] Das ist { $items }: { $goods } plus { $shipping } Versand, zusammen { $total }. Soll ich zahlungspflichtig bestellen?
    }
read-back-known = { $free ->
        [yes] Wieder { $items }: { $total } bei freiem Versand. Soll ich zahlungspflichtig bestellen?
       *[no] Wieder { $items }: { $total }, davon { $shipping } Versand. Soll ich zahlungspflichtig bestellen?
    }
price-changed = Der Preis hat sich gerade geändert: Es waren { $before }, deshalb habe ich nicht bestellt.
ask-total = Es macht zusammen { $total }. Soll ich zahlungspflichtig bestellen, ja oder nein?
    .b = Alles zusammen kostet { $total }. Zahlungspflichtig bestellen, ja oder nein?
not-ordered = { $product } habe ich nicht bestellt.
nothing-ordered = Es wurde nichts bestellt.

## After it

ordered = Bestellt. Das ist Bestellung { $order }. Wenn du es dir anders überlegst, sag "storniere meine Bestellung".
    .b = Es ist bestellt, unter der Nummer { $order }. Doch nicht? Sag "storniere meine Bestellung".
still-ordering = Deine Bestellung ist schon beim Shop. Ich sage dir, was daraus wird.
outcome-unknown = Der Shop antwortet nicht, deshalb weiß ich noch nicht, ob deine Bestellung angekommen ist. Bitte bestell es nicht noch einmal: Ich finde es heraus und sage es dir.
news-placed = Zu deiner Bestellung über { $total }: Sie hat geklappt, unter der Nummer { $order }.
news-not-placed = Zu deiner Bestellung über { $total }: Sie hat nicht geklappt, und du zahlst nichts.
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
no-orders = Du hast noch nichts bestellt.
order-status = { $status ->
        [placed] Bestellung { $order } ist { $day } eingegangen und wird bald gepackt: { $items }.
        [packed] Bestellung { $order } wurde { $day } gepackt und geht gleich auf den Weg: { $items }.
        [shipped] Bestellung { $order } wurde { $day } verschickt und ist unterwegs: { $items }.
        [delivered] Bestellung { $order } wurde { $day } geliefert: { $items }.
       *[cancelled] Bestellung { $order } wurde { $day } storniert: { $items }.
    }
no-order-to-cancel = Es gibt keine Bestellung, die sich noch stornieren lässt.
no-order-of = Ich finde keine Bestellung mit { $product }.
too-late-to-cancel = { $status ->
        [shipped] Bestellung { $order } ist schon verschickt, deshalb kann ich sie nicht mehr stornieren.
        [delivered] Bestellung { $order } wurde schon geliefert, deshalb kann ich sie nicht mehr stornieren.
       *[cancelled] Bestellung { $order } ist schon storniert.
    }
order-to-cancel = Bestellung { $order } wurde { $day } aufgegeben, für { $total }: { $items }.
ask-cancel = Soll ich Bestellung { $order } stornieren?
    .b = Bestellung { $order }: stornieren, ja oder nein?
order-kept = Bestellung { $order } bleibt, wie sie ist.
cancelled = Bestellung { $order } ist storniert.
    .b = Erledigt, Bestellung { $order } ist storniert.
cancel-unknown = Der Shop antwortet nicht, deshalb weiß ich nicht, ob Bestellung { $order } storniert wurde. Frag mich gleich noch einmal, wo sie ist.
