import { createHash } from 'node:crypto';
import { UPLOADS_PREFIX } from '../upload';
import type { Preset } from './preset';
import { type PreviewRecipe, recipeId } from './preview-recipe';

/** The recipe of the uploads below a folder. */
export interface FolderRecipe {
  /** Of keys: begins with `uploads/` and ends with `/`. */
  readonly folder: string;
  readonly recipe: PreviewRecipe;
  /** `recipeId` of the recipe. */
  readonly id: string;
}

/** The recipes of a deployment. */
export interface RecipeBook {
  /** The longest folder first; the last one is `uploads/`. */
  readonly folders: readonly [...FolderRecipe[], FolderRecipe];
}

/** A book for deployments in which every upload has the same recipe. */
export const bookOfOne = (recipe: PreviewRecipe): RecipeBook => ({
  folders: [folderRecipe(UPLOADS_PREFIX, recipe)],
});

/**
 * A book of presets by folder. An upload outside of all folders has every preset.
 * @param folders names of presets by folder, each name of an existing preset
 */
export function bookOfFolders(
  presets: readonly Preset[],
  folders: Readonly<Record<string, readonly string[]>>,
  maxFrames: number,
): RecipeBook {
  const recipes = Object.entries(folders)
    .filter(([folder]) => folder !== UPLOADS_PREFIX)
    .sort(([a], [b]) => b.length - a.length)
    .map(([folder, names]) => folderRecipe(folder, { presets: namedBy(names, presets), maxFrames }));
  const all = folders[UPLOADS_PREFIX];
  const rest = { presets: all ? namedBy(all, presets) : presets, maxFrames };
  return { folders: [...recipes, folderRecipe(UPLOADS_PREFIX, rest)] };
}

/** The recipe of a key: that of the longest folder it lies in. */
export const recipeOf = ({ folders }: RecipeBook, key: string): FolderRecipe =>
  folders.find(({ folder }) => key.startsWith(folder)) ?? defaultRecipe({ folders });

/** The recipe of uploads that lie in no other folder. */
export const defaultRecipe = ({ folders }: RecipeBook): FolderRecipe =>
  folders[folders.length - 1] as FolderRecipe;

/** A fingerprint of the whole book: the id of the recipe where there is one for all. */
export function bookId({ folders }: RecipeBook): string {
  const [first, ...others] = folders;
  if (others.length === 0) return first.id;
  const ids = folders.map(({ folder, id }) => [folder, id]);
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 16);
}

const folderRecipe = (folder: string, recipe: PreviewRecipe): FolderRecipe => ({
  folder,
  recipe,
  id: recipeId(recipe),
});

const namedBy = (names: readonly string[], presets: readonly Preset[]): Preset[] =>
  names.flatMap((name) => presets.find((preset) => preset.name === name) ?? []);
