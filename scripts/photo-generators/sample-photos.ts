import type { Sharp } from 'sharp';
import { nightCity } from './city';
import { assignProfile, displayP3 } from './colour-profile';
import { dunes, mountainSunrise } from './landscapes';
import { storedPixels } from './orientation';
import { open, openAnimation, paint, paintCutOut } from './painting';
import { balloon, balloonCover, lighthouse, stillLife } from './studio';

export interface SamplePhoto {
  /** File name with its extension. */
  readonly name: string;
  readonly bytes: Buffer;
}

export const COPYRIGHT = '(C) 2024 The Darkroom authors';

interface Shot {
  readonly model: string;
  /** As EXIF writes it. */
  readonly takenAt: string;
  /** Degrees, minutes and seconds, north and east. */
  readonly position?: { readonly latitude: string; readonly longitude: string };
}

/** Gives a picture the EXIF block a camera writes. */
export const asShot = (picture: Sharp, { model, takenAt, position }: Shot): Sharp =>
  picture.withExif({
    IFD0: { Make: 'Darkroom', Model: model, Copyright: COPYRIGHT },
    IFD2: { DateTimeOriginal: takenAt },
    ...(position && {
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: position.latitude,
        GPSLongitudeRef: 'E',
        GPSLongitude: position.longitude,
      },
    }),
  });

/** Landscape with a position, the plainest photo there is. */
const mountainPhoto = (): Promise<Buffer> =>
  asShot(open(paint(1500, 1000, mountainSunrise)), {
    model: 'Pinhole One',
    takenAt: '2024:06:21 05:12:40',
    position: { latitude: '46/1 33/1 30/1', longitude: '7/1 58/1 12/1' },
  })
    .jpeg({ quality: 90 })
    .toBuffer();

/** Held upright: the sensor's rows run down the picture, and EXIF says to turn it by 90 degrees. */
const cityPhoto = (): Promise<Buffer> =>
  asShot(open(storedPixels(paint(900, 1350, nightCity), 6)), {
    model: 'Pocket Two',
    takenAt: '2024:11:02 22:47:03',
  })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();

/** In Display P3, with colours that sRGB does not have. */
async function fruitPhoto(): Promise<Buffer> {
  const picture = open(paint(1200, 900, stillLife));
  const shot = asShot(picture, { model: 'Pinhole One', takenAt: '2024:09:14 16:20:00' });
  return assignProfile(await shot.jpeg({ quality: 90 }).toBuffer(), await displayP3());
}

const dunesPhoto = (): Promise<Buffer> =>
  open(paint(1350, 900, dunes))
    .webp({ quality: 88, effort: 1 })
    .toBuffer();

const balloonPicture = (): Promise<Buffer> =>
  open(paintCutOut(560, 700, balloon, balloonCover))
    .png()
    .toBuffer();

const LIGHTHOUSE_FRAMES = [0, 1, 2, 3, 4, 5, 6, 7].map((frame) => frame / 8);

function lighthouseAnimation(): Promise<Buffer> {
  const [first = 0, ...turns] = LIGHTHOUSE_FRAMES;
  const frame = (turn: number) => paint(320, 240, lighthouse(turn));
  return openAnimation([frame(first), ...turns.map(frame)])
    .gif({ delay: LIGHTHOUSE_FRAMES.map(() => 160), loop: 0, effort: 1 })
    .toBuffer();
}

/**
 * A few photos to try the pipeline with: landscape and upright, wide colour, transparent, moving. They are
 * painted anew each time, the same on every machine, in a second or two.
 */
export async function samplePhotos(): Promise<SamplePhoto[]> {
  return [
    { name: 'mountain-sunrise.jpg', bytes: await mountainPhoto() },
    { name: 'night-city.jpg', bytes: await cityPhoto() },
    { name: 'still-life.jpg', bytes: await fruitPhoto() },
    { name: 'dunes.webp', bytes: await dunesPhoto() },
    { name: 'balloon.png', bytes: await balloonPicture() },
    { name: 'lighthouse.gif', bytes: await lighthouseAnimation() },
  ];
}
