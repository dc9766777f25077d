import { DirectoryReader, type ImageDirectory } from '../tiff/image-directory';

/** The facts that Darkroom reads from EXIF. */
export interface ExifFacts {
  /** Camera make and model. */
  readonly camera?: string;
  /** `YYYY-MM-DDTHH:mm:ss`, without a time zone. */
  readonly takenAt?: string;
  readonly copyright?: string;
  /** Whether the photo has a GPS position. The position itself is never read. */
  readonly hasGps: boolean;
}

/** Tags of the EXIF standard (CIPA DC-008). */
const TAG = {
  make: 0x010f,
  model: 0x0110,
  dateTime: 0x0132,
  copyright: 0x8298,
  photoDirectory: 0x8769,
  gpsDirectory: 0x8825,
  dateTimeOriginal: 0x9003,
  gpsLatitude: 0x0002,
  gpsLongitude: 0x0004,
} as const;

const PREAMBLE = 'Exif\0\0';

/**
 * Reads an EXIF block, with or without the `Exif` preamble of JPEG. Invalid data yields no facts and no error.
 *
 * Existing libraries read every tag: a 64 KiB block that claims thousands of overlapping arrays took them 18 s and 3
 * GB. This reader reads only the tags above.
 */
export function readExif(block: Buffer | undefined): ExifFacts {
  if (!block) return { hasGps: false };
  const start = block.toString('latin1', 0, PREAMBLE.length) === PREAMBLE ? PREAMBLE.length : 0;
  const reader = DirectoryReader.open(block.subarray(start));
  const image = reader?.first();
  if (!reader || !image) return { hasGps: false };
  const photo = reader.at(image.number(TAG.photoDirectory));
  const gps = reader.at(image.number(TAG.gpsDirectory));
  const camera = cameraName(image.text(TAG.make), image.text(TAG.model));
  const takenAt = localTime(photo?.text(TAG.dateTimeOriginal)) ?? localTime(image.text(TAG.dateTime));
  const copyright = image.text(TAG.copyright);
  return {
    ...(camera && { camera }),
    ...(takenAt && { takenAt }),
    ...(copyright && { copyright }),
    hasGps: hasPosition(gps),
  };
}

const hasPosition = (gps: ImageDirectory | undefined): boolean =>
  gps !== undefined && (gps.has(TAG.gpsLatitude) || gps.has(TAG.gpsLongitude));

/** Many cameras repeat the make in the model: `Canon` and `Canon EOS R5` are one name. */
export function cameraName(make: string | undefined, model: string | undefined): string | undefined {
  if (!make || !model) return model ?? make;
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
}

/** Converts `2024:06:01 18:30:05` to an ISO time; undefined if it is not a valid time. */
function localTime(text: string | undefined): string | undefined {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text ?? '');
  if (!match) return undefined;
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4]}`;
  const parsed = new Date(`${iso}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined;
}
