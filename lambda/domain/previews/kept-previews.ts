import { type ImageRecord, previewsFolderOf } from '../image-record';
import type { ImageStore } from '../ports';
import type { FocalPoint } from './focal-point';
import type { PreviewFile } from './preview-files';
import type { PreviewRecipe } from './preview-recipe';
import { planOf, type RenderingPlan } from './rendering-plan';
import { reusablePreviews } from './reusable-previews';

/** Files that stay as they are, by the name of their preset. Never empty. */
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
  /** Of the whole recipe. */
  readonly plan: RenderingPlan;
}

/** The files of a finished record that the recipe wants as they are and that are still stored; nothing if there is none. */
export async function keptPreviews(
  { earlier, recipe, focus, plan }: Remaking,
  store: Pick<ImageStore, 'listPreviews'>,
): Promise<KeptPreviews | undefined> {
  const reusable = reusablePreviews(earlier, recipe, focus);
  if (reusable.size === 0) return undefined;
  const stored = new Set(await store.listPreviews(previewsFolderOf(earlier)));
  const kept = plan.previews.flatMap(({ preset: { name }, formats }) => {
    const { preview, files = [] } = reusable.get(name) ?? {};
    const wanted = files.filter(
      ({ key, format }) => stored.has(key) && formats.some((each) => each === format),
    );
    return preview && wanted.length > 0
      ? [[name, { width: preview.width, height: preview.height, files: wanted }] as const]
      : [];
  });
  return kept.length > 0 ? new Map(kept) : undefined;
}

/** What is left to make; nothing if everything is there. */
export function withoutKept(
  { previews, frames }: RenderingPlan,
  kept: KeptPreviews,
): RenderingPlan | undefined {
  const missing = previews.flatMap((preview) => {
    const there = kept.get(preview.preset.name)?.files ?? [];
    const formats = preview.formats.filter((format) => !there.some((file) => file.format === format));
    return formats.length > 0 ? [{ ...preview, formats }] : [];
  });
  return missing.length > 0 ? planOf(missing, frames) : undefined;
}
