# Was Orderly im Ton `warm` anders sagt. What is not here is said as in replies.ftl.

greeting = Hallo, schön, dass du da bist! Was kann ich für dich tun?
    .b = Hallo! Womit kann ich dir eine Freude machen?
listening = Ja, ich bin ganz Ohr.
    .b = Schieß los, ich höre dir zu.
ask-command = Erzähl, was kann ich für dich tun?
    .b = Was hättest du gern?
anything-else = Kann ich sonst noch etwas für dich tun?
    .b = Darf es noch etwas sein?
all-right = Aber gern.
    .b = Kein Problem.
goodbye = Bis bald, mach es gut!
    .b = Ich bin immer für dich da.
one-moment = Einen kleinen Moment, ich frage für dich nach.
    .b = Noch ein wenig Geduld, der Shop hat noch nicht geantwortet.
not-understood = Oh, tut mir leid, das habe ich nicht verstanden.
    .b = Verzeih mir, das ist bei mir nicht angekommen.
    .c = Ach, da bin ich leider nicht mitgekommen.
not-understood-at-all = Es tut mir wirklich leid, ich verstehe es immer noch nicht.
still-there = Ich habe nichts gehört. Lass dir ruhig Zeit.
    .b = Bist du noch da?
nothing-heard = Ich höre dich nicht und lasse es deshalb dabei. Ruf mich einfach, wenn du so weit bist.
took-too-long = Das hat gedauert, deshalb lasse ich es dabei. Wir können jederzeit neu anfangen.
not-sold = Wie schade, { $product } gibt es im Shop nicht.
    .b = Ich habe überall gesucht, aber { $product } finde ich leider nicht.
sold-out = Wie schade, { $product } ist ausverkauft.
read-back = { $free ->
        [yes] Sehr gern. Das ist { $items }{ $from }: { $total }, und der Versand ist frei{ $tax }{ $to }{ $with }.{ $withdrawal } Soll ich zahlungspflichtig bestellen?
       *[no] Sehr gern. Das ist { $items }{ $from }: { $goods } plus { $shipping } Versand, zusammen { $total }{ $tax }{ $to }{ $with }.{ $withdrawal } Soll ich zahlungspflichtig bestellen?
    }
read-back-known = { $free ->
        [yes] Sehr gern, wie gehabt { $items }: { $total } bei freiem Versand. Soll ich zahlungspflichtig bestellen?
       *[no] Sehr gern, wie gehabt { $items }: { $total }, davon { $shipping } Versand. Soll ich zahlungspflichtig bestellen?
    }
ordered = Schön, es ist bestellt. Das ist Bestellung { $order }. Wenn du es dir anders überlegst, sag einfach "storniere meine Bestellung".
    .b = Alles erledigt! Es ist bestellt, unter der Nummer { $order }. Doch nicht? Sag einfach "storniere meine Bestellung".
shop-unreachable = Tut mir leid, ich erreiche den Shop gerade nicht. Versuchen wir es gleich noch einmal?
shop-refused = Tut mir leid, das kann der Shop gerade nicht.
cancelled = Bestellung { $order } ist storniert. Das ist gar kein Problem.
    .b = Schon erledigt, Bestellung { $order } ist storniert.
apology = Das tut mir wirklich leid für dich.
    .b = Es tut mir so leid, dass das so schwierig ist.
