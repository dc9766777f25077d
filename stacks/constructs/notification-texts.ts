import type { ImageEventType } from '../../lambda/domain/image-event';
import { type PreviewSize, sizeName } from '../../lambda/domain/previews/preview-recipe';

/** An EventBridge input transformer: values of the event, and the text that they are inserted into. */
export interface InputTransformer {
  /** JSON paths by their name in the template, at most 100. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

const WHERE = { key: '$.detail.key', bucket: '$.detail.bucket', imageId: '$.detail.imageId' };
const WHERE_LINE = 'Image <imageId>, from <bucket>.';

/** A text of several lines is written as one JSON string a line. */
const lines = (...sentences: readonly string[]): string =>
  sentences.map((sentence) => JSON.stringify(sentence)).join('\n');

/**
 * The e-mail for each type of event. A COMPLETED record has every preview of the recipe in its order, so
 * previews are named by their position.
 */
export function notificationTexts(sizes: readonly PreviewSize[]): Record<ImageEventType, InputTransformer> {
  return {
    'Image Processing Completed': completedText(sizes),
    'Image Processing Failed': {
      inputPaths: { ...WHERE, code: '$.detail.error.code', reason: '$.detail.error.message' },
      inputTemplate: lines(
        'Your photo <key> could not be processed.',
        '<reason> (<code>)',
        'Darkroom will not retry it. Please fix the photo and upload it again.',
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
