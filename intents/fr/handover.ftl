# Ce qu'un employé lit dans le message d'un relais, en Fluent (projectfluent.org). Chaque message doit rester ;
# src/handover/email.rs dit où il se trouve, et `$nom` ce qu'il reçoit.

handover-why = { $why ->
    [not_understood] Un client ({ $site }) n'a pas été compris
    [upset] Un client ({ $site }) est mécontent
    [shop_failed] Un client ({ $site }) n'a pas pu être servi par la boutique
   *[asked] Un client ({ $site }) demande à parler à quelqu'un
}
handover-about = { $why } (commande { $order })

handover-when = Quand :
handover-where = Où :
handover-language = Langue :
handover-mood = Humeur :
handover-order = Commande :
handover-wish = Demande :
handover-failed = Échec :
handover-moods = { $mood ->
    [frustrated] contrarié
    [hurried] pressé
   *[pleased] content
}

handover-cart = Dans le panier :
handover-said = Ce qui a été dit :
handover-shopper = client
handover-assistant = assistant
handover-no-words = Le client n'a pas accepté que ses paroles soient transmises ; elles ne figurent donc pas ici.
handover-number = Relais { $id }
