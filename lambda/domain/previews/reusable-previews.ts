import type { ImageRecord, Preview, RecordedFocus } from '../image-record';
import type { FocalPoint } from './focal-point';
import { PREVIEW_FITS, type Preset } from './preset';
import { filesOf, type PreviewFile } from './preview-files';
import { type PreviewRecipe, presetId, recipeId, recipeOfSizes } from './preview-recipe';

/** A stored preview whose files are what its preset would give again, in the formats that are stored. */
export interface ReusablePreview {
  readonly preview: Preview;
  readonly files: readonly PreviewFile[];
}

/**
 * The previews of a finished record that need not be made again for another recipe, by the name of their preset.
 * @param wanted the point that somebody chose for this version
 */
export function reusablePreviews(
  record: ImageRecord,
  recipe: PreviewRecipe,
  wanted: FocalPoint | undefined,
): ReadonlyMap<string, ReusablePreview> {
  const reusable = new Map<string, ReusablePreview>();
  const idOf = presetIdsOf(record, recipe.maxFrames);
  for (const preset of recipe.presets) {
    const preview = record.previews?.find(({ name }) => name === preset.name);
    if (!preview || idOf(preview) !== presetId(preset, recipe.maxFrames)) continue;
    if (isCropped(preset) && !isSameFocus(record.focus, wanted)) continue;
    reusable.set(preset.name, { preview, files: filesOf(preview) });
  }
  return reusable;
}

const isCropped = ({ fit, position }: Preset): boolean => fit === 'cover' && position === 'focus';

/** Without a chosen point the pixels decide, which are the same each time. */
const isSameFocus = (used: RecordedFocus | undefined, wanted: FocalPoint | undefined): boolean =>
  wanted ? used?.x === wanted.x && used.y === wanted.y : used?.from === 'attention';

/** Records of sizes in one format do not name presets, so their recipe has to be found by its id. */
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
