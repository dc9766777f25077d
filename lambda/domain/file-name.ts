import type { ImageRecord } from './image-record';

type Named = Pick<ImageRecord, 'key' | 'fileName'>;

/** The last segment of a key. */
const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** The name of the uploaded file: the one that the client gave, otherwise the one in the key. */
export const fileNameOf = ({ key, fileName }: Named): string => fileName ?? lastSegment(key);

/** Removes differences that people do not see or type: case, and the encoding of accents. */
const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether the file name, or the name in the key, contains `text`. */
export function hasName({ key, fileName = '' }: Named, text: string): boolean {
  const part = comparable(text);
  return comparable(fileName).includes(part) || comparable(lastSegment(key)).includes(part);
}
