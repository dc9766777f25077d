import type { ImageFacts, ImageRecord } from '../../../lambda/domain/image-record';
import { outputFormats } from '../../../lambda/domain/previews/preview-encoding';
import { filesOf } from '../../../lambda/domain/previews/preview-files';
import type { PreviewRecipe } from '../../../lambda/domain/previews/preview-recipe';
import { reusablePreviews } from '../../../lambda/domain/previews/reusable-previews';
import { grouped } from '../../cli/grouped';
import type { PlannedPreviews } from '../../cost/planned-system';
import type { SelectedImage } from '../selection/selected-image';

/** The previews of a recipe that an image lacks, which processing it again makes. */
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
  return namesByKind(presets, ({ formats }) => formats.join(', '));
}

/** The names of presets, grouped by a kind: `thumb, card as KIND; full as KIND`. */
export const namesByKind = <Named extends { readonly name: string }>(
  presets: readonly Named[],
  kindOf: (preset: Named) => string,
): string =>
  [...grouped(presets, kindOf)]
    .map(([kind, same]) => `${same.map(({ name }) => name).join(', ')} as ${kind}`)
    .join('; ');
