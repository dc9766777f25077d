import { type ImageRecord, type Preview, previewsFolderOf } from '../image-record';
import type { ImageStore, Original, RenderedPreview } from '../ports';
import type { KeptPreviews } from './kept-previews';
import { FILE_EXTENSIONS } from './preview-files';
import { isOfSizes, type PreviewRecipe, presetId } from './preview-recipe';
import type { PresetPlan, RenderingPlan } from './rendering-plan';

interface Storing {
  readonly claimed: ImageRecord;
  /** The original, whose metadata is stored with every preview. */
  readonly original: Original;
  readonly recipe: PreviewRecipe;
  /** The plan of the whole recipe. */
  readonly plan: RenderingPlan;
  /** Files that are reused. */
  readonly kept: KeptPreviews | undefined;
  readonly store: Pick<ImageStore, 'storePreview'>;
}

/** Stores every file. @returns the previews for the record: one for each preset, with its files by format */
export async function storePreviews(
  files: readonly RenderedPreview[],
  { claimed, original, recipe, plan, kept, store }: Storing,
): Promise<Preview[]> {
  const folder = previewsFolderOf(claimed);
  const stored = await Promise.all(
    files.map((file) => store.storePreview(keyOf(folder, file), file, original.metadata)),
  );
  return plan.previews.flatMap((preview) => {
    const [first, ...others] = filesOf(preview, stored, kept);
    if (!first) return [];
    return {
      ...first,
      ...(others.length > 0 && { files: [first, ...others].map(({ format, size }) => ({ format, size })) }),
      ...(!isOfSizes(recipe) && { preset: presetId(preview.preset, recipe.maxFrames) }),
    };
  });
}

/** The files of a preset in the order of its formats, both new and reused ones. */
function filesOf(
  { preset: { name }, formats }: PresetPlan,
  stored: readonly Preview[],
  kept: KeptPreviews | undefined,
): Preview[] {
  const { files = [], ...size } = kept?.get(name) ?? { width: 0, height: 0 };
  const all = [
    ...stored.filter((file) => file.name === name),
    ...files.map((file): Preview => ({ name, ...size, ...file })),
  ];
  return formats.flatMap((format) => all.find((file) => file.format === format) ?? []);
}

const keyOf = (folder: string, { name, format }: RenderedPreview): string =>
  `${folder}${name}.${FILE_EXTENSIONS[format]}`;
