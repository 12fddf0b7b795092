"""Words that everybody writes to a desk, and that say nothing about what they ask: three letters and more, without accents."""

BY_LANGUAGE = {
    "Of three letters": """
        aan abo ach ale all als and ani any aos are asi auf aus aux avi bei bez bij bin bis can che chi ces cet con com
        das dat day del dem den der des det die dir dit dla dom dos dot due ein est een era for fur get gli got had han
        has hat het her him his hoe hij how ich ihm ihn ihr ils ist its jak jan kan les lei los las lui mag man mas may
        mei mes met mia mij mio mir mis mit moi muy nas new niz nie nog non not nos nur ook old one our out ora pan par
        pas per pod pol por pro que qui sao ses sei sem ser she sia sie sim sin sir sis sua suo sur sus tak tam tem ten
        ter the tij too tot toi try tua tuo tus tym uit und une uma uns una use usa van via vie vir voi vom von vos wel
        wam was wat way wer who why wie wij wir yes yet you zal zij zum zur zou
    """,
    "English": """
        about after again also always anything because been before being best both cannot could dear does doing done
        each even ever every find from good great greetings have having hello help here into just kind know like
        look made make many more most much must need never nothing only other over please question really regards
        same should since some someone something still such sure take tell than thank thanks that their them then
        there these they thing this those time under until very want well were what when where which while will with
        without work works would your yours team support
    """,
    "German": """
        aber alle allem allen aller alles auch bitte beim dann dass dein deine denn dieser diese dieses doch durch
        einen einem einer eines eine etwas frage freundliche freundlichen fragen guten gibt grusse gruss haben habe
        hallo hatte hilfe ihnen ihre ihrem ihren ihrer immer kann keine konnen konnte machen mein meine mehr mich
        mochte muss nach nicht nichts noch oder schon sehr sich sind soll sollte uber unser unsere viel vielen wann
        warum weil welche wenn werden wieder wird wurde zeit dank danke
    """,
    "Spanish, Portuguese, Italian": """
        algo alguna ante antes aqui buenas buenos como cual cuando desde donde ella ellos entre esta estan estas
        este esto estos favor gracias hace hacer hola luego mucho muchos nada necesito nosotros nuestra nuestro
        nuestros otra otro para pero porque puede puedo pueden quiero saludos sera sido sobre solo tambien tener
        tiene tienen todo todos usted ustedes ayuda obrigado obrigada voce voces preciso posso pode seja isso isto
        esse essa mais meus minha minhas muito nosso nossa quando quero sempre temos tenho tudo alla anche ancora
        buongiorno ciao come cosa cordiali dalla delle della dello dopo dove fare grazie molto nella nostro nostra
        perche prego prima qualche quale quello questa questo quindi saluti siamo sono stato tutti tutto vorrei
        vostro vostra bisogno aiuto
    """,
    "French": """
        alors apres aussi avant avec avez avoir bien bonjour cela celle celui cette chez comme comment cordialement
        dans depuis deux doit donc elle elles encore entre etait etes etre faire fait faut leur leurs mais meme
        merci moins nous notre parce pendant peut peux plus pour pourquoi pouvez puis quand quel quelle quelque quoi
        sans sera serait sont sous suis tous tout toute toutes tres votre vous voudrais besoin aide
    """,
    "Dutch, Polish": """
        alle alleen alles altijd andere bent daar deze door dank bedankt doen eens geen goed graag groeten hallo
        hebben hebt heeft hier hulp iets jullie kunnen kunt maar maken meer mijn moet naar niet niets nodig omdat
        onze over vriendelijke vraag waarom waar wanneer want welke werd weten willen worden wordt zijn zoals zonder
        albo bardzo bedzie bedziemy chce chcialbym czesc czym dlaczego dlatego dobry dzien dziekuje gdzie jaki jakie
        jest jestem jeszcze kiedy ktora ktore ktory moge moja moje mozna musi nasz nasza nasze pani panie panstwo
        panstwa pomoc pozdrawiam prosze przed przez rowniez swoje tego tylko wiec witam wszystko
    """,
}
COMMON = frozenset(" ".join(BY_LANGUAGE.values()).split())
