# Wat Orderly anders zegt in de toon `formal`: the shopper is `u`. What is not here is said as in replies.ftl.

greeting = Goedendag. Waarmee kan ik u van dienst zijn?
    .b = Goedendag. Wat kan ik voor u doen?
listening = Zegt u het maar.
    .b = Ik luister.
ask-command = Wat kan ik voor u doen?
    .b = Waarmee kan ik u helpen?
anything-else = Kan ik verder nog iets voor u doen?
    .b = Wenst u verder nog iets?
all-right = Uitstekend.
    .b = Zoals u wenst.
goodbye = Dank u wel en tot ziens.
    .b = Ik sta tot uw dienst.
one-moment = Een ogenblik alstublieft, ik vraag het aan de winkel.
    .b = Nog een ogenblik alstublieft, de winkel heeft nog niet geantwoord.
not-understood = Neemt u mij niet kwalijk, dat heb ik niet verstaan.
    .b = Excuses, dat ging mij te snel.
    .c = Pardon, ik heb u niet goed begrepen.
not-understood-at-all = Mijn excuses, ik begrijp het nog steeds niet.
still-there = Ik heb niets gehoord.
    .b = Bent u er nog?
nothing-heard = Ik hoor u nog steeds niet, dus ik laat het hierbij.
not-yet = Ik begrijp u, maar dat kan ik nog niet.
ask-other-words = Kunt u het anders zeggen?
    .b = Wilt u het met andere woorden proberen?
wishes-left = { $count ->
        [one] Het andere dat u vroeg laat ik achterwege.
       *[other] De { $count } andere dingen die u vroeg laat ik achterwege.
    }
help-command = U kunt zeggen: "bestel opnieuw koffie", "bestel twee havermelk", "waar is mijn bestelling" of "annuleer mijn bestelling".
help-product = Noemt u een product, zoals "koffiebonen", of zegt u "laat maar".
help-quantity = Zegt u een getal tot en met { $maximum }, of "laat maar".
help-choice = Zegt u "de eerste", de naam van een ervan, of "geen van deze".
help-offer = Zegt u "ja", dan vraag ik wat het kost. Zegt u "nee", dan laat ik het.
help-packs = Zegt u "ja" voor zoveel verpakkingen, "nee", of noemt u een ander aantal.
help-confirmation = Zegt u "ja", dan bestel en betaal ik het voor { $total }. Zegt u "nee", dan doe ik niets; u kunt ook een ander aantal noemen.
help-cancelling = Zegt u "ja", dan annuleer ik bestelling { $order }. Zegt u "nee", dan blijft alles zoals het is.
ask-product = Wat wilt u bestellen?
    .b = Welk product wenst u?
ask-product-of = Waarvan wilt u er { $quantity }?
    .b = Van welk product wilt u er { $quantity }?
ask-product-measured = Waarvan wilt u { $much }?
    .b = Van welk product wilt u { $much }?
ask-product-again = Wat wilt u opnieuw bestellen?
    .b = Welk product wenst u nog een keer?
ask-other = Wat wilt u in plaats daarvan?
    .b = Zal ik iets anders voor u zoeken?
ask-quantity = Hoeveel wilt u er?
    .b = Hoeveel mogen het er zijn?
not-sold = De winkel heeft tot mijn spijt geen { $product }.
    .b = Helaas kan ik { $product } niet vinden in de winkel.
never-bought = U hebt hier nog nooit { $product } gekocht.
ask-which = { $count ->
        [1] Is dat wat u zoekt?
       *[other] Welke wenst u?
    }
which-product = Welk product bedoelt u? Vraagt u het nog eens met de naam erbij.
offer = { $count ->
        [1] Bedoelt u { $first }?
        [2] Bedoelt u { $first }, of { $second }?
       *[other] Bedoelt u { $first }; { $second }; of { $third }?
    }
offer-again = { $count ->
        [1] Gaat het om { $first }?
        [2] De eerste is { $first }; en de tweede { $second }. Welke wenst u?
       *[other] De eerste is { $first }; de tweede { $second }; en de derde { $third }. Welke wenst u?
    }
sold-out = { $product } is tot mijn spijt uitverkocht.
ask-take-rest = { $available ->
        [1] Wilt u die ene?
       *[other] Wilt u ze alle { $available }?
    }
ask-pack-count = Hoeveel verpakkingen wilt u?
ordered = De bestelling is geplaatst. Het is bestelling { $order }. Bedenkt u zich, zegt u dan "annuleer mijn bestelling".
    .b = Het is besteld, onder nummer { $order }. Wilt u het toch niet, zegt u dan "annuleer mijn bestelling".
still-ordering = Uw bestelling ligt al bij de winkel. Ik laat u weten wat ervan komt.
outcome-unknown = De winkel antwoordt niet, dus ik weet nog niet of uw bestelling gelukt is. Bestelt u het alstublieft niet nog een keer: ik zoek het uit en vertel het u.
news-placed = Over uw bestelling van { $total }: die is gelukt, onder nummer { $order }.
news-not-placed = Over uw bestelling van { $total }: die is niet gelukt, en u betaalt niets.
shop-unreachable = Ik kan de winkel op dit moment niet bereiken. Probeert u het straks nog eens.
shop-refused = Dat kan de winkel op dit moment niet doen.
no-orders = U hebt nog niets besteld.
cancelled = Bestelling { $order } is geannuleerd.
    .b = Zoals u wenst: bestelling { $order } is geannuleerd.
cancel-unknown = De winkel antwoordt niet, dus ik weet niet of bestelling { $order } geannuleerd is. Vraagt u mij straks nog eens waar die is.
goodbye-with-cart = Ik bewaar uw winkelwagen. Dank u wel en tot ziens.
    .b = Uw winkelwagen blijft zoals die is. Ik sta tot uw dienst.
help-yes-no = Zegt u alstublieft "ja" of "nee".
into-cart = In uw winkelwagen gelegd: { $items }.
    .b = Toegevoegd aan uw winkelwagen: { $items }.
not-in-cart = { $product } ligt niet in uw winkelwagen.
cart-holds = In uw winkelwagen: { $items }. Met verzending is dat { $total }.
cart-holds-unpriced = In uw winkelwagen: { $items }.
cart-empty = Uw winkelwagen is leeg.
cart-emptied = Uw winkelwagen is nu leeg.
cart-kept = Uw winkelwagen blijft zoals die is.
ask-checkout = Zegt u "afrekenen" en ik bestel het, of zegt u wat u nog meer nodig hebt.
not-ordered-in-cart = Ik heb niets besteld; alles ligt nog in uw winkelwagen.
help-reason = Zegt u wat er mis is, zoals "dit is kapot" of "dit is te klein", of zegt u "nee" en u houdt het.
payment-failed = De betaling van { $total } voor bestelling { $order } is { $day } niet gelukt; er is niets afgeschreven en de bestelling wacht. Kijkt u in de winkel uw betaalwijze na.
payments-fine = Voor zover de winkel weet zijn al uw betalingen gelukt.
cancel-instead = Bestelling { $order } is nog niet verzonden. Zegt u "annuleer mijn bestelling" en die komt niet.
not-there-yet = Bestelling { $order } is nog onderweg. Als die er is, kunt u die terugsturen.
ask-reason = Wat is er mis met { $items }?
    .b = Waarom wilt u dit terugsturen: { $items }?
ask-return = Zal ik aanmelden dat u { $items } uit bestelling { $order } terugstuurt?
ask-withdraw = Zal ik de winkel melden dat u van bestelling { $order } afziet: { $items }?
returned = De retour is aangemeld: het is retour { $number }, en u krijgt { $refund } terug.
return-unknown = De winkel antwoordt niet, dus ik weet niet of de retour van bestelling { $order } is aangemeld. Vraagt u het mij straks nog eens: het wordt maar één keer aangemeld.
no-person = Ik kan hier niemand bereiken. Neemt u alstublieft zelf contact op met de winkel.
help-consent = Zegt u "ja", dan krijgt die persoon ons gesprek. Zegt u "nee", dan hoort die alleen waar het over gaat. Zegt u "stop", dan roep ik niemand.
person-has-it = { $next ->
        [call] Iemand heeft het nu in handen en belt u.
        [message] Iemand heeft het nu in handen en schrijft u.
        [comes] Er komt iemand naar u toe.
       *[unknown] Iemand heeft het nu in handen.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Het kenmerk is { $reference }.
    }
person-later = Ik heb nog niemand kunnen bereiken. Ik blijf het proberen en laat het u weten.
apology = Mijn oprechte excuses.
    .b = Het spijt mij dat dit zo moeilijk gaat.
ask-subscription = Dus { $items } { $every }: zal ik er dan over beginnen, voor het eerst { $day }? Zonder uw ja bestel ik niets.
help-subscription = Zegt u "ja" en ik begin er zo vaak over, of zegt u hoe vaak en hoeveel. Elke bestelling vraagt nog steeds uw ja voor de prijs.
no-subscriptions = U heeft geen abonnementen. Zegt u bijvoorbeeld "om de twee weken koffie" om er een te beginnen.
no-subscription-of = U heeft geen abonnement op { $product }.
subscription = { $day ->
        [paused] U heeft { $items } { $every }, gepauzeerd tot u "hervat mijn abonnement" zegt.
       *[other] U heeft { $items } { $every }, de volgende keer { $day }.
    }
subscription-paused = { $until ->
        [none] Gepauzeerd: { $items }. Zegt u "hervat mijn abonnement" als u het weer wenst.
       *[other] Gepauzeerd: { $items }. Ik begin er { $until } weer over.
    }
subscriptions-kept = Uw abonnementen blijven zoals ze zijn.
ask-subscription-change = Het is nu { $items } { $every }. Zegt u bijvoorbeeld "wijzig mijn abonnement in om de twee weken", "sla de volgende keer over" of "zeg het abonnement op".
due = { $items ->
        [none] Het is tijd voor iets wat u vaker wenst. Zegt u "ga door" en ik zeg wat het kost.
       *[other] Het is weer tijd voor { $items }. Zegt u "ga door" en ik zeg wat het kost.
    }
due-too = Trouwens, het is weer tijd voor { $items }. Zegt u "ga door" en ik zeg wat het kost.
usually-now = Trouwens, rond deze tijd bestelt u meestal { $product } bij. Zegt u "ga door" als u het wenst.
not-allowed = { $why ->
        [child] Dat moet een volwassene bestellen.
        [site] Van hieruit wordt niets besteld.
        [speaker] U kunt niet bij mij bestellen; dat moet iemand anders doen.
        [blocked] { $what } mag ik niet bestellen.
        [order] Dat is meer dan de { $what } die één bestelling mag kosten.
        [day] Dat is te veel voor vandaag: er is nog { $what } over.
        [quiet] Het is nu rusttijd; vanaf { $what } kan ik weer bestellen.
       *[currency] De limieten gelden in { $what }, dus in een andere munt kan ik niet bestellen.
    }
confirm-elsewhere = Dit moet op een ander apparaat bevestigd worden, bijvoorbeeld op uw hub.
ask-code = Zegt u mij uw code.
    .b = Uw code, alstublieft.
help-code = Zegt u de cijfers van uw code een voor een, of "nee" en ik bestel niet.
code-wrong = { $left ->
        [one] Dat is de code niet. U mag het nog één keer proberen.
       *[other] Dat is de code niet. U mag het nog { $left } keer proberen.
    }
paid-with = { $means ->
        [card] , betaald met uw opgeslagen kaart
       *[other] , betaald met { $means }
    }
onto-list = { $what } staat op uw lijst.
    .b = Genoteerd: { $what }.
off-list = { $what } is van uw lijst.
not-on-list = { $what } staat niet op uw lijst.
list-holds = Op uw lijst: { $items }.
list-empty = Uw lijst is leeg.
list-full = Uw lijst is vol; haalt u er eerst iets af.
nothing-on-list-sold = De winkel heeft niets van wat er op uw lijst staat.
ask-forget = Zal ik uw winkelmandje, uw lijst, uw abonnementen en wat we gezegd hebben vergeten? Bestellingen blijven bij de winkel.
forgotten = Alles is vergeten. Uw bestellingen staan nog bij de winkel.
hub-still-working = Ik ben er nog mee bezig. Vraagt u het mij zo nog eens, dan vertel ik het u.
hub-unable = Dat kon ik niet aannemen, en ik heb niets gedaan. Zegt u het zo nog eens.
