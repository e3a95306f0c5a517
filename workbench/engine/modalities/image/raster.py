"""Pictures that Pillow opens: PNG, JPEG, BMP, GIF and WebP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import BmpImagePlugin, GifImagePlugin, Image, JpegImagePlugin, WebPImagePlugin
from PIL.PngImagePlugin import PngImageFile

from workbench.engine.contracts import Part
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import large_png
from workbench.engine.modalities.image.damage import DAMAGE
from workbench.engine.modalities.image.pixels import over_white, plain, upright
from workbench.engine.modalities.image.shrinking import LONG_SIDE_PX, BoxMean, factor_for

# Pillow warns and then refuses from 89 megapixels on. The limit and the sentence are ours
# (`shrinking.MAX_PIXELS`), and switching Pillow's off around each call would not be thread-safe.
Image.MAX_IMAGE_PIXELS = None

# Only what is promised: Pillow's text formats would take a text file for a picture. Pillow finds only
# those formats by name whose plugin was imported. JPEGs of several pictures open as the first.
_FORMATS = tuple(
    kind.format
    for kind in (
        PngImageFile,
        JpegImagePlugin.JpegImageFile,
        BmpImagePlugin.BmpImageFile,
        BmpImagePlugin.DibImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
_ORIENTATION = 0x0112
_GREY_MODES = frozenset({"1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_MAX_BYTES = 2_400_000_000


def parts(path: Path) -> tuple[Part, ...]:
    """The one picture of the file, from its head; of a moving picture the first frame."""
    with Image.open(path, formats=_FORMATS) as image:
        width, height = image.size
        if _orientation(image) >= 5:
            width, height = height, width
        channels = 1 if image.mode in _GREY_MODES else 3
        return (Part(width=width, height=height, channels=channels),)


def read(path: Path, at_least_px: int | None = None) -> NDArray[Any]:
    """(H, W, C) in the file's number type, upright.

    With `at_least_px` a JPEG may come 2, 4 or 8 times smaller, neither side below that; much faster.
    """
    with Image.open(path, formats=_FORMATS) as image:
        if at_least_px:
            image.draft(None, (at_least_px, at_least_px))
        array = _deep_png(path, image)
        if array is None:
            image.load()
            array = _flat(image)
        return plain(upright(array, _orientation(image)))


def read_reduced(path: Path) -> NDArray[Any]:
    """(h, w, C), upright, the longer side at most `LONG_SIDE_PX`, in at most about 2.5 GB."""
    with Image.open(path, formats=_FORMATS) as image:
        array = large_png.read_reduced(path) if image.format == "PNG" else None
        if array is None:
            image.draft(None, (LONG_SIDE_PX // 2, LONG_SIDE_PX // 2))
            array = _in_strips(image)
        return plain(upright(array, _orientation(image)))


def _in_strips(image: Image.Image) -> NDArray[Any]:
    width, height = image.size
    if width * height * (1 if image.mode in ("1", "L", "P") else 4) > _MAX_BYTES:
        raise UnreadableError("The picture does not fit into memory, not even read reduced.")
    image.load()
    factor = factor_for(width, height)
    mean: BoxMean | None = None
    rows = max(1, 8_000_000 // width)
    strip = np.zeros((0, 0, 1), np.uint8)
    for y in range(0, height, rows):
        strip = plain(_flat(image.crop((0, y, width, min(height, y + rows)))))
        mean = mean or BoxMean(width, height, strip.shape[2], factor)
        mean.add(strip, y)
    return mean.result(strip.dtype) if mean else strip


def _deep_png(path: Path, image: Image.Image) -> NDArray[Any] | None:
    """16-bit colour, of which Pillow keeps 8 bits only."""
    if not isinstance(image, PngImageFile) or image.mode not in ("RGB", "RGBA", "LA"):
        return None
    if not image.tile or not str(image.tile[0].args).endswith("16B"):
        return None
    array: NDArray[Any] = imagecodecs.png_decode(path.read_bytes())
    return over_white(array) if array.ndim == 3 and array.shape[2] in (2, 4) else array


def _flat(image: Image.Image) -> NDArray[Any]:
    """Palette, alpha and inks resolved: grey in the file's number type, or RGB uint8."""
    if image.mode == "1":
        image = image.convert("L")
    if image.has_transparency_data and image.mode != "I;16":
        grey = image.mode in ("L", "LA", "La")
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground.convert("L") if grey else ground
    elif image.mode not in _GREY_MODES and image.mode != "RGB":
        image = image.convert("RGB")
    return np.asarray(image)


def _orientation(image: Image.Image) -> int:
    # Asking a PNG without EXIF in its head would decode all of it, to look behind the picture.
    if image.format == "PNG" and "exif" not in image.info:
        return 1
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except DAMAGE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
