import type { Attributes } from '../../plan/read';
import type { AttributeChange } from './attribute-changes';

/** The settings that differ, each as the value of its environment variable. */
export function settingChanges(before: Attributes, after: Attributes): AttributeChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((path) => {
      const [was, is] = [before[path], after[path]];
      return {
        path,
        ...(was !== undefined && { before: settingText(was) }),
        ...(is !== undefined && { after: settingText(is) }),
      };
    })
    .filter((change) => change.before !== change.after);
}

/** The value of an environment variable for a parsed setting, such as `150x150,300x300`. */
function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.map(settingText).join(',');
  if (value === null || typeof value !== 'object') return String(value);
  const { width, height, ...others } = value as { width?: unknown; height?: unknown };
  const isSize = Object.keys(others).length === 0 && width !== undefined && height !== undefined;
  return isSize ? `${width}x${height}` : JSON.stringify(value);
}

/** The settings that determine the recipe of previews. */
const SHAPES_PREVIEWS = /^(PREVIEW_(?!EXPIRATION)\w+|PREVIEWS(_FILE)?|MAX_FRAMES)$/;

/** The names of changed settings that change the recipe. */
export const recipeChanges = (settings: readonly AttributeChange[]): string[] =>
  settings.map(({ path }) => path).filter((path) => SHAPES_PREVIEWS.test(path));
