import * as z from 'zod/mini';
import { CROP_POSITIONS, PRESET_FITS, PREVIEW_FORMATS } from '../domain/previews/preset';
import { UPLOADS_PREFIX } from '../domain/upload';
import { MAX_EDGE, MAX_PRESETS, MIN_EDGE } from './setting-fields';

/**
 * The schema of the file that `PREVIEWS_FILE` names. The functions get the same JSON in their environment, and parse it
 * with the same schema. The JSON Schema for editors is generated from it.
 */

function described<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const whole = (min: number, max: number) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.int(rule).check(z.minimum(min, rule), z.maximum(max, rule));
};

const listOf = <Item extends z.ZodMiniType>(item: Item, what: string) =>
  z.array(item, `must be a list of ${what}`).check(
    z.minLength(1, `must contain at least one of ${what}`),
    z.refine((items) => new Set(items).size === items.length, 'must not contain duplicates'),
  );

const preset = z
  .strictObject({
    width: described(whole(MIN_EDGE, MAX_EDGE), 'Width of the box in pixels.'),
    height: described(whole(MIN_EDGE, MAX_EDGE), 'Height of the box in pixels.'),
    fit: described(
      z.optional(oneOf(PRESET_FITS)),
      'inside (default): the whole photo, at most as large as the box. cover: fills the box, and crops. contain: the whole photo in a full box.',
    ),
    position: described(
      z.optional(oneOf(CROP_POSITIONS)),
      'With cover, the part that is kept: centre (default), entropy, attention, or focus, the point of the metadata `focus`.',
    ),
    background: described(
      z.optional(
        z
          .string('must be a colour #rrggbb')
          .check(z.regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour #rrggbb, such as #ffffff')),
      ),
      'The colour behind transparent parts, and around a contained photo. Default: transparent, and white in JPEG.',
    ),
    quality: described(
      z.optional(whole(1, 100)),
      'Of JPEG, WebP and AVIF, on the scale of JPEG. Default: PREVIEW_QUALITY.',
    ),
    formats: described(
      z.optional(listOf(oneOf(PREVIEW_FORMATS), PREVIEW_FORMATS.join(', '))),
      'File formats, best first. Default: PREVIEW_FORMAT.',
    ),
  })
  .check(({ value: { fit, position }, issues }) => {
    if (position === undefined || fit === 'cover') return;
    const message = 'requires the fit cover: add "fit": "cover", or remove it';
    issues.push({ code: 'custom', input: position, path: ['position'], message });
  });

/** Keys and URLs contain these names without encoding, and a dot would start the file extension. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const NAME_RULE = 'must be a name of 1 to 32 letters, digits, - and _, beginning with a letter or digit';
const FOLDER = /^uploads\/([^/]+\/)*$/;
const FOLDER_RULE = `must be a folder of uploads: begin with ${UPLOADS_PREFIX} and end with /`;

export const previewsFile = z
  .strictObject({
    $schema: z.optional(z.string()),
    presets: described(
      z.record(z.string().check(z.regex(NAME, NAME_RULE)), preset).check(
        z.refine((presets) => {
          const { length } = Object.keys(presets);
          return length >= 1 && length <= MAX_PRESETS;
        }, `must have 1 to ${MAX_PRESETS} presets`),
      ),
      'The previews of a photo, by name.',
    ),
    folders: described(
      z.optional(
        z.record(
          z.string().check(z.regex(FOLDER, FOLDER_RULE)),
          listOf(z.string('must be the name of a preset'), 'names of presets'),
        ),
      ),
      'The presets that apply to uploads, by folder. The longest folder decides. Without it all apply.',
    ),
  })
  .check((context) => {
    const { presets, folders = {} } = context.value;
    for (const [folder, names] of Object.entries(folders)) {
      for (const [index, name] of names.entries()) {
        if (Object.hasOwn(presets, name)) continue;
        const message = `is not the name of a preset; the presets are ${Object.keys(presets).join(', ')}`;
        context.issues.push({ code: 'custom', input: name, path: ['folders', folder, index], message });
      }
    }
  });

export type PreviewsFile = z.output<typeof previewsFile>;

/** The previews file as an environment variable: JSON. */
export const previewsVariable = z.pipe(
  z.string(),
  z.pipe(
    z.transform((text: string, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.issues.push({ code: 'custom', input: text, message: 'must be JSON' });
        return z.NEVER;
      }
    }),
    previewsFile,
  ),
);
