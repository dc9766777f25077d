import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Source: Amazon CloudFront Developer Guide, "Quotas on CloudFront Functions". */
export const MAX_CODE_BYTES = 10 * 1024;

/** The extensions of the files of each preset, best first. */
export type PresetExtensions = Readonly<Record<string, readonly string[]>>;

/**
 * The code of the CloudFront Function that chooses the format of a preview.
 * @throws Error if the presets make the code larger than `MAX_CODE_BYTES`
 */
export function formatCode(presets: PresetExtensions): string {
  const formats = Object.fromEntries(
    Object.entries(presets)
      .filter(([, extensions]) => extensions.length > 0)
      .map(([name, extensions]) => [name, extensions.join(' ')]),
  );
  const code = `const FORMATS = ${JSON.stringify(formats)};\n${codeOf('choose-format.js')}`;
  const excess = Buffer.byteLength(code) - MAX_CODE_BYTES;
  if (excess > 0) {
    throw new Error(
      `The presets are ${excess} bytes too long for the function that chooses formats, which has ${MAX_CODE_BYTES} bytes. Use fewer presets, or shorter names.`,
    );
  }
  return code;
}

/** The code of the CloudFront Function that hides the metadata of previews. */
export const metadataCode = (): string => codeOf('hide-metadata.js');

/** Removes comments, which count towards the limit of CloudFront. Each comment must be on separate lines. */
const codeOf = (file: string): string =>
  readFileSync(join(__dirname, file), 'utf8')
    .replaceAll(/^\s*\/\*.*?\*\/\s*\n/gms, '')
    .replaceAll(/^\s*\/\/.*\n/gm, '')
    .replaceAll(/\n{2,}/g, '\n');
