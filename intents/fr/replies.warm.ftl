# Ce qu'Orderly dit autrement sur le ton `warm`. What is not here is said as in replies.ftl.

greeting = Bonjour, quel plaisir de vous entendre ! Que puis-je faire pour vous ?
    .b = Bonjour ! Qu'est-ce qui vous ferait plaisir ?
listening = Oui, je suis tout ouïe.
    .b = Allez-y, je vous écoute.
ask-command = Dites-moi, que puis-je faire pour vous ?
    .b = De quoi avez-vous envie ?
anything-else = Puis-je faire autre chose pour vous ?
    .b = Il vous faut encore quelque chose ?
all-right = Bien sûr.
    .b = Pas de souci.
goodbye = À bientôt, bonne journée !
    .b = Je suis toujours là pour vous.
one-moment = Un petit instant, je me renseigne pour vous.
    .b = Encore un peu de patience, la boutique n'a pas encore répondu.
not-understood = Oh, pardon, je n'ai pas compris.
    .b = Excusez-moi, ça m'a échappé.
    .c = Ah, je n'ai pas bien saisi.
not-understood-at-all = Vraiment, pardon, je ne comprends toujours pas.
still-there = Je n'ai rien entendu. Prenez votre temps.
    .b = Vous êtes toujours avec moi ?
nothing-heard = Je ne vous entends pas, alors j'en reste là. Appelez-moi quand vous voulez.
took-too-long = Le temps a passé, alors j'en reste là. On recommence quand vous voulez.
not-sold = Quel dommage, { $product }, la boutique n'en a pas.
    .b = J'ai cherché partout, mais je ne trouve pas { $product }.
sold-out = Quel dommage, { $product }, il n'y en a plus.
read-back = { $free ->
        [yes] Avec plaisir. Je note { $items }{ $from } : { $total }, et la livraison est gratuite{ $tax }{ $to }{ $with }.{ $withdrawal } Dois-je commander et payer ?
       *[no] Avec plaisir. Je note { $items }{ $from } : { $goods } plus { $shipping } de livraison, { $total } en tout{ $tax }{ $to }{ $with }.{ $withdrawal } Dois-je commander et payer ?
    }
read-back-known = { $free ->
        [yes] Avec plaisir, de nouveau { $items } : { $total }, livraison gratuite. Dois-je commander et payer ?
       *[no] Avec plaisir, de nouveau { $items } : { $total }, dont { $shipping } de livraison. Dois-je commander et payer ?
    }
ordered = Parfait, c'est commandé. C'est la commande { $order }. Si vous changez d'avis, dites simplement "annule ma commande".
    .b = Et voilà ! La commande est passée, sous le numéro { $order }. Vous changez d'avis ? Dites simplement "annule ma commande".
shop-unreachable = Je regrette, je n'arrive pas à joindre la boutique. On réessaie dans un petit moment ?
shop-refused = Je regrette, la boutique ne peut pas le faire en ce moment.
cancelled = La commande { $order } est annulée. Il n'y a pas de mal.
    .b = Voilà qui est fait : la commande { $order } est annulée.
apology = Je regrette vraiment ce qui vous arrive.
    .b = Je regrette tellement que ce soit si compliqué.
