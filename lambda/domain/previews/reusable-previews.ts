import type { ImageRecord, Preview, RecordedFocus } from '../image-record';
import type { FocalPoint } from './focal-point';
import { PREVIEW_FITS, type Preset } from './preset';
import { filesOf, type PreviewFile } from './preview-files';
import { type PreviewRecipe, presetId, recipeId, recipeOfSizes } from './preview-recipe';

/** A stored preview whose files are identical to those that its preset would produce. */
export interface ReusablePreview {
  readonly preview: Preview;
  readonly files: readonly PreviewFile[];
}

/**
 * The previews of a finished record that can be reused for another recipe, by the name of their preset.
 * @param specified the focal point from a request or from the metadata of this version
 */
export function reusablePreviews(
  record: ImageRecord,
  recipe: PreviewRecipe,
  specified: FocalPoint | undefined,
): ReadonlyMap<string, ReusablePreview> {
  const reusable = new Map<string, ReusablePreview>();
  const idOf = presetIdsOf(record, recipe.maxFrames);
  for (const preset of recipe.presets) {
    const preview = record.previews?.find(({ name }) => name === preset.name);
    if (!preview || idOf(preview) !== presetId(preset, recipe.maxFrames)) continue;
    if (isCropped(preset) && !isSameFocus(record.focus, specified)) continue;
    reusable.set(preset.name, { preview, files: filesOf(preview) });
  }
  return reusable;
}

const isCropped = ({ fit, position }: Preset): boolean => fit === 'cover' && position === 'focus';

/** If no point is specified, the attention point is used, which is always the same for the same pixels. */
const isSameFocus = (used: RecordedFocus | undefined, specified: FocalPoint | undefined): boolean =>
  specified ? used?.x === specified.x && used.y === specified.y : used?.from === 'attention';

/** Previews of plain sizes have no preset id, so their preset is found by the recipe id of the record. */
function presetIdsOf(record: ImageRecord, maxFrames: number): (preview: Preview) => string | undefined {
  const recipe = recipeOfRecord(record, maxFrames);
  return ({ name, preset }) => {
    const made = recipe?.presets.find((each) => each.name === name);
    return preset ?? (made && presetId(made, maxFrames));
  };
}

function recipeOfRecord(
  { previews = [], recipe }: ImageRecord,
  maxFrames: number,
): PreviewRecipe | undefined {
  const [first] = previews;
  if (!first || first.preset || first.format === 'gif' || first.format === 'tiff' || first.format === 'heic')
    return undefined;
  const sizes = previews.map(({ name }) => {
    const [width = 0, height = 0] = name.split('x').map(Number);
    return { width, height };
  });
  return [first.format, 'original' as const]
    .flatMap((format) =>
      PREVIEW_FITS.map((fit) => recipeOfSizes({ sizes, formats: [format], fit, maxFrames })),
    )
    .find((candidate) => recipeId(candidate) === recipe);
}
