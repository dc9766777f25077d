"""Makes three JPEG previews of a photo in memory, like a function that handles one upload. Reads the path of a photo
from each line of standard input, and prints the CPU and wall time in milliseconds."""

import io
import sys
import time

from PIL import Image, ImageOps

EDGES = (800, 300, 150)

photos = {}


def previews(data):
    for edge in EDGES:
        picture = Image.open(io.BytesIO(data))
        # Decodes at a fraction of the size that is at least the requested size.
        picture.thumbnail((edge, edge), Image.LANCZOS)
        upright = ImageOps.exif_transpose(picture)
        upright.convert("RGB").save(io.BytesIO(), "JPEG", quality=80)


for line in sys.stdin:
    path = line.rstrip("\n")
    if path not in photos:
        with open(path, "rb") as file:
            photos[path] = file.read()
    begin = time.process_time(), time.perf_counter()
    previews(photos[path])
    print((time.process_time() - begin[0]) * 1000, (time.perf_counter() - begin[1]) * 1000, flush=True)
