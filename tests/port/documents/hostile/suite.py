"""All hostile files, in the order of the page about them."""

from tests.port.documents.hostile.acting import ACTING
from tests.port.documents.hostile.bombs import BOMBS
from tests.port.documents.hostile.hiding import HIDING
from tests.port.documents.hostile.names import NAMES
from tests.port.documents.hostile.photos import BESIDE_THE_PICTURE
from tests.port.documents.hostile.pictures import BROKEN, COSTLY
from tests.port.documents.hostile.strangers import OTHER_KINDS, TWO_KINDS
from tests.port.documents.hostile.structure import BROKEN_PDFS, LOCKED, OUT_OF_MEASURE

SHELVES = (
    NAMES,
    OTHER_KINDS,
    TWO_KINDS,
    BROKEN,
    COSTLY,
    BESIDE_THE_PICTURE,
    ACTING,
    HIDING,
    LOCKED,
    BROKEN_PDFS,
    OUT_OF_MEASURE,
    BOMBS,
)
FILES = [file for shelf in SHELVES for file in shelf.files]
