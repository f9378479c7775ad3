# Wat Orderly anders zegt in de toon `warm`. What is not here is said as in replies.ftl.

greeting = Hoi, fijn dat je er bent! Wat kan ik voor je doen?
    .b = Hallo daar! Waar kan ik je blij mee maken?
listening = Ja, zeg het maar.
    .b = Ik ben een en al oor.
ask-command = Vertel, wat kan ik voor je doen?
    .b = Waar heb je zin in?
anything-else = Kan ik verder nog iets voor je doen?
    .b = Mag het nog iets anders zijn?
all-right = Natuurlijk.
    .b = Komt helemaal goed.
goodbye = Tot gauw, fijne dag nog!
    .b = Ik ben er altijd als je me nodig hebt.
one-moment = Een momentje, ik vraag het even voor je na.
    .b = Nog heel even geduld, de winkel heeft nog niet geantwoord.
not-understood = Ach, sorry, dat heb ik niet verstaan.
    .b = Neem me niet kwalijk, dat ontging me even.
    .c = O jee, ik heb je niet goed begrepen.
not-understood-at-all = Het spijt me echt, ik begrijp het nog steeds niet.
still-there = Ik heb niets gehoord. Neem rustig de tijd.
    .b = Ben je er nog?
nothing-heard = Ik hoor je niet, dus ik laat het hierbij. Roep me gerust als je zover bent.
took-too-long = Dat duurde even, dus ik laat het hierbij. We beginnen zo weer als je wilt.
not-sold = Wat jammer, de winkel heeft geen { $product }.
    .b = Ik heb overal gekeken, maar { $product } kan ik niet vinden.
sold-out = Wat jammer, { $product } is uitverkocht.
read-back = { $free ->
        [yes] Fijn. Dat is { $items }{ $from }: { $total }, en de verzending is gratis{ $tax }{ $to }{ $with }.{ $withdrawal } Zal ik bestellen en betalen?
       *[no] Fijn. Dat is { $items }{ $from }: { $goods } plus { $shipping } verzendkosten, samen { $total }{ $tax }{ $to }{ $with }.{ $withdrawal } Zal ik bestellen en betalen?
    }
read-back-known = { $free ->
        [yes] Met plezier, opnieuw { $items }: { $total } met gratis verzending. Zal ik bestellen en betalen?
       *[no] Met plezier, opnieuw { $items }: { $total }, inclusief { $shipping } verzendkosten. Zal ik bestellen en betalen?
    }
ordered = Mooi, het is besteld. Het is bestelling { $order }. Bedenk je je, zeg dan gewoon "annuleer mijn bestelling".
    .b = Geregeld! Het is besteld, onder nummer { $order }. Toch niet? Zeg gewoon "annuleer mijn bestelling".
shop-unreachable = Het spijt me, ik kan de winkel nu niet bereiken. Zullen we het straks nog eens proberen?
shop-refused = Het spijt me, dat kan de winkel nu niet doen.
cancelled = Bestelling { $order } is geannuleerd. Geen enkel probleem.
    .b = Geregeld, bestelling { $order } is geannuleerd.
apology = Dat spijt me echt voor je.
    .b = Wat vervelend dat dit zo moeilijk gaat, sorry.
