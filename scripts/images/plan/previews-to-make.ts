import type { ImageFacts, ImageRecord } from '../../../lambda/domain/image-record';
import { filesOf } from '../../../lambda/domain/preview-files';
import { outputFormats } from '../../../lambda/domain/previews/preview-encoding';
import type { PreviewRecipe } from '../../../lambda/domain/previews/preview-recipe';
import { reusablePreviews } from '../../../lambda/domain/previews/reusable-previews';
import type { PlannedPreviews } from '../../cost/planned-system';
import type { SelectedImage } from '../selection/selected-image';

/** The previews that processing an image again makes: those of its recipe that it does not have in that form. */
export function previewsToMake(image: SelectedImage, recipe: PreviewRecipe): PlannedPreviews {
  if (image.status !== 'COMPLETED') return recipe;
  const { record } = image;
  const chosen = record.focus?.from === 'attention' ? undefined : record.focus;
  const reusable = reusablePreviews(record, recipe, chosen);
  const presets = recipe.presets.flatMap((preset) => {
    const there = reusable.get(preset.name)?.files ?? [];
    const formats = formatsOf(record, preset.formats, recipe.maxFrames).filter(
      (format) => !there.some((file) => file.format === format),
    );
    return formats.length > 0 ? [{ ...preset, formats }] : [];
  });
  return { presets };
}

const formatsOf = (
  { format = 'jpeg', hasAlpha = false, frames = 1 }: ImageRecord,
  formats: PreviewRecipe['presets'][number]['formats'],
  maxFrames: number,
) =>
  outputFormats({ format, hasAlpha, frames } as ImageFacts, formats, maxFrames).filter(
    (each) => each !== 'gif',
  );

/** The previews that a record has. */
export const previewsOf = ({ previews = [] }: ImageRecord): PlannedPreviews => ({
  presets: previews.map((preview) => ({
    name: preview.name,
    width: preview.width,
    height: preview.height,
    fit: 'cover',
    formats: filesOf(preview).flatMap(({ format }) =>
      format === 'gif' || format === 'tiff' || format === 'heic' ? [] : [format],
    ),
  })),
});

/** Previews in words, such as `thumb, card as avif; full as avif, webp`. */
export function previewWords({ presets }: PlannedPreviews): string {
  const byFormats = new Map<string, string[]>();
  for (const { name, formats } of presets) {
    const names = byFormats.get(formats.join(', ')) ?? [];
    byFormats.set(formats.join(', '), [...names, name]);
  }
  return [...byFormats].map(([formats, names]) => `${names.join(', ')} as ${formats}`).join('; ');
}
