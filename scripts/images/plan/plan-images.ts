import { type FolderRecipe, type RecipeBook, recipeOf } from '../../../lambda/domain/previews/recipe-book';
import type { Darkroom } from '../../connection/connection';
import { addUsage, type Usage } from '../../cost/usage';
import type { Place, SelectedImage, SkipReason } from '../selection/selected-image';
import { selectedImages } from '../selection/selected-images';
import type { Selection } from '../selection/selection';
import { type EstimateTerms, estimateImage } from './estimate';
import { namesByKind, previewsOf, previewsToMake, previewWords } from './previews-to-make';

/** Images with the same reason to be processed again. */
export interface PlannedGroup {
  readonly status: SelectedImage['status'];
  /** The id of the recipe of their previews; absent for originals without a record. */
  readonly recipe?: string;
  /** The previews of that recipe, from the first record seen, such as `150x150, 300x300 as webp`. */
  readonly makes?: string;
  /** The folder whose recipe applies. Absent if there is only one recipe. */
  readonly folder?: string;
  /** The previews that are missing, from the first image seen, such as `150x150 as avif`. */
  readonly missing?: string;
  readonly images: number;
  /** US dollars. */
  readonly usd: number;
}

/** An estimate for processing a selection again. */
export interface Plan {
  readonly images: number;
  readonly groups: readonly PlannedGroup[];
  /** Numbers of skipped images by reason. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Milliseconds of the function, summed over the images. */
  readonly lambdaMs: number;
  readonly usage: Usage;
  /** US dollars. */
  readonly usd: number;
}

export interface PlanOptions {
  readonly terms: EstimateTerms;
  /** Plan only images after this place. */
  readonly after?: Place;
  readonly onImage?: (images: number) => void;
}

/** Counts a selection and estimates time and price of processing it again. Changes nothing. */
export async function makePlan(
  darkroom: Darkroom,
  selection: Selection,
  { terms, after, onImage }: PlanOptions,
): Promise<Plan> {
  const groups = new Map<string, PlannedGroup>();
  let [images, lambdaMs, usd] = [0, 0, 0];
  let usage: Usage = {};
  const skipped = { expired: 0, archived: 0 };
  const onSkipped = (reason: SkipReason) => {
    skipped[reason] += 1;
  };
  for await (const image of selectedImages(darkroom, selection, { ...(after && { after }), onSkipped })) {
    const estimate = estimateImage(image, terms);
    images += 1;
    lambdaMs += estimate.lambdaMs;
    usd += estimate.usd;
    usage = addUsage(usage, estimate.usage);
    const group = groupOf(image, darkroom.recipes);
    const name = `${group.status} ${group.recipe} ${group.folder}`;
    const known = groups.get(name) ?? { ...group, images: 0, usd: 0 };
    groups.set(name, { ...known, images: known.images + 1, usd: known.usd + estimate.usd });
    onImage?.(images);
  }
  return { images, groups: [...groups.values()], skipped, lambdaMs, usage, usd };
}

/** Seconds until all images are processed. Each execution environment processes one image at a time. */
export function secondsOf(
  { images, lambdaMs }: Plan,
  { MAX_CONCURRENCY }: Darkroom['settings'],
  rate: number,
): number {
  return Math.max(lambdaMs / 1000 / MAX_CONCURRENCY, images / rate);
}

function groupOf(image: SelectedImage, recipes: RecipeBook): Omit<PlannedGroup, 'images' | 'usd'> {
  const { folder, recipe: wanted } = recipeOf(recipes, image.key);
  const missing = previewWords(previewsToMake(image, wanted));
  const common = {
    status: image.status,
    ...(recipes.folders.length > 1 && { folder }),
    ...(missing && { missing }),
  };
  if (image.status === 'UNRECORDED') return common;
  const { recipe, previews = [] } = image.record;
  return {
    ...common,
    ...(recipe && { recipe }),
    ...(previews[0] && { makes: previewWords(previewsOf(image.record)) }),
  };
}

/** A recipe in words, such as `150x150, 300x300 as webp, inside`. */
export const describeRecipe = ({ recipe: { presets } }: FolderRecipe): string =>
  namesByKind(presets, ({ formats, fit }) => `${formats.join(', ')}, ${fit}`);
