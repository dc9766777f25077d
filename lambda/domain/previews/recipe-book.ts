import { createHash } from 'node:crypto';
import { UPLOADS_PREFIX } from '../upload';
import type { Preset } from './preset';
import { type PreviewRecipe, recipeId } from './preview-recipe';

/** The recipe of the uploads in a folder. */
export interface FolderRecipe {
  /** A prefix of keys that begins with `uploads/` and ends with `/`. */
  readonly folder: string;
  readonly recipe: PreviewRecipe;
  /** `recipeId` of the recipe. */
  readonly id: string;
}

/** The recipes of a deployment. */
export interface RecipeBook {
  /** Longest folder first. The last one is `uploads/`. */
  readonly folders: readonly [...FolderRecipe[], FolderRecipe];
}

/** The book of a deployment in which all uploads have the same recipe. */
export const bookOfOne = (recipe: PreviewRecipe): RecipeBook => ({
  folders: [folderRecipe(UPLOADS_PREFIX, recipe)],
});

/**
 * The book of a deployment with presets by folder. An upload outside of all folders gets every preset.
 * @param folders the names of presets by folder; each preset must exist
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

/** The recipe of a key: that of the longest folder that contains it. */
export const recipeOf = ({ folders }: RecipeBook, key: string): FolderRecipe =>
  folders.find(({ folder }) => key.startsWith(folder)) ?? defaultRecipe({ folders });

/** The recipe of uploads in no other folder. */
export const defaultRecipe = ({ folders }: RecipeBook): FolderRecipe =>
  folders[folders.length - 1] as FolderRecipe;

/** A fingerprint of the whole book. With only one recipe, it is the id of that recipe. */
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
