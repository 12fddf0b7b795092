"""How files and pages leave: files from the folder made at the start and to be kept for good, pages compressed."""

from collections.abc import Iterator

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from transom.config.static_files import folder


class Made(BaseFinder):
    """Finds what `static_files` has made."""

    def check(self, **kwargs) -> list:
        return []

    @property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(location=folder())

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        found = self.storage.path(path) if self.storage.exists(path) else ""
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in get_files(self.storage, ignore_patterns):
            yield path, self.storage


class Files(WhiteNoiseMiddleware):
    """Every address under the static one has the mark of its content, so none is ever asked for again."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        return True


class SmallPages(GZipMiddleware):
    """Compresses pages, and pages alone: files go out as they lie, and live news are never kept back.

    Our pages hold a token beside words that others write. Django masks the token anew in each page, and hides a page's
    length behind a file name of random length (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response
