import { type ImageRecord, previewsFolderOf } from '../image-record';
import type { ImageStore } from '../ports';
import type { FocalPoint } from './focal-point';
import type { PreviewFile } from './preview-files';
import type { PreviewRecipe } from './preview-recipe';
import { planOf, type RenderingPlan } from './rendering-plan';
import { reusablePreviews } from './reusable-previews';

/** Files that are reused, by the name of their preset. Never empty. */
export type KeptPreviews = ReadonlyMap<string, KeptPreview>;

interface KeptPreview {
  readonly width: number;
  readonly height: number;
  readonly files: readonly PreviewFile[];
}

interface Remaking {
  readonly earlier: ImageRecord;
  readonly recipe: PreviewRecipe;
  readonly focus: FocalPoint | undefined;
  /** The plan of the whole recipe. */
  readonly plan: RenderingPlan;
}

/** The stored files of a finished record that can be reused for the recipe; undefined if there are none. */
export async function keptPreviews(
  { earlier, recipe, focus, plan }: Remaking,
  store: Pick<ImageStore, 'listPreviews'>,
): Promise<KeptPreviews | undefined> {
  const reusable = reusablePreviews(earlier, recipe, focus);
  if (reusable.size === 0) return undefined;
  const stored = new Set(await store.listPreviews(previewsFolderOf(earlier)));
  const kept = plan.previews.flatMap(({ preset: { name }, formats }) => {
    const { preview, files = [] } = reusable.get(name) ?? {};
    const usable = files.filter(
      ({ key, format }) => stored.has(key) && formats.some((each) => each === format),
    );
    return preview && usable.length > 0
      ? [[name, { width: preview.width, height: preview.height, files: usable }] as const]
      : [];
  });
  return kept.length > 0 ? new Map(kept) : undefined;
}

/** The plan of the files that are missing; undefined if none is. */
export function withoutKept(
  { previews, frames }: RenderingPlan,
  kept: KeptPreviews,
): RenderingPlan | undefined {
  const missing = previews.flatMap((preview) => {
    const files = kept.get(preview.preset.name)?.files ?? [];
    const formats = preview.formats.filter((format) => !files.some((file) => file.format === format));
    return formats.length > 0 ? [{ ...preview, formats }] : [];
  });
  return missing.length > 0 ? planOf(missing, frames) : undefined;
}
