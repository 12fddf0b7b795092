"""Writes the mails of `corpus/` that no person could type: charsets, broken MIME, files, mail systems.

    python -m tests.mail.make_corpus

The files are committed; run it again only to add a mail. People, companies and words are made up. Each mail is a
`name.eml` with a `name.json` beside it, that holds only what the mail is there to show.
"""

import json
from pathlib import Path

from tests.mail import corpus_broken, corpus_charsets, corpus_files, corpus_machines

CORPUS = Path(__file__).parent / "corpus"
KINDS = (corpus_charsets, corpus_broken, corpus_files, corpus_machines)


def main() -> None:
    for kind in KINDS:
        for name, (raw, expected) in kind.MAILS.items():
            (CORPUS / f"{name}.eml").write_bytes(raw)
            text = json.dumps(expected, ensure_ascii=False, indent=2)
            (CORPUS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
