"""What happens to a paper between the office and the upload."""

from enum import StrEnum
from io import BytesIO
from random import Random

import cv2
import img2pdf
import numpy as np
from PIL import Image, ImageFilter

Pixels = np.ndarray
DESK = (92, 104, 118)


class Condition(StrEnum):
    DIGITAL = "digital"  # an office's own PDF, with a text layer
    CLEAN = "clean scan"
    SKEWED = "skewed"
    NOISY = "noisy"
    TURNED = "on its side or upside down"
    PHOTO = "photo at an angle"
    SMALL_PHOTO = "small photo, blurred"


def file_of(picture: Image.Image, condition: Condition, seed: str) -> bytes:
    """The picture of a page as a file that people upload: scans as PDF, photos as JPEG."""
    chance = Random(seed)
    match condition:
        case Condition.SKEWED:
            return _scan(_turned(picture, chance.choice((-1, 1)) * chance.uniform(1.2, 4.0)), quality=70)
        case Condition.NOISY:
            return _scan(_worn(picture, chance), quality=chance.randint(30, 45))
        case Condition.TURNED:
            return _scan(picture.rotate(chance.choice((90, 180, 270)), expand=True), quality=70)
        case Condition.PHOTO:
            return jpeg(_photographed(picture, chance), quality=68)
        case Condition.SMALL_PHOTO:
            photo = _photographed(picture, chance).filter(ImageFilter.GaussianBlur(1.0))
            return jpeg(photo.resize((960, 1280), Image.Resampling.BILINEAR), quality=50)
        case _:
            return _scan(picture, quality=80)


def jpeg(picture: Image.Image, *, quality: int) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, dpi=(240, 240))
    return target.getvalue()


def _scan(picture: Image.Image, *, quality: int) -> bytes:
    a4 = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)), auto_orient=True)
    return bytes(img2pdf.convert(jpeg(picture.convert("RGB"), quality=quality), layout_fun=a4))


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(250, 250, 250))


def _worn(picture: Image.Image, chance: Random) -> Image.Image:
    """A copy of a copy: pale, grey, speckled, a little out of focus and askew."""
    small = _turned(picture, chance.uniform(-1, 1)).convert("L").resize((1241, 1755), Image.Resampling.BILINEAR)
    soft = np.asarray(small.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32)
    pale = 232 - (255 - soft) * chance.uniform(0.45, 0.6)
    grain = np.random.default_rng(chance.randint(0, 10**9))
    noisy = pale + grain.normal(0, 13, pale.shape)
    noisy[grain.random(pale.shape) > 0.997] -= 110
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def _photographed(picture: Image.Image, chance: Random) -> Image.Image:
    """From above a desk, not quite over the paper, with the light from one side and the shadow of the hand."""
    paper = np.asarray(picture.convert("RGB"))
    height, width = paper.shape[:2]
    canvas = (1512, 2016)
    target = np.array([(150, 170), (1360, 170), (1360, 1880), (150, 1880)], dtype=np.float32)
    target += np.array([(chance.uniform(-75, 75), chance.uniform(-75, 75)) for _ in range(4)], dtype=np.float32)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    photo = cv2.warpPerspective(
        paper, matrix, canvas, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=DESK
    )
    lit = photo.astype(np.float32) * _light(canvas, chance)
    grain = np.random.default_rng(chance.randint(0, 10**9))
    lit = cv2.GaussianBlur(lit, (0, 0), 0.9) + grain.normal(0, 4, lit.shape)
    return Image.fromarray(lit.clip(0, 255).astype(np.uint8))


def _light(canvas: tuple[int, int], chance: Random) -> Pixels:
    across, down = np.meshgrid(np.linspace(0, 1, canvas[0]), np.linspace(0, 1, canvas[1]))
    slope = 1 - chance.uniform(0.2, 0.45) * (across if chance.random() < 0.5 else 1 - across)
    shadow = 1 - chance.uniform(0.1, 0.3) / (1 + np.exp(-(down - chance.uniform(0.5, 0.9)) * 30))
    return (slope * shadow)[..., None].astype(np.float32)
