import type { ImageEventType } from '../../../lambda/domain/image-event';
import type { RecipeBook } from '../../../lambda/domain/previews/recipe-book';

/** An EventBridge input transformer: values from the event, and a text that contains them. */
export interface InputTransformer {
  /** JSON paths by their name in the template, at most 100 (Amazon EventBridge User Guide, "Input transformation"). */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Mails do not contain the key itself, because the uploader chooses it. */
const WHERE = { name: '$.detail.displayName', bucket: '$.detail.bucket', imageId: '$.detail.imageId' };
const WHERE_LINE = 'Image <imageId>, from <bucket>.';

/** A template with several lines has one JSON string for each line. */
const lines = (...sentences: readonly string[]): string =>
  sentences.map((sentence) => JSON.stringify(sentence)).join('\n');

/**
 * The e-mail for each type of event. A COMPLETED record has the previews in the order of its recipe, so the paths refer
 * to previews by position.
 */
export function notificationTexts(recipes: RecipeBook): Record<ImageEventType, InputTransformer> {
  return {
    'Image Processing Completed': completedText(recipes),
    'Image Processing Failed': {
      inputPaths: { ...WHERE, code: '$.detail.error.code', reason: '$.detail.error.message' },
      inputTemplate: lines(
        'Your photo <name> could not be processed.',
        '<reason> (<code>)',
        'Darkroom will not retry it. Please fix the photo and upload it again.',
        WHERE_LINE,
      ),
    },
    'Image Deleted': {
      inputPaths: WHERE,
      inputTemplate: lines('Your photo <name> was deleted, and its previews with it.', WHERE_LINE),
    },
  };
}

/** The part of an e-mail about the previews. */
interface PreviewsText {
  readonly paths: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** Lists the size of each preview, if all uploads have the same previews; otherwise only their names. */
function previewsText({ folders }: RecipeBook): PreviewsText {
  const lists = folders.map(({ recipe }) => recipe.presets.map(({ name }) => name));
  const [names = [], ...others] = lists;
  const isOneList = others.every((list) => list.join() === names.join());
  return isOneList ? sizedPreviews(names) : namedPreviews(Math.max(...lists.map((list) => list.length)));
}

const pathTo = (attribute: string, position: number) =>
  [`${attribute}${position}`, `$.detail.previews[${position}].${attribute}`] as const;

const sizedPreviews = (names: readonly string[]): PreviewsText => ({
  paths: Object.fromEntries(
    names.flatMap((_, n) => ['width', 'height', 'size'].map((attribute) => pathTo(attribute, n))),
  ),
  lines: names.map((name, n) => `Preview ${name}: <width${n}> x <height${n}> pixels, <size${n}> bytes.`),
});

/** EventBridge omits a variable whose path does not exist in the event. */
const namedPreviews = (count: number): PreviewsText => {
  const positions = Array.from({ length: count }, (_, position) => position);
  return {
    paths: Object.fromEntries(positions.map((position) => pathTo('name', position))),
    lines: [`Its previews: ${positions.map((position) => `<name${position}>`).join(' ')}`],
  };
};

function completedText(recipes: RecipeBook): InputTransformer {
  const previews = previewsText(recipes);
  return {
    inputPaths: {
      ...WHERE,
      format: '$.detail.format',
      width: '$.detail.width',
      height: '$.detail.height',
      size: '$.detail.size',
      durationMs: '$.detail.durationMs',
      ...previews.paths,
    },
    inputTemplate: lines(
      'Your photo <name> is ready.',
      'The original is a <format> of <width> x <height> pixels and <size> bytes. It took <durationMs> ms.',
      ...previews.lines,
      WHERE_LINE,
    ),
  };
}
