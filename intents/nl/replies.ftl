# Wat Orderly zegt, in Fluent (projectfluent.org). A message may have variants, written as its attributes: the
# conversation takes turns with them. Every message here must stay; which arguments each is given is in
# src/dialogue/message.rs. The shopper is `je`. Goods may be `de` or `het`, so no sentence shows which.

## Opening, closing, going on

greeting = Hoi. Wat kan ik voor je doen?
    .b = Hallo. Waar kan ik je mee helpen?
listening = Ja?
    .b = Ik luister.
ask-command = Wat wil je?
    .b = Wat kan ik voor je doen?
anything-else = Verder nog iets?
    .b = Wat kan ik nog meer doen?
all-right = Goed.
    .b = Oké.
goodbye = Tot later.
    .b = Je weet me te vinden.
goodbye-with-cart = Ik bewaar je winkelwagen. Tot later.
    .b = Je winkelwagen blijft zoals die is. Je weet me te vinden.
one-moment = Een momentje, ik vraag het de winkel.
    .b = Heel even nog, de winkel heeft nog niet geantwoord.

## Not heard, not understood, too late

not-understood = Sorry, dat heb ik niet verstaan.
    .b = Dat ging me even te snel.
    .c = Ik heb je niet goed begrepen.
not-understood-at-all = Sorry, ik begrijp het nog steeds niet.
still-there = Ik heb niets gehoord.
    .b = Ben je er nog?
nothing-heard = Ik hoor je nog steeds niet, dus ik laat het hierbij.
took-too-long = Dat duurde even, dus ik laat het hierbij.
nothing-to-answer = Ik had net niets gevraagd.
nothing-to-repeat = Ik heb nog niets gezegd.
nothing-before = Er is niets om naar terug te gaan.
started-over = We beginnen opnieuw.

not-yet = Ik begrijp je, maar dat kan ik nog niet.
speaks-language = Goed, we gaan verder in het Nederlands.
not-spoken-here = Die taal spreek ik hier niet.
speaks-so = Goed, zo praat ik nu.
    .b = Prima, zo klink ik nu.
speaks-at-limit = { $how ->
        [louder] Harder kan ik niet praten.
        [quieter] Zachter kan ik niet praten.
        [slower] Langzamer kan ik niet praten.
       *[faster] Sneller kan ik niet praten.
    }
only-written = Hier schrijf ik alleen, dus anders praten kan ik niet.
half-understood = Ik heb maar een deel verstaan.
    .b = Ik heb niet alles meegekregen.
ask-other-words = Kun je het anders zeggen?
    .b = Probeer het eens met andere woorden.
wishes-left = { $count ->
        [one] Het andere dat je vroeg laat ik zitten.
       *[other] De { $count } andere dingen die je vroeg laat ik zitten.
    }

## Help that fits the moment

help-command = Je kunt zeggen: "bestel opnieuw koffie", "bestel twee havermelk", "waar is mijn bestelling" of "annuleer mijn bestelling".
help-product = Noem gewoon een product, zoals "koffiebonen", of zeg "laat maar".
help-quantity = Zeg een getal tot en met { $maximum }, of "laat maar".
help-choice = Zeg "de eerste", de naam van een ervan, of "geen van deze".
help-offer = Zeg "ja" en ik vraag wat het kost, of "nee" en ik laat het.
help-packs = Zeg "ja" voor zoveel verpakkingen, "nee", of noem een ander aantal.
help-confirmation = Zeg "ja" en ik bestel en betaal het voor { $total }. Zeg "nee" en ik doe niets, of noem een ander aantal.
help-yes-no = Zeg gewoon "ja" of "nee".
help-reason = Zeg wat er mis is, zoals "dit is kapot" of "dit is te klein", of zeg "nee" en je houdt het.
help-cancelling = Zeg "ja" en ik annuleer bestelling { $order }. Zeg "nee" en alles blijft zoals het is.

## What is missing

ask-product = Wat wil je bestellen?
    .b = Welk product wil je?
ask-product-of = Waarvan wil je er { $quantity }?
    .b = Van welk product wil je er { $quantity }?
ask-product-measured = Waarvan wil je { $much }?
    .b = Van welk product wil je { $much }?
ask-product-again = Wat wil je opnieuw bestellen?
    .b = Welk product wil je nog een keer?
ask-other = Wat wil je in plaats daarvan?
    .b = Zal ik iets anders voor je zoeken?
ask-quantity = Hoeveel wil je er?
    .b = Hoeveel mogen het er zijn?
too-few = Het moet er minstens één zijn.
too-many = Ik kan er hoogstens { $maximum } tegelijk bestellen.
not-sold = De winkel heeft helaas geen { $product }.
    .b = Ik kan { $product } niet vinden in de winkel.
never-bought = Je hebt hier nog nooit { $product } gekocht.

## Products

costs = { $product } kost { $price }.
costs-less = { $product } is in de aanbieding: { $price } in plaats van { $regular }.
about = { $aspect ->
        [ingredients] { $product } bestaat uit: { $told }.
        [allergens] Allergenen van { $product }: { $told }.
        [origin] { $product } komt uit { $told }.
        [rating] Anderen geven { $product } { $told }.
       *[description] { $product }: { $told }.
    }
in-stock = { $product } is op voorraad.
has-size = Een verpakking { $product } bevat { $size }.
size-unknown = De winkel zegt niet hoeveel er in een verpakking { $product } zit.
not-told = Dat zegt de winkel niet over { $product }.
none-at-that-price = Voor die prijs is er niets; dit komt het dichtst in de buurt.
nothing-like-that = Nog zo een heb ik niet.
    .b = Iets anders in die soort is er niet.
no-deals = Daarvan is nu niets in de aanbieding.
no-advice = Daar heb ik geen aanrader voor.
ask-which = { $count ->
        [1] Is dat wat je zoekt?
       *[other] Welke wil je?
    }
which-product = Welk product bedoel je? Vraag het nog eens met de naam erbij.

## Choosing

offer = { $count ->
        [1] Bedoel je { $first }?
        [2] Bedoel je { $first }, of { $second }?
       *[other] Bedoel je { $first }; { $second }; of { $third }?
    }
offer-again = { $count ->
        [1] Gaat het om { $first }?
        [2] De eerste is { $first }; en de tweede { $second }. Welke wil je?
       *[other] De eerste is { $first }; de tweede { $second }; en de derde { $third }. Welke wil je?
    }
sold-out = { $product } is uitverkocht.
only-left = { $available ->
        [1] Van { $product } is er nog maar één.
       *[other] Van { $product } zijn er nog maar { $available }.
    }
ask-take-rest = { $available ->
        [1] Wil je die ene?
       *[other] Wil je ze alle { $available }?
    }
ask-without-it = Zal ik zonder dat verdergaan?
ask-packs = { $packs ->
        [1] Zal ik er één nemen?
       *[other] Zal ik er { $packs } nemen, samen { $whole }?
    }
ask-pack-count = Hoeveel verpakkingen wil je?
# So much: 1.2 kg, 12 pieces.
much = { $number } { $unit ->
        [piece] stuk
        [pieces] stuks
       *[other] { $unit }
    }

## The cart

into-cart = In je winkelwagen gelegd: { $items }.
    .b = Toegevoegd aan je winkelwagen: { $items }.
out-of-cart = { $product } is eruit.
not-in-cart = { $product } ligt niet in je winkelwagen.
cart-holds = In je winkelwagen: { $items }. Met verzending is dat { $total }.
cart-holds-unpriced = In je winkelwagen: { $items }.
cart-empty = Je winkelwagen is leeg.
cart-emptied = Je winkelwagen is nu leeg.
cart-kept = Je winkelwagen blijft zoals die is.
ask-clear-cart = Zal ik alles eruit halen?
ask-checkout = Zeg "afrekenen" en ik bestel het, of zeg wat je nog meer nodig hebt.
onto-list = { $what } staat op je lijst.
    .b = Genoteerd: { $what }.
off-list = { $what } is van je lijst.
not-on-list = { $what } staat niet op je lijst.
list-holds = Op je lijst: { $items }.
list-empty = Je lijst is leeg.
list-full = Je lijst is vol; haal er eerst iets af.
nothing-on-list-sold = De winkel heeft niets van wat er op je lijst staat.
ask-forget = Zal ik je winkelmandje, je lijst, je abonnementen en wat we gezegd hebben vergeten? Bestellingen blijven bij de winkel.
ask-forget-person = Zal ik vergeten wat { $person } op de lijst heeft gezet en vaker wilde, en wat we gezegd hebben? Bestellingen blijven bij de winkel.
forgotten = Alles is vergeten. Je bestellingen staan nog bij de winkel.
nothing-forgotten = Dan bewaar ik het.
ask-resume = We waren gebleven bij { $items }. Zal ik daarmee verdergaan?
ask-resume-again = Zal ik daarmee verdergaan, ja of nee?

## Steeds weer

every = { $span ->
        [day] { $count ->
            [1] elke dag
           *[other] om de { $count } dagen
        }
        [week] { $count ->
            [1] elke week
            [2] om de twee weken
           *[other] om de { $count } weken
        }
        [month] { $count ->
            [1] elke maand
            [2] om de twee maanden
           *[other] om de { $count } maanden
        }
       *[year] { $count ->
            [1] elk jaar
           *[other] om de { $count } jaar
        }
    }
ask-subscription = Dus { $items } { $every }: zal ik er dan over beginnen, voor het eerst { $day }? Zonder je ja bestel ik niets.
ask-subscription-again = Zal ik er { $every } over beginnen, ja of nee?
help-subscription = Zeg "ja" en ik begin er zo vaak over, of zeg hoe vaak en hoeveel. Elke bestelling vraagt nog steeds je ja voor de prijs.
subscribed = Genoteerd, { $every }. Ik begin er { $day } over.
subscribed-now = Genoteerd, { $every }. Nu voor het eerst:
not-subscribed = Ik heb het niet genoteerd.
no-subscriptions = Je hebt geen abonnementen. Zeg bijvoorbeeld "om de twee weken koffie" om er een te beginnen.
no-subscription-of = Je hebt geen abonnement op { $product }.
subscription = { $day ->
        [paused] Je hebt { $items } { $every }, gepauzeerd tot je "hervat mijn abonnement" zegt.
       *[other] Je hebt { $items } { $every }, de volgende keer { $day }.
    }
subscription-paused = { $until ->
        [none] Gepauzeerd: { $items }. Zeg "hervat mijn abonnement" als je het weer wilt.
       *[other] Gepauzeerd: { $items }. Ik begin er { $until } weer over.
    }
subscription-resumed = Het gaat verder: { $items }, de volgende keer { $day }.
subscription-skipped = Ik sla { $items } deze keer over. De volgende keer is { $day }.
subscription-changed = Veranderd: { $items } { $every }, de volgende keer { $day }.
subscription-ended = Gestopt: ik begin niet meer over { $items }.
subscriptions-kept = Je abonnementen blijven zoals ze zijn.
ask-subscription-change = Het is nu { $items } { $every }. Zeg bijvoorbeeld "wijzig mijn abonnement in om de twee weken", "sla de volgende keer over" of "zeg het abonnement op".
due = { $items ->
        [none] Het is tijd voor iets wat je vaker wilt. Zeg "ga door" en ik zeg wat het kost.
       *[other] Het is weer tijd voor { $items }. Zeg "ga door" en ik zeg wat het kost.
    }
due-too = Trouwens, het is weer tijd voor { $items }. Zeg "ga door" en ik zeg wat het kost.
ask-due = Het is weer tijd voor { $items }. Zal ik kijken wat het kost?
usually-now = Trouwens, rond deze tijd bestel je meestal { $product } bij. Zeg "ga door" als je het wilt.

## Before money moves

item = { $quantity ->
        [1] één
        [2] twee
        [3] drie
        [4] vier
        [5] vijf
        [6] zes
        [7] zeven
        [8] acht
        [9] negen
        [10] tien
       *[other] { $quantity }
    } keer { $product }
and = { $first } en { $last }
others = { $count ->
        [one] nog één ander ding
       *[other] nog { $count } andere dingen
    }
# The parts that the shop does not tell are empty; those that it tells begin with their comma or blank.
read-back = { $free ->
        [yes] Dat is { $items }{ $from }: { $total } met gratis verzending{ $tax }{ $to }{ $with }.{ $withdrawal } Zal ik bestellen en betalen?
       *[no] Dat is { $items }{ $from }: { $goods } plus { $shipping } verzendkosten, samen { $total }{ $tax }{ $to }{ $with }.{ $withdrawal } Zal ik bestellen en betalen?
    }
tax-included = , inclusief btw
from-seller = { " " }van { $seller }
delivered-to = { $place ->
        [home] , thuis bezorgd
       *[other] , bezorgd op { $place }
    }
paid-with = { $means ->
        [card] , betaald met je opgeslagen kaart
       *[other] , betaald met { $means }
    }
withdrawable = { " " }{ $days ->
        [one] Terugsturen kan binnen een dag.
       *[other] Terugsturen kan binnen { $days } dagen.
    }
read-back-known = { $free ->
        [yes] Opnieuw, { $items }: { $total } met gratis verzending. Zal ik bestellen en betalen?
       *[no] Opnieuw, { $items }: { $total }, inclusief { $shipping } verzendkosten. Zal ik bestellen en betalen?
    }
not-allowed = { $why ->
        [child] Dat moet een volwassene bestellen.
        [site] Van hieruit wordt niets besteld.
        [speaker] Jij kunt niet bij mij bestellen; dat moet iemand anders doen.
        [blocked] { $what } mag ik niet bestellen.
        [order] Dat is meer dan de { $what } die één bestelling mag kosten.
        [day] Dat is te veel voor vandaag: er is nog { $what } over.
        [quiet] Het is nu rusttijd; vanaf { $what } kan ik weer bestellen.
       *[currency] De limieten gelden in { $what }, dus in een andere munt kan ik niet bestellen.
    }
confirm-elsewhere = Dit moet op een ander apparaat bevestigd worden, bijvoorbeeld op je hub.
ask-code = Zeg me je code.
    .b = Je code, alsjeblieft.
help-code = Zeg de cijfers van je code een voor een, of "nee" en ik bestel niet.
code-wrong = { $left ->
        [one] Dat is de code niet. Je mag het nog één keer proberen.
       *[other] Dat is de code niet. Je mag het nog { $left } keer proberen.
    }
code-locked = { $minutes ->
        [one] Dat was te vaak fout, dus de komende minuut tellen codes niet.
       *[other] Dat was te vaak fout, dus de komende { $minutes } minuten tellen codes niet.
    }
code-not-set = Hiervoor is een code nodig, en er is er nog geen: "orderly pin set" regelt dat.
code-unusable = Ik kan nu geen codes controleren.
price-changed = De prijs is net veranderd: het was { $before }, dus ik heb niets besteld.
price-since-last-time = { $direction ->
        [up] { $product } is duurder dan de vorige keer: { $now } in plaats van { $before }.
       *[down] { $product } is goedkoper dan de vorige keer: { $now } in plaats van { $before }.
    }
ask-total = Het komt op { $total }. Zal ik bestellen en betalen, ja of nee?
    .b = Alles samen is { $total }. Bestellen en betalen, ja of nee?
not-ordered = { $product } heb ik niet besteld.
nothing-ordered = Er is niets besteld.
not-ordered-in-cart = Ik heb niets besteld; alles ligt nog in je winkelwagen.

## After it

ordered = Besteld. Het is bestelling { $order }. Bedenk je je, zeg dan "annuleer mijn bestelling".
    .b = Het is besteld, onder nummer { $order }. Toch niet? Zeg "annuleer mijn bestelling".
still-ordering = Je bestelling ligt al bij de winkel. Ik laat je weten wat ervan komt.
outcome-unknown = De winkel antwoordt niet, dus ik weet nog niet of je bestelling gelukt is. Bestel het niet nog een keer: ik zoek het uit en vertel het je.
news-placed = Over je bestelling van { $total }: die is gelukt, onder nummer { $order }.
news-not-placed = Over je bestelling van { $total }: die is niet gelukt, en je betaalt niets.
news-of-order = { $status ->
        [packed] Nieuws over bestelling { $order }: alles is ingepakt.
        [shipped] Nieuws over bestelling { $order }: onderweg{ $carrier ->
            [none] { "" }
           *[other] { " " }met { $carrier }
        }{ $expected ->
            [none] .
           *[other] , en als het goed is { $expected } bezorgd.
        }
        [payment_failed] Nieuws over bestelling { $order }: de betaling is niet gelukt, dus hij wacht. Vraag me naar de betaling.
        [delayed] Nieuws over bestelling { $order }: het wordt later dan gepland{ $expected ->
            [none] .
           *[other] , waarschijnlijk { $expected }.
        }
        [out_for_delivery] Nieuws over bestelling { $order }: die komt vandaag.
        [delivered] Nieuws over bestelling { $order }: bezorgd.
        [cancelled] Nieuws over bestelling { $order }: geannuleerd.
        [return_announced] Nieuws over bestelling { $order }: er is een retour aangemeld.
        [returned] Nieuws over bestelling { $order }: de retourzending is aangekomen.
        [refunded] Nieuws over bestelling { $order }: het geld is teruggestort.
       *[placed] Nieuws over bestelling { $order }: de winkel heeft hem.
    }
no-news = Er is niets nieuws.
shop-unreachable = Ik kan de winkel nu niet bereiken. Probeer het straks nog eens.
shop-refused = Dat kan de winkel nu niet doen.

## Orders

day = { $ago ->
        [0] vandaag
        [1] gisteren
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
day-of-week = { $weekday ->
        [1] op maandag
        [2] op dinsdag
        [3] op woensdag
        [4] op donderdag
        [5] op vrijdag
        [6] op zaterdag
       *[7] op zondag
    }
day-of-year = op { $day } { $month ->
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
day-ahead = { $ahead ->
        [0] vandaag
        [1] morgen
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
expected = { $carrier } bezorgt bestelling { $order } als het goed is { $day }.
carried-by = { $carrier } heeft het pakket.
payment-failed = De betaling van { $total } voor bestelling { $order } is { $day } niet gelukt; er is niets afgeschreven en de bestelling wacht. Kijk in de winkel je betaalwijze na.
payments-fine = Voor zover de winkel weet zijn al je betalingen gelukt.
no-orders = Je hebt nog niets besteld.
order-status = { $status ->
        [placed] Bestelling { $order } is { $day } binnengekomen en wordt binnenkort ingepakt: { $items }.
        [packed] Bestelling { $order } is { $day } ingepakt en gaat zo de deur uit: { $items }.
        [shipped] Bestelling { $order } is { $day } verzonden en is onderweg: { $items }.
        [payment_failed] De betaling van bestelling { $order } is { $day } niet gelukt, dus die wacht nog: { $items }.
        [delayed] Bestelling { $order } is later dan gepland, zo hoorde de winkel { $day }: { $items }.
        [out_for_delivery] Bestelling { $order } is sinds { $day } onderweg met de bezorger: { $items }.
        [delivered] Bestelling { $order } is { $day } bezorgd: { $items }.
        [return_announced] Een retour van bestelling { $order } is { $day } aangemeld: { $items }.
        [returned] De retour van bestelling { $order } is { $day } bij de winkel aangekomen: { $items }.
        [refunded] Bestelling { $order } is { $day } terugbetaald: { $items }.
       *[cancelled] Bestelling { $order } is { $day } geannuleerd: { $items }.
    }
no-order-to-cancel = Er is geen bestelling meer die nog geannuleerd kan worden.
no-order-of = Ik vind geen bestelling met { $product } erin.
no-order-number = Ik vind geen bestelling { $order }.
no-order-then = Uit die tijd vind ik geen bestelling.
too-late-to-cancel = { $status ->
        [shipped] Bestelling { $order } is al verzonden, dus annuleren kan niet meer.
        [delayed] Bestelling { $order } is al verzonden, dus annuleren kan niet meer.
        [out_for_delivery] Bestelling { $order } is al onderweg met de bezorger, dus annuleren kan niet meer.
        [delivered] Bestelling { $order } is al bezorgd, dus annuleren kan niet meer.
        [return_announced] Bestelling { $order } gaat al terug, dus annuleren kan niet meer.
        [returned] Bestelling { $order } is al teruggestuurd, dus annuleren kan niet meer.
        [refunded] Bestelling { $order } is al terugbetaald, dus annuleren kan niet meer.
       *[cancelled] Bestelling { $order } is al geannuleerd.
    }
order-to-cancel = Bestelling { $order } is { $day } geplaatst, voor { $total }: { $items }.
ask-cancel = Zal ik bestelling { $order } annuleren?
    .b = Bestelling { $order }: annuleren, ja of nee?
order-kept = Bestelling { $order } blijft zoals die is.
cancelled = Bestelling { $order } is geannuleerd.
    .b = Klaar, bestelling { $order } is geannuleerd.
cancel-unknown = De winkel antwoordt niet, dus ik weet niet of bestelling { $order } geannuleerd is. Vraag me straks nog eens waar die is.
## Sending back

nothing-to-return = Er is niets dat teruggestuurd kan worden.
too-late-to-return = De termijn om bestelling { $order } terug te sturen is { $day } verlopen.
cancel-instead = Bestelling { $order } is nog niet verzonden. Zeg "annuleer mijn bestelling" en die komt niet.
not-there-yet = Bestelling { $order } is nog onderweg. Als die er is, kun je die terugsturen.
ask-reason = Wat is er mis met { $items }?
    .b = Waarom wil je dit terugsturen: { $items }?
ask-return = Zal ik aanmelden dat je { $items } uit bestelling { $order } terugstuurt?
ask-return-again = Bestelling { $order }: de retour aanmelden, ja of nee?
ask-withdraw = Zal ik de winkel melden dat je van bestelling { $order } afziet: { $items }?
returned = Klaar: het is retour { $number }, en je krijgt { $refund } terug.
return-unknown = De winkel antwoordt niet, dus ik weet niet of de retour van bestelling { $order } is aangemeld. Vraag het me straks nog eens: het wordt maar één keer aangemeld.
verbatim = { $text }

## A person

no-person = Ik kan hier niemand bereiken. Neem zelf contact op met de winkel.
ask-consent = Ik haal er iemand bij. Mag die lezen wat we gezegd hebben?
help-consent = Zeg "ja" en die persoon krijgt ons gesprek. Zeg "nee" en die hoort alleen waar het over gaat. Zeg "stop" en ik roep niemand.
offer-person = Zal ik er iemand bij halen? Die leest dan wat we gezegd hebben.
nobody-asked = Ik heb niemand geroepen.
person-has-it = { $next ->
        [call] Iemand heeft het nu in handen en belt je.
        [message] Iemand heeft het nu in handen en schrijft je.
        [comes] Er komt iemand naar je toe.
       *[unknown] Iemand heeft het nu in handen.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Het kenmerk is { $reference }.
    }
person-later = Ik heb nog niemand kunnen bereiken. Ik blijf het proberen en laat het je weten.
apology = Het spijt me.
    .b = Vervelend dat dit zo moeilijk gaat.

## Luidsprekers van anderen

hub-still-working = Ik ben er nog mee bezig. Vraag het me zo nog eens, dan vertel ik het je.
hub-not-linked = Ik ken dit account nog niet. Wie mij heeft ingesteld, kan het koppelen.
hub-unable = Dat kon ik niet aannemen, en ik heb niets gedaan. Zeg het zo nog eens.
