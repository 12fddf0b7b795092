"""Writes `corpus/reply-matrix-*` and `corpus/forward-matrix-*`: eight languages as four mail programs write them.

    python -m tests.mail.make_replies

The files are committed; run it again only to add a language or a program. The people and their words are made up.
"""

import base64
import json
import quopri
import textwrap
from dataclasses import dataclass
from email.header import Header
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Language:
    """One language's words. `{n}` stands for the name and `{a}` for the address of who wrote the older mail."""

    code: str
    answer: str
    older: str
    closing: str
    subject: str
    charset: str
    gmail: str
    apple: str
    thunderbird: str
    outlook: tuple[str, str, str, str]  # labels From, Sent, To, Subject
    outlook_date: str
    outlook_prefixes: tuple[str, str]  # answer, forward
    phone: str
    gmail_forward: str
    apple_forward: str
    thunderbird_forward: str
    thunderbird_labels: tuple[str, str, str, str]  # Subject, Date, From, To


LANGUAGES = (
    Language(
        "en", "The import works now, thank you.\n\nOne thing is left: the log still shows a warning.",
        "Please try the import again, we changed the limit.", "Best regards", "Import stops at line 7", "us-ascii",
        "On Tue, Mar 12, 2024 at 2:22 PM {n} <{a}> wrote:", "On 12 Mar 2024, at 14:22, {n} <{a}> wrote:",
        "On 12/03/2024 14:22, {n} wrote:", ("From", "Sent", "To", "Subject"), "Tuesday, March 12, 2024 2:22 PM",
        ("RE", "FW"), "Sent from my iPhone", "Forwarded message", "Begin forwarded message", "Forwarded Message",
        ("Subject", "Date", "From", "To"),
    ),
    Language(
        "de", "Der Import läuft jetzt, vielen Dank.\n\nEine Frage bleibt: Warum steht noch eine Warnung im Protokoll?",
        "Bitte versuchen Sie es noch einmal, die Grenze ist größer.", "Mit freundlichen Grüßen",
        "Import bricht in Zeile 7 ab", "iso-8859-1", "Am Di., 12. März 2024 um 14:22 Uhr schrieb {n} <{a}>:",
        "Am 12.03.2024 um 14:22 schrieb {n} <{a}>:", "Am 12.03.24 um 14:22 schrieb {n}:",
        ("Von", "Gesendet", "An", "Betreff"), "Dienstag, 12. März 2024 14:22", ("AW", "WG"),
        "Von meinem iPhone gesendet", "Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht",
        "Weitergeleitete Nachricht", ("Betreff", "Datum", "Von", "An"),
    ),
    Language(
        "fr", "L'importation fonctionne maintenant, merci.\n\nUn avertissement reste dans le journal à la fin.",
        "Veuillez réessayer, la limite a été relevée.", "Cordialement", "L'importation s'arrête", "iso-8859-1",
        "Le mar. 12 mars 2024 à 14:22, {n} <{a}> a écrit :", "Le 12 mars 2024 à 14:22, {n} <{a}> a écrit :",
        "Le 12/03/2024 à 14:22, {n} a écrit\xa0:", ("De", "Envoyé", "À", "Objet"), "mardi 12 mars 2024 14:22",
        ("RE", "TR"), "Envoyé de mon iPhone", "Message transféré", "Début du message transféré", "Message transféré",
        ("Sujet", "Date", "De", "Pour"),
    ),
    Language(
        "es", "La importación ya funciona, gracias.\n\n¿Por qué sigue habiendo un aviso en el registro?",
        "Inténtelo otra vez, hemos subido el límite.", "Saludos cordiales", "La importación se detiene", "iso-8859-1",
        "El mar, 12 mar 2024 a las 14:22, {n} (<{a}>) escribió:", "El 12 mar 2024, a las 14:22, {n} <{a}> escribió:",
        "El 12/3/24 a las 14:22, {n} escribió:", ("De", "Enviado", "Para", "Asunto"),
        "martes, 12 de marzo de 2024 14:22", ("RE", "RV"), "Enviado desde mi iPhone", "Mensaje reenviado",
        "Inicio del mensaje reenviado", "Mensaje reenviado", ("Asunto", "Fecha", "De", "Para"),
    ),
    Language(
        "it", "Ora l'importazione funziona, grazie.\n\nPerché nel registro c'è ancora un avviso?",
        "Provi di nuovo, abbiamo alzato il limite.", "Cordiali saluti", "L'importazione si ferma", "iso-8859-1",
        "Il giorno mar 12 mar 2024 alle ore 14:22 {n} <{a}> ha scritto:",
        "Il giorno 12 mar 2024, alle ore 14:22, {n} <{a}> ha scritto:", "Il 12/03/2024 14:22, {n} ha scritto:",
        ("Da", "Inviato", "A", "Oggetto"), "martedì 12 marzo 2024 14:22", ("R", "I"), "Inviato da iPhone",
        "Messaggio inoltrato", "Inizio messaggio inoltrato", "Messaggio Inoltrato",
        ("Oggetto", "Data", "Mittente", "A"),
    ),
    Language(
        "pt", "A importação já funciona, obrigado.\n\nPor que ainda há um aviso no registo?",
        "Por favor tente de novo, aumentámos o limite.", "Com os melhores cumprimentos", "A importação para",
        "iso-8859-1", "{n} <{a}> escreveu no dia terça, 12/03/2024 à(s) 14:22:",
        "Em 12 de mar. de 2024, à(s) 14:22, {n} <{a}> escreveu:", "Às 14:22 de 12/03/24, {n} escreveu:",
        ("De", "Enviado", "Para", "Assunto"), "terça-feira, 12 de março de 2024 14:22", ("RE", "ENC"),
        "Enviado do meu iPhone", "Mensagem encaminhada", "Início da mensagem reencaminhada",
        "Mensagem reencaminhada", ("Assunto", "Data", "De", "Para"),
    ),
    Language(
        "nl", "Het importeren lukt nu, dank u wel.\n\nWaarom staat er nog een waarschuwing in het logboek?",
        "Probeer het nog eens, de grens is verhoogd.", "Met vriendelijke groet", "Import stopt bij regel 7",
        "iso-8859-1", "Op di 12 mrt 2024 om 14:22 schreef {n} <{a}>:",
        "Op 12 mrt. 2024, om 14:22 heeft {n} <{a}> het volgende geschreven:", "Op 12-03-2024 om 14:22 schreef {n}:",
        ("Van", "Verzonden", "Aan", "Onderwerp"), "dinsdag 12 maart 2024 14:22", ("RE", "FW"),
        "Verstuurd vanaf mijn iPhone", "Doorgestuurd bericht", "Begin doorgestuurd bericht", "Doorgestuurd bericht",
        ("Onderwerp", "Datum", "Van", "Aan"),
    ),
    Language(
        "pl", "Import już działa, dziękuję.\n\nDlaczego w dzienniku wciąż jest ostrzeżenie?",
        "Proszę spróbować jeszcze raz, zwiększyliśmy limit.", "Z poważaniem", "Import się zatrzymuje", "iso-8859-2",
        "wt., 12 mar 2024 o 14:22 {n} <{a}> napisał(a):",
        "Wiadomość napisana przez {n} <{a}> w dniu 12.03.2024, o godz. 14:22:",
        "W dniu 12.03.2024 o 14:22, {n} pisze:", ("Od", "Wysłano", "Do", "Temat"), "wtorek, 12 marca 2024 14:22",
        ("Odp", "PD"), "Wysłane z iPhone'a", "Wiadomość przekazana dalej", "Początek przekazywanej wiadomości",
        "Treść przekazanej wiadomości", ("Temat", "Data", "Nadawca", "Adresat"),
    ),
)  # fmt: skip

DESK = ("Sue Okafor", "support@desk.example")
ANN = ("Ann Lindqvist", "ann.lindqvist@acme.example")
ORIGINAL = ("Olga Marini-Steinhoff", "olga.marini@customer.example")


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def introduced(template: str, person: tuple[str, str], width: int = 76) -> str:
    """The attribution, wrapped as the programs wrap it."""
    return "\n".join(textwrap.wrap(template.format(n=person[0], a=person[1]), width, break_on_hyphens=False))


def header_lines(labels: tuple[str, ...], values: tuple[str, ...]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))


def apple_quote(attribution: str, older: str) -> str:
    """On a Mac the attribution itself is quoted too; where it fits a line, we take the Mac, else the phone."""
    return f"{attribution}\n\n{quoted(older)}" if "\n" in attribution else quoted(f"{attribution}\n\n{older}")


def outlook_block(language: Language, person: tuple[str, str]) -> str:
    sender = f"{person[0]} <{person[1]}>"
    return header_lines(language.outlook, (sender, language.outlook_date, DESK[1], language.subject))


def card(language: Language) -> str:
    return f"{language.closing}\n\n{ANN[0]}\nAcme Tooling\nTel. +44 20 7946 0958\n{ANN[1]}"


def replies(language: Language) -> dict[str, tuple[str, str, str, list[str]]]:
    """By program: (text, transfer encoding, subject prefix, what must be folded)."""
    older, answer = language.older, language.answer
    gmail, apple, thunderbird = (
        introduced(template, DESK) for template in (language.gmail, language.apple, language.thunderbird)
    )
    card_text, block = card(language), outlook_block(language, DESK)
    return {
        "outlook": (
            f"{answer}\n\n{card_text}\n\n{block}\n\n{older}\n\nSue\n",
            "quoted-printable", language.outlook_prefixes[0], [ANN[0], block, older],
        ),
        "gmail": (f"{answer}\n\n{gmail}\n\n{quoted(older)}\n>\n", "base64", "Re", [gmail, quoted(older)]),
        "apple": (
            f"{answer}\n\n{language.phone}\n\n{apple_quote(apple, older)}\n",
            "quoted-printable", "Re", [language.phone, older],
        ),
        "thunderbird": (
            f"{thunderbird}\n{quoted(older)}\n\n{answer}\n\n-- \n{ANN[0]}\nAcme Tooling\n",
            "8bit", "Re", [thunderbird, quoted(older), "Acme Tooling"],
        ),
    }  # fmt: skip


def forwards(language: Language) -> dict[str, tuple[str, str, str]]:
    """By program: (text, transfer encoding, subject prefix)."""
    sender = f"{ORIGINAL[0]} <{ORIGINAL[1]}>"
    subject, date, from_, to = language.thunderbird_labels
    above, older = language.closing, language.answer
    gmail = header_lines((from_, "Date", "Subject", to), (sender, "12 Mar 2024 14:22", language.subject, DESK[1]))
    apple = header_lines((from_, subject, date, to), (sender, language.subject, language.outlook_date, DESK[1]))
    tabs = header_lines((subject, date, from_, to), (language.subject, "Tue, 12 Mar 2024 14:22", sender, DESK[1]))
    return {
        "outlook": (
            f"{above}\n\n{outlook_block(language, ORIGINAL)}\n\n{older}\n",
            "quoted-printable", language.outlook_prefixes[1],
        ),
        "gmail": (f"{above}\n\n---------- {language.gmail_forward} ---------\n{gmail}\n\n\n{older}\n", "base64", "Fwd"),
        "apple": (f"{above}\n\n{language.apple_forward}:\n\n{quoted(apple)}\n>\n{quoted(older)}\n", "8bit", "Fwd"),
        "thunderbird": (
            f"{above}\n\n\n-------- {language.thunderbird_forward} --------\n{tabs}\n\n\n\n{older}\n", "8bit", "Fwd",
        ),
    }  # fmt: skip


def raw_mail(name: str, subject: str, text: str, charset: str, encoding: str) -> bytes:
    """A plain mail. Outlook's have CRLF, the others LF; encodings and charsets are those the programs choose."""
    body = text.encode(charset)
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = [
        f"From: {ANN[0]} <{ANN[1]}>",
        f"To: {DESK[0]} <{DESK[1]}>",
        f"Subject: {Header(subject, charset, header_name='Subject').encode()}",
        "Date: Wed, 13 Mar 2024 09:05:00 +0000",
        f"Message-ID: <{name}@acme.example>",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={charset}",
        f"Content-Transfer-Encoding: {encoding}",
    ]
    raw = "\n".join(head).encode("ascii") + b"\n\n" + body
    return raw.replace(b"\n", b"\r\n") if "outlook" in name else raw


def write(name: str, raw: bytes, expected: dict) -> None:
    (CORPUS / f"{name}.eml").write_bytes(raw)
    text = json.dumps(expected, ensure_ascii=False, indent=2)
    (CORPUS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    CORPUS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        for program, (text, encoding, prefix, folded) in replies(language).items():
            charset = language.charset if program == "outlook" else "utf-8"
            name = f"reply-matrix-{language.code}-{program}"
            raw = raw_mail(name, f"{prefix}: {language.subject}", text, charset, encoding)
            write(name, raw, {"visible": language.answer, "folded": folded, "forwarded": None})
        for program, (text, encoding, prefix) in forwards(language).items():
            charset = language.charset if program == "outlook" else "utf-8"
            name = f"forward-matrix-{language.code}-{program}"
            forwarded = {
                "sender": ORIGINAL[1],
                "subject": language.subject,
                "text_contains": language.answer,
                "above": language.closing,
            }
            raw = raw_mail(name, f"{prefix}: {language.subject}", text, charset, encoding)
            write(name, raw, {"forwarded": forwarded})


if __name__ == "__main__":
    main()
