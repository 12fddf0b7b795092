"""A bare thank-you is known in eight languages; whatever says anything else is none."""

import pytest

from tests.tickets.telling import said
from transom.tickets.thanks import is_only_thanks, is_same_subject
from transom.tickets.words import NewAttachment

NAMES = ("Ann Meyer", "Sue Lindqvist", "Acme Clinics")


def only_thanks(text, **more):
    return is_only_thanks(said(text, **more), NAMES)


THANKS = {
    "en": """Thanks! | Thank you. | Thank you very much! | THANKS A LOT | many thanks | Thx | Thanks, Sue | Hi Sue, thank you
        so much! | Great, thanks! | Perfect, thank you. | OK thanks | Thanks for your help! | Thank you for the quick
        reply. | Thanks for everything | It works now, thank you! | Got it, thanks. | Problem solved, thank you! |
        Thanks again. Have a nice weekend! | Much appreciated. | Thank you, Sue. You're the best! | Thanks for the
        explanation. | Dear Sue, thank you. Kind regards, Ann | Cheers, thanks | Thank you all! | Thanks and regards |
        Hello team, many thanks for the great support! | Thanks for the clarification""",
    "de": """Danke! | Vielen Dank! | Herzlichen Dank | Danke schön | Dankeschön! | Besten Dank. | Hallo Sue, vielen Dank! |
        Super, danke! | Perfekt, vielen Dank. | Danke für die schnelle Hilfe! | Vielen Dank für Ihre Antwort. | Jetzt
        geht es, danke! | Klappt, danke | Funktioniert wieder, vielen Dank! | Danke, Sue! Schönes Wochenende! | Vielen
        lieben Dank für alles | Ich danke Ihnen. | Guten Tag, vielen Dank für die rasche Hilfe. Mit freundlichen Grüßen
        Ann Meyer | vielen dank und viele gruesse | Alles klar, danke. | Sehr geehrte Frau Lindqvist, besten Dank! |
        Danke vielmals! LG Ann | Moin, danke! | Nochmals vielen Dank!""",
    "fr": """Merci ! | Merci beaucoup. | Un grand merci ! | Bonjour Sue, merci beaucoup ! | Merci pour votre aide. | Mille
        mercis | Parfait, merci ! | C'est parfait, merci beaucoup. | Merci pour votre réponse rapide ! | Je vous
        remercie. | Merci bien, bonne journée ! | Ça marche maintenant, merci ! | Super, merci Sue | Encore merci ! |
        Nous vous remercions pour votre réactivité. | Bonjour, merci. Cordialement, Ann | Merci et bonne soirée | Merci
        pour l’aide""",
    "es": """Gracias | ¡Muchas gracias! | Mil gracias. | Hola Sue, muchas gracias | Gracias por su ayuda. | Perfecto,
        gracias! | Ya funciona, muchas gracias. | Muchas gracias por la rápida respuesta | Muchísimas gracias por todo |
        Vale, gracias | Muy agradecida. Un saludo, Ann | Genial, ¡gracias! Buen fin de semana | Problema resuelto,
        gracias. | Buenos días, muchas gracias. Saludos cordiales | De nuevo, gracias""",
    "it": """Grazie! | Grazie mille | Mille grazie! | Tante grazie. | Ciao Sue, grazie mille! | Grazie per l'aiuto |
        Perfetto, grazie! | Ora funziona, grazie. | Grazie per la rapida risposta! | La ringrazio molto. | Vi ringrazio.
        Buona giornata! | Buongiorno, grazie mille. Cordiali saluti, Ann | Ottimo, grazie ancora! | Tutto ok, grazie |
        Grazie per la disponibilità""",
    "nl": """Bedankt! | Dank je wel | Dankjewel! | Hartelijk dank. | Hoi Sue, bedankt! | Heel erg bedankt | Top, bedankt! |
        Bedankt voor de snelle reactie! | Het werkt weer, dank u wel. | Dank voor uw hulp | Nogmaals bedankt. Fijn
        weekend! | Geachte heer, hartelijk dank. Met vriendelijke groet, Ann | Perfect, dank je | Hartelijk bedankt voor
        alle moeite""",
    "pl": """Dziękuję! | Dziękuję bardzo. | Dzięki | Bardzo dziękuję! | Wielkie dzięki! | Dzień dobry, dziękuję. | Super,
        dzięki! | Dziękuję za szybką pomoc! | Działa, dziękuję. | Dziekuje bardzo, pozdrawiam Ann | Serdecznie dziękuję
        za odpowiedź. | Dziękujemy! Miłego dnia | Jeszcze raz dziękuję | Wszystko działa, wielkie dzięki! | Dziękuję. Z
        poważaniem Ann Meyer""",
    "pt": """Obrigado! | Obrigada. | Muito obrigado! | Muito obrigada pela ajuda! | Olá Sue, obrigada | Perfeito, obrigado. |
        Obrigado pela resposta rápida. | Já funciona, muito obrigada! | Agradeço muito. | Bom dia, muito obrigado.
        Atenciosamente, Ann | Valeu! | Ótimo, obrigado | Mais uma vez obrigado! Bom fim de semana | Problema resolvido,
        obrigada pelo apoio | Grato. Cumprimentos""",
}
MORE = {
    "en": """Thanks in advance | Thank you in advance! | No thanks | No, thank you. | Yes, thanks | Thanks but it still
        crashes | Thanks, but no | Thanks for nothing | Thanks, still broken | Thank you, it does not work | Thanks,
        please call me | Thanks, I will try | Thanks - and the invoice | Thanks! One more thing | Thank you, please
        close it | Thanks, when is it live | Thanks for looking into this | Thanks for your attention to this matter |
        Any help is much appreciated | Works. Not. | Thanks, works most of the time | Thanks, it worked yesterday |
        thanks to you nothing works | Thank God | Great | It works | Ok | Hello | Hi Sue | Best regards, Ann | Ann Meyer
        | Thanks for the reply however | I want to say thanks later | No problem, thanks | Thank you for letting me
        know, I wait | Thanks, same here | Ticket 8 thanks | thanks not | Not thanks | Thanks, unsubscribe | Thanks, the
        printer | Thanks Bob""",
    "de": """Danke im Voraus | Vielen Dank im Voraus! | Danke schon mal | Danke schon jetzt | Nein danke | Ja, danke | Danke,
        aber es geht nicht | Danke, geht leider nicht | Danke, bitte um Rückruf | Danke vorab | Danke, ich teste das |
        Vielen Dank, noch eine Frage | Danke für nichts | Danke, wann kommt das | Danke, funktioniert fast | Danke, der
        Drucker | Danke für den Hinweis, aber | Danke, das Problem besteht weiterhin | Ich danke Ihnen für eine schnelle
        Antwort bis morgen | Bitte | Funktioniert | Danke, es geht wieder nicht | Danke, noch offen | undankbar""",
    "fr": """Merci d'avance | Merci par avance | Merci de me rappeler | Merci de votre réponse | Merci de faire le nécessaire
        | Non merci | Oui merci | Merci mais ça ne marche pas | Merci, toujours en panne | Merci, ça marche pas | Merci,
        encore une question | Dans l'attente, merci | Merci pour votre retour | Merci, je vais essayer | Bonjour |
        Parfait | Je vous remercie de votre patience | Je vous remercie par avance pour votre aide | Merci, il manque la
        facture | Merci de vérifier | sans merci""",
    "es": """Gracias de antemano | Gracias por adelantado | No, gracias | Sí, gracias | Gracias pero no funciona | Gracias,
        sigue igual | Gracias, no funciona | Gracias, falta la factura | Gracias, otra pregunta | Quedo a la espera,
        gracias | Gracias a Dios | Muchas gracias, lo pruebo mañana | Hola | Gracias, favor de llamarme | Perfecto | Le
        agradezco una respuesta""",
    "it": """Grazie in anticipo | Ringrazio anticipatamente | No grazie | Sì, grazie | Grazie ma non funziona | Grazie,
        ancora niente | Grazie, resto in attesa | Grazie, manca la fattura | Grazie, potete chiamarmi | Grazie, provo
        domani | Buongiorno | Perfetto | Grazie, non va | Vi ringrazio se mi rispondete | Grazie, un'altra cosa""",
    "nl": """Alvast bedankt | Bij voorbaat dank | Nee bedankt | Nee, dank je | Ja, bedankt | Bedankt maar het werkt niet |
        Bedankt, werkt nog niet | Bedankt, nog een vraag | Bedankt, ik probeer het | Bedankt, bel mij | Hallo | Top |
        Bedankt, de factuur ontbreekt | Graag hoor ik van u, dank | Bedankt, wanneer is het klaar""",
    "pl": """Z góry dziękuję | Dziękuję z góry | Nie, dziękuję | Tak, dziękuję | Dziękuję, ale nie działa | Dzięki, nadal nie
        działa | Dziękuję, proszę o kontakt | Dziękuję, jeszcze jedno pytanie | Dzięki, sprawdzę | Dzień dobry | Super |
        Dziękuję, czekam | Dziękuję, brakuje faktury | Już nie działa, dzięki""",
    "pt": """Desde já obrigado | Obrigado desde já | Não, obrigado | Sim, obrigado | Obrigado, mas não funciona | Obrigado,
        ainda não | Obrigada, falta a fatura | Obrigado, vou testar | Aguardo, obrigado | Obrigado, outra pergunta | Olá
        | Perfeito | Agradeço retorno | Agradeço a vossa resposta até amanhã | Obrigado, continua igual | Obrigado, por
        favor ligue""",
}


def cases(table):
    return [(language, " ".join(text.split())) for language, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("language", "text"), cases(THANKS))
def test_a_thank_you_is_known(language, text):
    assert only_thanks(text)
    assert only_thanks(f"  {text}\r\n\r\n")
    assert only_thanks(f"{text} 🙂")


@pytest.mark.parametrize(("language", "text"), cases(THANKS))
@pytest.mark.parametrize(
    "more", ["?", " Is that all?", "\nIt is still broken", " 12", " (see below)", "\nbut", " 👎", " :-("]
)
def test_with_anything_more_it_is_none(language, text, more):
    assert not only_thanks(text + more)


@pytest.mark.parametrize(("language", "text"), cases(MORE))
def test_what_says_more_or_something_else_is_none(language, text):
    assert not only_thanks(text)


SIGNED = (
    "Thanks!\n\nAnn",
    "Thanks!\n-- \nAnn Meyer\nAcme Clinics\nTel. +49 30 1234567",
    "Thank you,\nAnn Meyer\nAcme Clinics\n+49 30 1234567\nwww.acme.example",
    "Danke!\n\nViele Grüße\nAnn Meyer\nLeiterin Einkauf\nann@acme.example",
    "Merci !\n\nEnvoyé de mon iPhone",
    "Thanks!\nSent from my iPhone",
    "Bedankt!\nVerstuurd vanaf mijn iPhone",
    "Obrigado!\nEnviado do meu iPhone",
    "Grazie\nInviato da iPhone",
    "Danke\nVon meinem iPhone gesendet",
    "*Thanks* 🙏🏽👍",
    "Thank\u200b you",
    "“Thank you”",
    "Thanks :-) ;) :D",
    "MERCI BEAUCOUP !!!",
)


@pytest.mark.parametrize("text", SIGNED)
def test_names_signatures_devices_and_friendly_signs_may_stand_around_it(text):
    assert only_thanks(text)


LIES = (
    "",
    " \n ",
    "🙏",
    "👍",
    "Ann Meyer",
    "Thanks!\n-- \nP.S. It is still broken",
    "Thanks!\n-- \nAnn Meyer\nCan you call me?",
    "Thanks!\n\nAnn\n\nPS: the export fails",
    "Thanks\nAnn\nand the other printer",
    "Thanks,\nBob Unknown",
    "Thanks\nAnn\nPrinter Five",
    "Thanks!\n\nBest regards\nAnn Meyer\nwe have no access",
    "Thanks\nSent from my phone because the computer crashed",
    "Thanks. " * 60,
    "Thаnks",
    "Thanks\uff1f",
    "¿Gracias?",
    "Thanks; Thanks/no",
    "Thanks 1",
    "Thanks @Sue",
    "> Thanks",
    "Thanks http://evil.example",
    "Thanks 😡",
    "Thanks :(",
    "Thanks <b>no</b>",
    "it still crashes\nThanks",
    "Thanks = nothing",
)


@pytest.mark.parametrize("text", LIES)
def test_in_doubt_it_is_none(text):
    assert not only_thanks(text)


def test_quoted_mail_and_a_folded_signature_are_not_read_as_words():
    text = "Thanks!\nOn Monday Sue wrote:\n> Is it still broken?\n-- \nAnn Meyer, +49 30 1234567"
    quote, sign = text.index("On Monday"), text.index("-- ")
    assert only_thanks(text, folds=((quote, sign, "quote"), (sign, len(text), "signature")))
    assert not only_thanks(text)


def test_a_folded_signature_in_which_somebody_says_something_is_read():
    text = "Thanks!\n-- \nAnn Meyer\nThe second printer is still broken"
    assert not only_thanks(text, folds=((text.index("-- "), len(text), "signature"),))


def test_what_lawyers_wrote_below_a_signature_is_not_read():
    notice = "This mail is confidential. If you are not the intended recipient, please notify the sender and do not use it in error."
    text = f"Thanks!\n-- \nAnn Meyer\n\n{notice}"
    assert only_thanks(text, folds=((text.index("-- "), len(text), "signature"),))


def test_a_file_says_more_than_thank_you():
    file = NewAttachment(file=None, filename="picture.png", content_type="image/png")
    assert not only_thanks("Thanks!", attachments=(file,))


def test_names_that_are_not_known_here_are_words_like_any_other():
    assert is_only_thanks(said("Thanks, Sue"), ["Sue Lindqvist"])
    assert not is_only_thanks(said("Thanks, Sue"), [])


def test_nobody_is_called_like_a_complaint():
    assert not is_only_thanks(said("Thanks, still broken"), ["Still Broken"])


@pytest.mark.parametrize(
    ("subject", "same"),
    [
        ("The printer is on fire", True),
        ("Re: The printer is on fire", True),
        ("AW: RE[2]: [#12] the  printer is on FIRE", True),
        ("Odp: The printer is on fire", True),
        ("", True),
        ("Re: ", True),
        ("The printer is on fire again", False),
        ("Urgent: The printer is on fire", False),
        ("Still broken", False),
        ("Not: The printer is on fire", False),
    ],
)
def test_a_subject_of_its_own_says_more_than_its_text(subject, same):
    assert is_same_subject(subject, ["Re: The printer is on fire"]) is same
