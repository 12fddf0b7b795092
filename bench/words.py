"""Text with the shape of real support mail, and none of its words: lengths, quoting, signatures, languages.

The shapes (how long a body is, how much of it is quoted, how many mails a conversation has) follow two public mailing
lists where people help each other with software; the words are our own lists, drawn with Zipf's weights.
"""

import random
from itertools import accumulate

LISTS = {
    "en": (
        "the printer report does not open after update and we cannot print invoice since Monday please help "
        "error screen customer server slow login password export file table window again yesterday version test "
        "works button list field date order number stock patient letter template account month closed wrong total "
        "missing user network backup license timeout message setting archive import column"
    ),
    "de": (
        "der Drucker druckt nicht mehr seit dem Update und wir können keine Rechnung öffnen bitte um Hilfe Fehler "
        "Fenster Kunde Bildschirm Anmeldung Kennwort Datei Tabelle gestern Version Prüfung läuft Schaltfläche Feld "
        "Größe Auftrag Nummer Lager Brief Vorlage Konto Monat geschlossen falsch Summe fehlt Benutzer Netzwerk"
    ),
    "fr": (
        "le rapport ne s’ouvre plus depuis la mise à jour et nous ne pouvons pas imprimer la facture merci de votre "
        "aide erreur écran client serveur lent connexion fichier tableau fenêtre hier version essai marche bouton "
        "liste champ date commande numéro modèle compte mois fermé mauvais total manque utilisateur réseau"
    ),
    "pl": (
        "raport nie otwiera się po aktualizacji i nie możemy wydrukować faktury proszę o pomoc błąd ekran klient "
        "serwer powolny logowanie hasło plik tabela okno wczoraj wersja test działa przycisk lista pole zamówienie"
    ),
    "ja": "印刷 できません 更新 の 後 請求書 を 開く と エラー が 出ます 画面 顧客 遅い ログイン 確認 お願いします 昨日 から 一覧",
}
SHARES = {"en": 70, "de": 12, "fr": 9, "pl": 5, "ja": 4}
GREETINGS = {"en": "Hello,", "de": "Guten Tag,", "fr": "Bonjour,", "pl": "Dzień dobry,", "ja": "お世話になります。"}
CLOSINGS = {"en": "Kind regards", "de": "Viele Grüße", "fr": "Cordialement", "pl": "Pozdrawiam", "ja": "よろしく"}
WROTE = {"en": "On {at}, {who} wrote:", "de": "Am {at} schrieb {who}:", "fr": "Le {at}, {who} a écrit :"}
SYLLABLES = [consonant + vowel for consonant in "bdklmnrstv" for vowel in "aeio"]
SIGNED = 0.27  # of mails, with "-- "
MEDIAN_BODY, SPREAD = 700, 0.9  # characters of the writer's own; the spread is of its logarithm
MEDIAN_THREAD, THREAD_SPREAD, LONGEST_THREAD = 2.3, 0.9, 40
WIDTH = 72


class Writer:
    """Writes for ever, the same for the same seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lists = {language: (words.split(), _zipf(len(words.split()))) for language, words in LISTS.items()}

    def language(self) -> str:
        return self.random.choices(list(SHARES), SHARES.values())[0]

    def words(self, language: str, count: int) -> list[str]:
        words, weights = self.lists[language]
        return self.random.choices(words, cum_weights=weights, k=count)

    def subject(self, language: str) -> str:
        return " ".join(self.words(language, self.random.randint(2, 9))).capitalize()

    def paragraph(self, language: str, characters: int) -> str:
        """Lines of at most 72 characters, about so many in all."""
        lines, line = [], ""
        for word in self.words(language, max(3, characters // 6)):
            if len(line) + len(word) > WIDTH:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
        return "\n".join([*lines, line]) + "."

    def body(self, language: str, name: str) -> str:
        """What one person writes: greeting, paragraphs, closing, a signature in a share of mails."""
        left = int(self.random.lognormvariate(0, SPREAD) * MEDIAN_BODY)
        parts = [GREETINGS[language]]
        while left > 0:
            size = min(left, self.random.randint(80, 500))
            parts.append(self.paragraph(language, size))
            left -= size
        parts.append(f"{CLOSINGS[language]}\n{name}")
        if self.random.random() < SIGNED:
            parts.append(f"-- \n{name}\n{self.name()} {self.name()}\n+00 555 {self.random.randint(100000, 999999)}")
        return "\n\n".join(parts)

    def answer(self, language: str, name: str, before: str, who: str, at: str) -> str:
        """A body over the one that it answers, quoted whole."""
        quoted = "\n".join(f"> {line}" for line in before.splitlines())
        return f"{self.body(language, name)}\n\n{WROTE.get(language, WROTE['en']).format(at=at, who=who)}\n{quoted}"

    def name(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()

    def thread_length(self) -> int:
        """How many messages a conversation has."""
        return min(LONGEST_THREAD, max(1, round(self.random.lognormvariate(0, THREAD_SPREAD) * MEDIAN_THREAD)))


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (place + 1) for place in range(count)))
