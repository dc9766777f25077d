import type { ImageEventType } from '../../lambda/domain/image-event';
import { type PreviewSize, sizeName } from '../../lambda/domain/previews/preview-recipe';

/** An EventBridge input transformer: values taken from the event, and the text that they are put in. */
export interface InputTransformer {
  /** JSON paths by the name that stands for them in the template, at most 100. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

const WHERE = { key: '$.detail.key', bucket: '$.detail.bucket', imageId: '$.detail.imageId' };
const WHERE_LINE = 'Image <imageId>, from <bucket>.';

/** EventBridge takes a text of several lines as so many JSON strings below each other. */
const lines = (...sentences: readonly string[]): string =>
  sentences.map((sentence) => JSON.stringify(sentence)).join('\n');

/**
 * What people read about a photo, by what became of it. A record that is COMPLETED has every preview of
 * the recipe, in its order, so each can be named by its position.
 */
export function notificationTexts(sizes: readonly PreviewSize[]): Record<ImageEventType, InputTransformer> {
  return {
    'Image Processing Completed': completedText(sizes),
    'Image Processing Failed': {
      inputPaths: { ...WHERE, code: '$.detail.error.code', reason: '$.detail.error.message' },
      inputTemplate: lines(
        'Your photo <key> could not be processed.',
        '<reason> (<code>)',
        'Nothing else will be tried with it. Upload it again once it is mended.',
        WHERE_LINE,
      ),
    },
    'Image Deleted': {
      inputPaths: WHERE,
      inputTemplate: lines('Your photo <key> was deleted, and its previews with it.', WHERE_LINE),
    },
  };
}

function completedText(sizes: readonly PreviewSize[]): InputTransformer {
  const previewPaths = sizes.flatMap((_, position) =>
    ['width', 'height', 'size'].map(
      (attribute) => [`${attribute}${position}`, `$.detail.previews[${position}].${attribute}`] as const,
    ),
  );
  const previewLines = sizes.map(
    (size, n) => `Preview ${sizeName(size)}: <width${n}> x <height${n}> pixels, <size${n}> bytes.`,
  );
  return {
    inputPaths: {
      ...WHERE,
      format: '$.detail.format',
      width: '$.detail.width',
      height: '$.detail.height',
      size: '$.detail.size',
      durationMs: '$.detail.durationMs',
      ...Object.fromEntries(previewPaths),
    },
    inputTemplate: lines(
      'Your photo <key> is ready.',
      'The original is a <format> of <width> x <height> pixels and <size> bytes. It took <durationMs> ms.',
      ...previewLines,
      WHERE_LINE,
    ),
  };
}
