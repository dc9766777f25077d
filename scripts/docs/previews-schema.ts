import { z } from 'zod';
import { previewsFile } from '../../lambda/runtime/previews-file';

/** `docs/previews.schema.json`: editors complete and check a file of presets with it. */
export function previewsSchema(): string {
  const schema = z.toJSONSchema(previewsFile, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'Presets of Darkroom' }, null, 2)}\n`;
}
