import type { Sharp } from 'sharp';
import { nightCity } from './city';
import { assignProfile, displayP3 } from './colour-profile';
import { dunes, mountainSunrise } from './landscapes';
import { storedPixels } from './orientation';
import { type Canvas, cutOut, open, openAnimation, paint, type Scene } from './painting';
import { balloon, balloonCover, lighthouse, stillLife } from './studio';

export interface SamplePhoto {
  /** File name with its extension. */
  readonly name: string;
  readonly bytes: Buffer;
}

export const COPYRIGHT = '(C) 2024 The Darkroom authors';

interface Shot {
  readonly model: string;
  /** In EXIF notation. */
  readonly takenAt: string;
  /** Degrees, minutes and seconds, north and east. */
  readonly position?: { readonly latitude: string; readonly longitude: string };
}

/** Adds an EXIF block as cameras write it. */
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

/** Paints a scene at its sample size, times the requested scale. */
type Paint = (width: number, height: number, scene: Scene) => Canvas;

/** A plain landscape with a GPS position. */
const mountainPhoto = (paintScaled: Paint): Promise<Buffer> =>
  asShot(open(paintScaled(1350, 900, mountainSunrise)), {
    model: 'Pinhole One',
    takenAt: '2024:06:21 05:12:40',
    position: { latitude: '46/1 33/1 30/1', longitude: '7/1 58/1 12/1' },
  })
    .jpeg({ quality: 90 })
    .toBuffer();

/** A photo taken with the camera upright: EXIF contains a rotation by 90 degrees. */
const cityPhoto = (paintScaled: Paint): Promise<Buffer> =>
  asShot(open(storedPixels(paintScaled(800, 1200, nightCity), 6)), {
    model: 'Pocket Two',
    takenAt: '2024:11:02 22:47:03',
  })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();

/** A photo in Display P3, with colours outside sRGB. */
async function fruitPhoto(paintScaled: Paint): Promise<Buffer> {
  const picture = open(paintScaled(1080, 810, stillLife));
  const shot = asShot(picture, { model: 'Pinhole One', takenAt: '2024:09:14 16:20:00' });
  return assignProfile(await shot.jpeg({ quality: 90 }).toBuffer(), await displayP3());
}

const dunesPhoto = (paintScaled: Paint): Promise<Buffer> =>
  open(paintScaled(1200, 800, dunes))
    .webp({ quality: 88, effort: 1 })
    .toBuffer();

const balloonPicture = (paintScaled: Paint): Promise<Buffer> =>
  open(cutOut(paintScaled(560, 700, balloon), balloonCover))
    .png()
    .toBuffer();

/** The positions of the lamp after the first frame, as fractions of one turn. */
const LIGHTHOUSE_TURNS = [1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8];

function lighthouseAnimation(paintScaled: Paint): Promise<Buffer> {
  const frame = (turn: number) => paintScaled(320, 240, lighthouse(turn));
  const frames = [frame(0), ...LIGHTHOUSE_TURNS.map(frame)] as const;
  return openAnimation(frames)
    .gif({ delay: frames.map(() => 160), loop: 0, effort: 1 })
    .toBuffer();
}

/**
 * Photos to try out the pipeline: landscape, upright, wide colour, transparent and animated. They are painted at each
 * call, which takes two or three seconds, and are the same on every machine.
 * @param scale less than 1 for smaller photos in less time
 */
export async function samplePhotos({ scale = 1 } = {}): Promise<SamplePhoto[]> {
  const paintScaled: Paint = (width, height, scene) =>
    paint(Math.round(width * scale), Math.round(height * scale), scene);
  return [
    { name: 'mountain-sunrise.jpg', bytes: await mountainPhoto(paintScaled) },
    { name: 'night-city.jpg', bytes: await cityPhoto(paintScaled) },
    { name: 'still-life.jpg', bytes: await fruitPhoto(paintScaled) },
    { name: 'dunes.webp', bytes: await dunesPhoto(paintScaled) },
    { name: 'balloon.png', bytes: await balloonPicture(paintScaled) },
    { name: 'lighthouse.gif', bytes: await lighthouseAnimation(paintScaled) },
  ];
}
