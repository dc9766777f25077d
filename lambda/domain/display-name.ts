import { fileNameOf } from './file-name';
import type { ImageRecord } from './image-record';

const MAX_CHARACTERS = 60;
const ENDING = /\.(jpe?g|png|webp|avif|hei[cf]|gif|tiff?)$/i;

/**
 * The name of an upload as mails show it: the letters, numbers, `-` and `_` of its file name, and its extension. The
 * uploader chooses the key, and a mail that AWS sends must not contain a sentence or a URL that a stranger wrote.
 */
export function displayNameOf(record: Pick<ImageRecord, 'key' | 'fileName'>): string {
  const name = fileNameOf(record);
  const [ending = ''] = ENDING.exec(name) ?? [];
  const stem = name
    .slice(0, name.length - ending.length)
    .replaceAll(/[^\p{L}\p{M}\p{N}-]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `${[...stem].slice(0, MAX_CHARACTERS).join('') || 'photo'}${ending}`;
}
