import { z } from 'zod';
import { PREVIEW_FITS, PREVIEW_FORMATS } from '../../lambda/domain/previews/preset';
import {
  previewFit,
  previewFormats,
  previewQuality,
  previewSizes,
} from '../../lambda/runtime/setting-fields';
import { shared } from '../setting-rules';

/** The previews of a photo. */
export const previewSettings = {
  PREVIEW_SIZES: shared(previewSizes).prefault('150x150,300x300,800x800').meta({
    allowed: '1 to 10 different sizes WIDTHxHEIGHT from 16 to 4096, separated by commas',
    description: 'The sizes of the previews, in pixels. `PREVIEW_FIT` says how a photo is fitted into them.',
  }),
  PREVIEW_FORMAT: shared(previewFormats)
    .prefault('webp')
    .meta({
      allowed: `one or more of ${PREVIEW_FORMATS.join(', ')}, separated by commas`,
      description:
        'The file formats of previews, best first: `avif,webp,jpeg`. `original` keeps the format of the photo.',
    }),
  PREVIEW_QUALITY: shared(previewQuality).optional().meta({
    allowed: '1 to 100',
    description:
      'The quality of JPEG, WebP and AVIF previews, on the scale of JPEG: the same number looks about the same in each.',
    none: '80.',
  }),
  PREVIEW_FIT: shared(previewFit)
    .default('inside')
    .meta({
      allowed: PREVIEW_FITS.join(', '),
      description:
        '`inside` shows the whole photo, at most as large as the size; `cover` fills the size and crops the photo.',
    }),
  PREVIEWS_FILE: z.string().optional().meta({
    allowed: 'the path of a JSON file, relative to the folder of `cdktf.json`',
    description:
      'Named presets by folder, in place of `PREVIEW_SIZES` and `PREVIEW_FIT`; see [Define presets](how-to/define-presets.md).',
    none: 'The presets are the sizes.',
  }),
};
