r"""The French words of a danger file on paper. \u00a0 and \u202f are no-break spaces."""

from collections.abc import Mapping

from palabre.domain.moderation.report import Category

WORDS: Mapping[str, str] = {
    "title": "Information sur un danger pour la vie ou la sécurité",
    "basis": "Règlement (UE) 2022/2065, article 18. Transmis par une personne\u00a0; rien n’est envoyé "
    "automatiquement.",
    "reference": "Notre référence",
    "made": "Établi le",
    "by": "Par",
    "sender": "Qui écrit",
    "place": "Lieu",
    "publisher": "Éditeur",
    "director": "Directeur ou directrice de la publication",
    "address": "Adresse",
    "phone": "Téléphone",
    "contact": "Contact pour les autorités",
    "what": "Ce qui est signalé",
    "category": "Motif",
    "opened": "Dossier ouvert le",
    "room": "Salon",
    "guest": "Pseudonyme",
    "tag": "Étiquette du jour",
    "language": "Langue lue",
    "present": "Présence",
    "here": "cette personne est encore là",
    "left": "cette personne n’est plus là",
    "anonymous": "Ce lieu ne demande ni nom ni compte. Il ne sait de cette personne que ce qui suit.",
    "texts": "Ce qui a été écrit",
    "no_texts": "Aucun texte n’a pu être conservé.",
    "subject": "La personne signalée",
    "staff": "L’équipe",
    "other": "Autre personne",
    "version": "version {version}",
    "reported": "signalé",
    "removed": "retiré depuis",
    "reports": "Ce qui en a été dit",
    "decisions": "Ce que l’équipe a décidé",
    "until": "jusqu’au",
    "connections": "Données de connexion",
    "kept": "Elles sont gardées sous scellés pendant un an, et ne sont pas dans ce fichier\u00a0: deux "
    "dépositaires doivent les ouvrir ensemble, sous la référence de votre demande. Adressez-la au contact "
    "ci-dessus, en citant notre référence, les jours et les identifiants ci-dessous.",
    "not_kept": "Ce lieu n’en garde pas.",
    "days": "Jours (UTC)",
    "ids": "Identifiants des messages",
    "times": "Les heures sont en temps universel (UTC). Le texte exact, signe par signe, est dans le fichier joint "
    "à ce document (danger.json).",
    "page": "page",
}
CATEGORIES: Mapping[Category, str] = {
    "danger": "une vie en danger",
    "minor": "un enfant en danger",
    "blackmail": "chantage",
    "privacy": "vie privée",
    "harassment": "harcèlement",
    "hate": "haine",
    "sexual_or_violent": "contenu sexuel ou violent",
    "illicit_trade": "trafic",
    "other": "autre",
}
