"""The engine that turns a picture of letters into letters: models of its own package, one thread, no network."""

import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Height, width, and blue, green, red."""
Corners = NDArray[np.float64]
"""Upper left, upper right, lower right, lower left, each as x and y in pixels; seen along the text."""

LONGEST_SIDE = 1000  # pixels in which lines are looked for; what stands in them is read from the whole picture
LEAST_SCORE = 0.5

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Seen:
    """`score` (0 to 1) is how sure the engine is of its letters."""

    text: str
    score: float
    corners: Corners


def see(picture: Pixels) -> list[Seen]:
    """The lines in the picture, from above to below."""
    with _ONE_AT_A_TIME:
        found = _engine()(picture, use_det=True)
    if found.boxes is None:
        return []
    return [
        Seen(text, float(score), corners.astype(np.float64))
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


def get_ready() -> None:
    """Make the engine now, which the first page would otherwise wait for."""
    _engine()(np.full((64, 320, 3), 255, dtype=np.uint8), use_det=True)
    _engine()(np.full((64, 320, 3), 255, dtype=np.uint8), use_det=False)


def read_line(picture: Pixels) -> tuple[str, float]:
    """Text and score of a picture that is one line and nothing else."""
    with _ONE_AT_A_TIME:
        found = _engine()(picture, use_det=False)
    return (found.txts[0], float(found.scores[0])) if found.txts else ("", 0.0)


@cache
def _engine() -> Any:
    """Made at the first page: it takes a second and some 150 MB, which a process that reads nothing should not spend.

    With the path of a model given, the package does not look for another one; it could only fetch it.
    """
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    models = files("rapidocr") / "models"
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": LEAST_SCORE,
            "Global.max_side_len": 10_000,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST_SIDE,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
        }
    )
