"""What Django looks at before it starts: without the compiled translations, English pages would be in Chinese."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

HINT = "Run `python -m tools.translations`."


@register
def translations_are_compiled(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    sources = [source for folder in settings.LOCALE_PATHS for source in Path(folder).glob("*/LC_MESSAGES/*.po")]
    return [
        Error(f"{source} is newer than what was compiled of it.", hint=HINT, id="portpass.E001")
        for source in sources
        if _is_outdated(source)
    ]


def _is_outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
