# Ce que dit une confirmation, en Fluent (projectfluent.org). Chaque message doit rester ; src/receipts/writer.rs dit où il
# se trouve, et `$nom` ce qu'il reçoit.

## Montants et jours

symbol = { $code ->
    [EUR] €
    [USD] $
    [GBP] £
   *[other] { $code }
}
money = { $whole },{ $fraction } { symbol }
money-whole = { $whole } { symbol }
rate = { $whole },{ $fraction } %
rate-whole = { $whole } %
month = { $month ->
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
day = { $day ->
    [1] 1er
   *[other] { $day }
}
date = { day } { month } { $year }
moment = { date } à { $time } ({ $zone })

## Titres

subject-order = Votre commande { $order }
subject-cancellation = La commande { $order } a été annulée
subject-return = Retour de la commande { $order }
subject-withdrawal = Rétractation de la commande { $order }
subject-window = Commande { $order } : votre droit de rétractation

## Indications

order-number = Numéro de commande : { $order }
return-number = Numéro de retour : { $number }
confirmed = Confirmée le : { $moment }
ordered = Commandée le : { $moment }
cancelled = Annulée le : { $moment }
return-announced = Retour annoncé le : { $moment }
withdrawn = Rétractation reçue le : { $moment }
delivered = Livrée le : { $moment }
seller = Vendeur : { $seller }
deliver-to = Livraison à : { $place }
expected = Prévue le : { $date }
pay-with = Payée avec : { $means }

## Articles et montants

each = { $price } pièce
shipping = Livraison
free = offerte
tax = Dont TVA
tax-at = Dont TVA ({ $rate })
total = Total
refund = Vous serez remboursé de
all-goods = Tous les articles de la commande
tax-included = Tous les prix s'entendent TTC.

## Droits

cancel-how = Vous avez changé d'avis ? Tant que la commande n'a pas quitté la boutique, vous pouvez l'annuler. Dites simplement : « Annule la commande { $order }. »
cancelled-note = Rien ne sera expédié. Vous n'avez rien d'autre à faire.
withdrawal-right = Vous avez le droit de vous rétracter du présent contrat dans un délai de { $days } jours, sans donner de motif. Le délai expire { $days } jours après le jour où vous avez reçu les articles.
withdrawal-until = Vous pouvez vous rétracter du présent contrat jusqu'au { $moment }, sans donner de motif.
withdrawal-how = Pour vous rétracter, il suffit d'en informer clairement le vendeur. Vous pouvez aussi dire à l'assistant : « Je veux me rétracter de la commande { $order }. »
withdrawal-note = Vous vous êtes rétracté du contrat pour ces articles. Vous n'avez pas à donner de motif.
rights-stay = Le vendeur n'indique pas de délai de rétractation. Vos droits légaux restent inchangés.
what-to-do = Ce qu'il faut faire : { $instructions }
