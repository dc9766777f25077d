import type { ImageRecord } from './image-record';

type Named = Pick<ImageRecord, 'key' | 'fileName'>;

/** The last segment of a key. */
const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** The name of the file that was uploaded: the client's, else the one in the key. */
export const fileNameOf = ({ key, fileName }: Named): string => fileName ?? lastSegment(key);

/** Without the differences that people do not see or type: case, and how an accent is encoded. */
const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether a part of the file name, or of the name in the key, is the text that is looked for. */
export function hasName({ key, fileName = '' }: Named, text: string): boolean {
  const part = comparable(text);
  return comparable(fileName).includes(part) || comparable(lastSegment(key)).includes(part);
}
