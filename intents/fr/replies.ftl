# Ce que dit Orderly, en Fluent (projectfluent.org). A message may have variants, written as its attributes: the
# conversation takes turns with them. Every message here must stay; which arguments each is given is in
# src/dialogue/message.rs. The shopper is `vous`. Goods may be of either gender, so no sentence shows which.

## Opening, closing, going on

greeting = Bonjour. Que puis-je faire pour vous ?
    .b = Bonjour. Qu'est-ce qu'il vous faut ?
listening = Oui ?
    .b = Je vous écoute.
ask-command = Que voulez-vous ?
    .b = Que puis-je faire pour vous ?
anything-else = Autre chose ?
    .b = Que puis-je faire d'autre ?
all-right = D'accord.
    .b = Très bien.
goodbye = À bientôt.
    .b = Je suis là si vous avez besoin de moi.
goodbye-with-cart = Je garde votre panier. À bientôt.
    .b = Votre panier reste en l'état. Je suis là si vous avez besoin de moi.
one-moment = Un instant, je demande à la boutique.
    .b = Encore un instant, la boutique n'a pas encore répondu.

## Not heard, not understood, too late

not-understood = Pardon, je n'ai pas compris.
    .b = Je n'ai pas bien saisi.
    .c = Ça m'a échappé.
not-understood-at-all = Je regrette, je ne comprends toujours pas.
still-there = Je n'ai rien entendu.
    .b = Vous êtes toujours là ?
nothing-heard = Je ne vous entends toujours pas, alors j'en reste là.
took-too-long = Le temps a passé, alors j'en reste là.
nothing-to-answer = Je ne demandais rien à l'instant.
nothing-to-repeat = Je n'ai encore rien dit.
nothing-before = Il n'y a rien à quoi revenir.
started-over = On recommence.

not-yet = J'ai compris, mais je ne sais pas encore le faire.
speaks-language = D'accord, on continue en français.
not-spoken-here = Je ne parle pas cette langue ici.
speaks-so = D'accord, je parle comme ça maintenant.
    .b = Entendu, voilà comment je parle maintenant.
speaks-at-limit = { $how ->
        [louder] Je ne peux pas parler plus fort.
        [quieter] Je ne peux pas parler plus bas.
        [slower] Je ne peux pas parler plus lentement.
       *[faster] Je ne peux pas parler plus vite.
    }
only-written = Ici, je ne fais qu'écrire : je ne peux pas parler autrement.
half-understood = Je n'ai compris qu'une partie.
    .b = Je n'ai pas tout saisi.
ask-other-words = Pouvez-vous le dire autrement ?
    .b = Essayez avec d'autres mots.
wishes-left = { $count ->
        [one] Je laisse de côté votre autre demande.
       *[other] Je laisse de côté vos { $count } autres demandes.
    }

## Help that fits the moment

help-command = Vous pouvez dire : "recommande du café", "commande deux laits d'avoine", "où est ma commande" ou "annule ma commande".
help-product = Nommez simplement un produit, par exemple "café en grains", ou dites "laisse tomber".
help-quantity = Dites un nombre jusqu'à { $maximum }, ou "laisse tomber".
help-choice = Dites "le premier", le nom de l'un d'eux, ou "aucun d'entre eux".
help-offer = Dites "oui" et je demande le prix, ou "non" et je ne fais rien.
help-packs = Dites "oui" pour ce nombre de paquets, "non", ou donnez un autre nombre.
help-confirmation = Dites "oui" et je commande et paie { $total }. Dites "non" et je ne fais rien, ou donnez un autre nombre.
help-yes-no = Dites simplement "oui" ou "non".
help-reason = Dites ce qui ne va pas, par exemple "c'est cassé" ou "c'est trop petit", ou dites "non" et vous le gardez.
help-cancelling = Dites "oui" et j'annule la commande { $order }. Dites "non" et tout reste en l'état.

## What is missing

ask-product = Que voulez-vous commander ?
    .b = Quel produit voulez-vous ?
ask-product-of = Vous en voulez { $quantity } : de quel produit ?
    .b = Il vous en faut { $quantity } : de quel produit ?
ask-product-measured = Vous en voulez { $much } : de quel produit ?
    .b = Il vous en faut { $much } : de quel produit ?
ask-product-again = Que voulez-vous recommander ?
    .b = Quel produit voulez-vous à nouveau ?
ask-other = Que voulez-vous à la place ?
    .b = Je cherche autre chose pour vous ?
ask-quantity = Combien en voulez-vous ?
    .b = J'en mets combien ?
too-few = Il en faut au moins un exemplaire.
too-many = Je peux en commander { $maximum } au plus à la fois.
not-sold = Malheureusement, { $product }, la boutique n'en a pas.
    .b = Je ne trouve pas { $product } dans la boutique.
never-bought = Vous n'avez encore jamais acheté cela ici : { $product }.

## Products

costs = { $product } coûte { $price }.
costs-less = { $product } est en promotion à { $price } au lieu de { $regular }.
about = { $aspect ->
        [ingredients] Composition de { $product } : { $told }.
        [allergens] Allergènes de { $product } : { $told }.
        [origin] Provenance de { $product } : { $told }.
        [rating] Note des autres pour { $product } : { $told }.
       *[description] { $product } : { $told }.
    }
in-stock = { $product } : il y en a en stock.
has-size = { $product } : un paquet contient { $size }.
size-unknown = La boutique ne dit pas combien contient un paquet : { $product }.
not-told = La boutique ne le dit pas : { $product }.
none-at-that-price = À ce prix, il n'y a rien ; voici ce qui s'en approche le plus.
nothing-like-that = Je n'ai rien d'autre de ce genre.
    .b = Il n'y a rien d'autre dans ce goût-là.
no-deals = Il n'y a pas de promotion là-dessus en ce moment.
no-advice = Je n'ai rien à vous conseiller là-dessus.
ask-which = { $count ->
        [1] Cela vous convient ?
       *[other] Que choisissez-vous ?
    }
which-product = De quel produit parlez-vous ? Redemandez-moi en disant son nom.

## Choosing

offer = { $count ->
        [1] Voulez-vous dire { $first } ?
        [2] Voulez-vous dire { $first }, ou { $second } ?
       *[other] Voulez-vous dire { $first } ; { $second } ; ou { $third } ?
    }
offer-again = { $count ->
        [1] S'agit-il de { $first } ?
        [2] Le premier choix est { $first } ; le second, { $second }. Lequel ?
       *[other] Le premier choix est { $first } ; le deuxième, { $second } ; et le troisième, { $third }. Lequel ?
    }
sold-out = { $product } : il n'y en a plus.
only-left = { $available ->
        [1] { $product } : il n'en reste qu'un exemplaire.
       *[other] { $product } : il n'en reste que { $available }.
    }
ask-take-rest = { $available ->
        [1] Voulez-vous le prendre ?
       *[other] Voulez-vous prendre les { $available } ?
    }
ask-without-it = Dois-je continuer sans ?
ask-packs = { $packs ->
        [1] J'en prends un ?
       *[other] J'en prends { $packs }, soit { $whole } ?
    }
ask-pack-count = Combien de paquets voulez-vous ?
# So much: 1.2 kg, 12 pieces.
much = { $number } { $unit ->
        [piece] pièce
        [pieces] pièces
       *[other] { $unit }
    }

## The cart

into-cart = J'ai mis dans votre panier { $items }.
    .b = Ajouté à votre panier : { $items }.
out-of-cart = Retiré du panier : { $product }.
not-in-cart = Ce n'est pas dans votre panier : { $product }.
cart-holds = Dans votre panier : { $items }. Livraison comprise, cela fait { $total }.
cart-holds-unpriced = Dans votre panier : { $items }.
cart-empty = Votre panier est vide.
cart-emptied = Votre panier est vide maintenant.
cart-kept = Votre panier reste en l'état.
ask-clear-cart = Dois-je tout retirer ?
ask-checkout = Dites "passer à la caisse" et je commande, ou dites-moi ce qu'il vous faut encore.
onto-list = { $what } : c'est sur votre liste.
    .b = C'est noté : { $what }.
off-list = { $what } : c'est rayé de votre liste.
not-on-list = { $what } n'est pas sur votre liste.
list-holds = Sur votre liste : { $items }.
list-empty = Votre liste est vide.
list-full = Votre liste est pleine ; il faut d'abord rayer quelque chose.
nothing-on-list-sold = Le magasin n'a rien de ce qui est sur votre liste.
ask-forget = Dois-je oublier votre panier, votre liste, vos abonnements et ce que nous avons dit ? Les commandes restent au magasin.
ask-forget-person = Dois-je oublier ce que { $person } a mis sur la liste et voulait régulièrement, et ce que nous avons dit ? Les commandes restent au magasin.
forgotten = Tout est oublié. Vos commandes sont toujours au magasin.
nothing-forgotten = Alors je garde tout.
ask-resume = Nous en étions à { $items }. Dois-je continuer ?
ask-resume-again = Dois-je continuer, oui ou non ?

## Encore et encore

every = { $span ->
        [day] { $count ->
            [1] tous les jours
           *[other] tous les { $count } jours
        }
        [week] { $count ->
            [1] toutes les semaines
            [2] toutes les deux semaines
           *[other] toutes les { $count } semaines
        }
        [month] { $count ->
            [1] tous les mois
            [2] tous les deux mois
           *[other] tous les { $count } mois
        }
       *[year] { $count ->
            [1] tous les ans
           *[other] tous les { $count } ans
        }
    }
ask-subscription = Donc { $items } { $every } : dois-je vous le proposer alors, pour la première fois { $day } ? Je ne commande rien sans votre oui.
ask-subscription-again = Dois-je le proposer { $every }, oui ou non ?
help-subscription = Dites « oui » et je le proposerai aussi souvent, ou dites-moi à quel rythme et combien. Chaque commande demande toujours votre oui à son prix.
subscribed = C'est noté, { $every }. Je le proposerai { $day }.
subscribed-now = C'est noté, { $every }. Maintenant, pour la première fois :
not-subscribed = Je ne l'ai pas noté.
no-subscriptions = Vous n'avez pas d'abonnement. Dites par exemple « du café toutes les deux semaines » pour en commencer un.
no-subscription-of = Vous n'avez pas d'abonnement pour { $product }.
subscription = { $day ->
        [paused] Vous avez { $items } { $every }, en pause jusqu'à ce que vous disiez « reprends l'abonnement ».
       *[other] Vous avez { $items } { $every }, la prochaine fois { $day }.
    }
subscription-paused = { $until ->
        [none] En pause : { $items }. Dites « reprends l'abonnement » quand vous en voudrez de nouveau.
       *[other] En pause : { $items }. Je le proposerai de nouveau { $until }.
    }
subscription-resumed = Cela reprend : { $items }, la prochaine fois { $day }.
subscription-skipped = Je saute { $items } cette fois. La prochaine fois, c'est { $day }.
subscription-changed = Modifié : { $items } { $every }, la prochaine fois { $day }.
subscription-ended = Terminé : je ne proposerai plus { $items }.
subscriptions-kept = Vos abonnements restent comme ils sont.
ask-subscription-change = C'est { $items } { $every } pour le moment. Dites par exemple « passe à toutes les deux semaines », « saute la prochaine livraison » ou « résilie l'abonnement ».
due = { $items ->
        [none] C'est le moment de quelque chose que vous vouliez régulièrement. Dites « continue » et je vous dirai ce que cela coûte.
       *[other] C'est de nouveau le moment : { $items }. Dites « continue » et je vous dirai ce que cela coûte.
    }
due-too = Au fait, c'est de nouveau le moment : { $items }. Dites « continue » et je vous dirai ce que cela coûte.
ask-due = C'est de nouveau le moment : { $items }. Dois-je regarder ce que cela coûte ?
usually-now = Au fait, d'habitude vous recommandez { $product } à peu près maintenant. Dites « continue » si vous en voulez.

## Before money moves

item = { $quantity ->
        [1] une
        [2] deux
        [3] trois
        [4] quatre
        [5] cinq
        [6] six
        [7] sept
        [8] huit
        [9] neuf
        [10] dix
       *[other] { $quantity }
    } fois { $product }
and = { $first } et { $last }
others = { $count ->
        [one] un autre article
       *[other] { $count } autres articles
    }
# The parts that the shop does not tell are empty; those that it tells begin with their comma or blank.
read-back = { $free ->
        [yes] Je note { $items }{ $from } : { $total }, livraison gratuite{ $tax }{ $to }{ $with }.{ $withdrawal } Dois-je commander et payer ?
       *[no] Je note { $items }{ $from } : { $goods } plus { $shipping } de livraison, { $total } en tout{ $tax }{ $to }{ $with }.{ $withdrawal } Dois-je commander et payer ?
    }
tax-included = , TVA comprise
from-seller = { " " }chez { $seller }
delivered-to = { $place ->
        [home] , livraison à domicile
       *[other] , livraison à { $place }
    }
paid-with = { $means ->
        [card] , paiement avec la carte enregistrée
       *[other] , paiement par { $means }
    }
withdrawable = { " " }{ $days ->
        [one] Vous avez un jour pour vous rétracter.
       *[other] Vous avez { $days } jours pour vous rétracter.
    }
read-back-known = { $free ->
        [yes] De nouveau, { $items } : { $total }, livraison gratuite. Dois-je commander et payer ?
       *[no] De nouveau, { $items } : { $total }, dont { $shipping } de livraison. Dois-je commander et payer ?
    }
not-allowed = { $why ->
        [child] C'est à un adulte de commander cela.
        [site] On ne commande rien d'ici.
        [speaker] Vous ne pouvez pas commander avec moi ; c'est à quelqu'un d'autre de le faire.
        [blocked] Je n'ai pas le droit de commander { $what }.
        [order] C'est plus que { $what }, le maximum d'une commande.
        [day] C'est trop pour aujourd'hui : il reste { $what }.
        [quiet] C'est l'heure de silence, je peux de nouveau commander à partir de { $what }.
       *[currency] Les limites sont fixées en { $what }, je ne peux pas commander dans une autre devise.
    }
confirm-elsewhere = Cela doit être confirmé sur un autre appareil, par exemple sur votre hub.
ask-code = Dites-moi votre code.
    .b = Votre code, s'il vous plaît.
help-code = Dites les chiffres de votre code un par un, ou "non" et je ne commande pas.
code-wrong = { $left ->
        [one] Ce n'est pas le code. Il vous reste un essai.
       *[other] Ce n'est pas le code. Il vous reste { $left } essais.
    }
code-locked = { $minutes ->
        [one] Trop d'erreurs : pendant une minute, aucun code ne compte.
       *[other] Trop d'erreurs : pendant { $minutes } minutes, aucun code ne compte.
    }
code-not-set = Il faut un code pour cela, et il n'y en a pas encore : "orderly pin set" le fixe.
code-unusable = Je ne peux pas vérifier les codes en ce moment.
price-changed = Le prix vient de changer : c'était { $before }, alors je n'ai rien commandé.
price-since-last-time = { $direction ->
        [up] { $product } a augmenté depuis la dernière fois : { $now } au lieu de { $before }.
       *[down] { $product } coûte moins que la dernière fois : { $now } au lieu de { $before }.
    }
ask-total = Cela fait { $total } en tout. Dois-je commander et payer, oui ou non ?
    .b = Le total est de { $total }. Commander et payer, oui ou non ?
not-ordered = Je n'ai pas commandé { $product }.
nothing-ordered = Rien n'a été commandé.
not-ordered-in-cart = Je n'ai rien commandé ; tout est encore dans votre panier.

## After it

ordered = C'est commandé. C'est la commande { $order }. Si vous changez d'avis, dites "annule ma commande".
    .b = La commande est passée, sous le numéro { $order }. Vous changez d'avis ? Dites "annule ma commande".
still-ordering = Votre commande est déjà à la boutique. Je vous dirai ce qu'il en est.
outcome-unknown = La boutique ne répond pas, je ne sais donc pas encore si votre commande est passée. Ne la repassez pas : je me renseigne et je vous le dirai.
news-placed = Au sujet de votre commande de { $total } : elle est passée, sous le numéro { $order }.
news-not-placed = Au sujet de votre commande de { $total } : elle n'est pas passée, et vous ne payez rien.
news-of-order = { $status ->
        [packed] Des nouvelles de la commande { $order } : elle est emballée.
        [shipped] Des nouvelles de la commande { $order } : elle est en route{ $carrier ->
            [none] { "" }
           *[other] { " " }avec { $carrier }
        }{ $expected ->
            [none] .
           *[other] , livraison prévue { $expected }.
        }
        [payment_failed] Des nouvelles de la commande { $order } : le paiement n'est pas passé, elle est donc en attente. On peut me poser des questions sur le paiement.
        [delayed] Des nouvelles de la commande { $order } : elle aura du retard{ $expected ->
            [none] .
           *[other] , livraison probable { $expected }.
        }
        [out_for_delivery] Des nouvelles de la commande { $order } : elle arrive aujourd'hui.
        [delivered] Des nouvelles de la commande { $order } : elle est livrée.
        [cancelled] Des nouvelles de la commande { $order } : elle est annulée.
        [return_announced] Des nouvelles de la commande { $order } : un retour est annoncé.
        [returned] Des nouvelles de la commande { $order } : le retour est arrivé.
        [refunded] Des nouvelles de la commande { $order } : elle est remboursée.
       *[placed] Des nouvelles de la commande { $order } : le magasin l'a reçue.
    }
no-news = Il n'y a rien de nouveau.
shop-unreachable = Je n'arrive pas à joindre la boutique. Réessayez dans un petit moment.
shop-refused = La boutique ne peut pas le faire en ce moment.

## Orders

day = { $ago ->
        [0] aujourd'hui
        [1] hier
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
day-of-week = { $weekday ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[7] dimanche
    }
day-of-year = le { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    }
day-ahead = { $ahead ->
        [0] aujourd'hui
        [1] demain
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
expected = { $carrier } devrait livrer la commande { $order } { $day }.
carried-by = { $carrier } a le colis.
payment-failed = Le paiement de { $total } pour la commande { $order } n'a pas abouti { $day } ; rien n'a été débité et la commande attend. Vérifiez votre moyen de paiement dans la boutique.
payments-fine = D'après la boutique, tous vos paiements ont abouti.
no-orders = Vous n'avez encore rien commandé.
order-status = { $status ->
        [placed] La commande { $order } est arrivée { $day } et sera bientôt préparée : { $items }.
        [packed] La commande { $order } a été préparée { $day } et va bientôt partir : { $items }.
        [shipped] La commande { $order } est partie { $day } et elle est en route : { $items }.
        [payment_failed] Le paiement de la commande { $order } n'a pas abouti { $day }, elle est donc en attente : { $items }.
        [delayed] La commande { $order } a du retard, la boutique l'a appris { $day } : { $items }.
        [out_for_delivery] La commande { $order } est partie en livraison { $day } : { $items }.
        [delivered] La commande { $order } a été livrée { $day } : { $items }.
        [return_announced] Un retour de la commande { $order } a été annoncé { $day } : { $items }.
        [returned] Le retour de la commande { $order } est arrivé à la boutique { $day } : { $items }.
        [refunded] La commande { $order } a été remboursée { $day } : { $items }.
       *[cancelled] La commande { $order } a été annulée { $day } : { $items }.
    }
no-order-to-cancel = Il n'y a plus de commande qui puisse être annulée.
no-order-of = Je ne trouve pas de commande avec { $product }.
no-order-number = Je ne trouve pas de commande { $order }.
no-order-then = Je ne trouve pas de commande de ce moment-là.
too-late-to-cancel = { $status ->
        [shipped] La commande { $order } est déjà partie, je ne peux plus l'annuler.
        [delayed] La commande { $order } est déjà partie, je ne peux plus l'annuler.
        [out_for_delivery] La commande { $order } est déjà en cours de livraison, je ne peux plus l'annuler.
        [delivered] La commande { $order } a déjà été livrée, je ne peux plus l'annuler.
        [return_announced] La commande { $order } est déjà sur le retour, je ne peux plus l'annuler.
        [returned] La commande { $order } a déjà été renvoyée, je ne peux plus l'annuler.
        [refunded] La commande { $order } a déjà été remboursée, je ne peux plus l'annuler.
       *[cancelled] La commande { $order } est déjà annulée.
    }
order-to-cancel = La commande { $order } a été passée { $day }, pour { $total } : { $items }.
ask-cancel = Dois-je annuler la commande { $order } ?
    .b = La commande { $order } : l'annuler, oui ou non ?
order-kept = La commande { $order } reste en l'état.
cancelled = La commande { $order } est annulée.
    .b = C'est fait, la commande { $order } est annulée.
cancel-unknown = La boutique ne répond pas, je ne sais donc pas si la commande { $order } a été annulée. Redemandez-moi bientôt où elle en est.
## Sending back

nothing-to-return = Il n'y a rien qui puisse être renvoyé.
too-late-to-return = Le délai pour renvoyer la commande { $order } a expiré { $day }.
cancel-instead = La commande { $order } n'est pas encore partie. Dites "annule ma commande" et elle ne viendra pas.
not-there-yet = La commande { $order } est encore en route. Une fois arrivée, vous pourrez la renvoyer.
ask-reason = Qu'est-ce qui ne va pas avec { $items } ?
    .b = Pourquoi voulez-vous renvoyer { $items } ?
ask-return = Dois-je annoncer que vous renvoyez { $items } de la commande { $order } ?
ask-return-again = La commande { $order } : annoncer le retour, oui ou non ?
ask-withdraw = Dois-je dire à la boutique que vous vous rétractez de la commande { $order } : { $items } ?
returned = C'est fait : c'est le retour { $number }, et on vous rembourse { $refund }.
return-unknown = La boutique ne répond pas, je ne sais donc pas si le retour de la commande { $order } est annoncé. Redemandez-moi bientôt : il n'est annoncé qu'une fois.
verbatim = { $text }

## A person

no-person = Je ne peux joindre personne d'ici. Adressez-vous à la boutique.
ask-consent = Je vais chercher quelqu'un. Cette personne peut-elle lire ce que nous avons dit ?
help-consent = Dites "oui" et cette personne reçoit notre conversation. Dites "non" et elle sait seulement de quoi il s'agit. Dites "stop" et je n'appelle personne.
offer-person = Voulez-vous que j'appelle quelqu'un ? Cette personne lirait ce que nous avons dit.
nobody-asked = Je n'ai appelé personne.
person-has-it = { $next ->
        [call] Quelqu'un s'en occupe et va vous appeler.
        [message] Quelqu'un s'en occupe et va vous écrire.
        [comes] Quelqu'un vient vous voir.
       *[unknown] Quelqu'un s'en occupe.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }La référence est { $reference }.
    }
person-later = Je n'ai encore pu joindre personne. Je continue d'essayer et je vous le dirai.
apology = Toutes mes excuses.
    .b = Je regrette que ce soit si compliqué.

## Les enceintes des autres

hub-still-working = J'y travaille encore. Redemandez-moi dans un instant et je vous le dirai.
hub-not-linked = Je ne connais pas encore ce compte. La personne qui m'a installé peut l'associer.
hub-unable = Je n'ai pas pu prendre cela en compte, et je n'ai rien fait. Redites-le dans un instant.
