import type { Preview } from '../image-record';
import type { ImageStore, Original, RenderedPreview } from '../ports';
import { FILE_EXTENSIONS } from '../preview-files';
import { isOfSizes, type PreviewRecipe, presetId } from './preview-recipe';
import type { Rendering } from './render-previews';

interface Storing {
  /** Its metadata is stored with every preview. */
  readonly original: Original;
  readonly recipe: PreviewRecipe;
  readonly store: Pick<ImageStore, 'storePreview'>;
}

/** Stores every file. @returns the previews as the record lists them: each preset once, with its files by format */
export async function storePreviews(
  folder: string,
  rendering: Pick<Rendering, 'previews'>,
  { original, recipe, store }: Storing,
): Promise<Preview[]> {
  const stored = await Promise.all(
    rendering.previews.map((file) => store.storePreview(keyOf(folder, file), file, original.metadata)),
  );
  return recipe.presets.flatMap((preset) => {
    const [first, ...others] = stored.filter(({ name }) => name === preset.name);
    if (!first) return [];
    return {
      ...first,
      ...(others.length > 0 && { files: [first, ...others].map(({ format, size }) => ({ format, size })) }),
      ...(!isOfSizes(recipe) && { preset: presetId(preset, recipe.maxFrames) }),
    };
  });
}

const keyOf = (folder: string, { name, format }: RenderedPreview): string =>
  `${folder}${name}.${FILE_EXTENSIONS[format]}`;
