"""One more type of ticket. It is a draft until its path is published, and nobody can choose it before."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from msgspec.structs import replace

from transom.people.actor import Actor
from transom.process.drafts import require_admin
from transom.process.models import PathDraft
from transom.workflow.document import as_json
from transom.workflow.models import TicketType
from transom.workflow.reading import path_today


@transaction.atomic
def begin_type(name: str, purpose: str, *, like: TicketType, words: str, actor: Actor, now: datetime) -> PathDraft:
    """The draft of a type of this name whose path begins as that of `like`. `words` say so among its edits."""
    require_admin(actor)
    last = TicketType.objects.aggregate(last=Max("position"))["last"] or 0
    row = TicketType.objects.create(slug=free_slug(name), name=name, purpose=purpose, position=last + 1)
    path = replace(path_today(like), type=row.slug, name=name, purpose=purpose, remaps={})
    draft = PathDraft.objects.create(ticket_type=row, based_on=None, began_by_id=actor.id, began_at=now)
    draft.edits.create(number=0, document=as_json(path), words=words, by_id=actor.id, at=now)
    return draft


def forget_type(row: TicketType) -> bool:
    """Removes a type that was never published and has no draft any more; says whether it did."""
    used = row.versions.exists() or PathDraft.objects.filter(ticket_type=row).exists()
    if not used:
        row.delete()
    return not used


def free_slug(name: str) -> str:
    stem = slugify(name)[:44] or "type"
    taken = set(TicketType.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
