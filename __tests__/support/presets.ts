import { join } from 'node:path';
import { type RecipeBook, recipeOf } from '../../lambda/domain/previews/recipe-book';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import { loadSettings } from '../../stacks/settings';

/** The file of the how-to: `thumb` for avatars, all three presets for other uploads. */
export const EXAMPLE_PREVIEWS_FILE = join(__dirname, '../fixtures/previews.json');

/** The recipes of that file with other settings. */
export const exampleRecipes = (environment: Record<string, string> = {}): RecipeBook =>
  recipeBookOf(
    loadSettings({ environment: { PREVIEWS_FILE: EXAMPLE_PREVIEWS_FILE, ...environment }, context: {} }),
  );

/** The names of the presets that apply to a key. */
export const presetsOf = (recipes: RecipeBook, key: string): string[] =>
  recipeOf(recipes, key).recipe.presets.map(({ name }) => name);
