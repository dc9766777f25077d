import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { processImageEnvironment } from '../../lambda/process-image/environment';
import { previewsFile } from '../../lambda/runtime/previews-file';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import type { Plan } from '../../plan/plan';
import { previewsSchema } from '../../scripts/docs/previews-schema';
import { environmentsHaveRoom } from '../../stacks/checks/environments-have-room';
import { jpegPhoto } from '../support/photos';
import { EXAMPLE_PREVIEWS_FILE, exampleRecipes } from '../support/presets';
import { synthesize, variablesOf } from '../support/synthesized-stack';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../support/uploads';

const FUNCTION = { function_name: 'image-processor-dev' };
const earlier = JSON.parse(readFileSync(join(__dirname, '../fixtures/without-presets.json'), 'utf8'));

/** What an e-mail says of the previews. */
function previewsIn(transformer: unknown) {
  const { input_paths: paths, input_template: template } = z
    .object({ input_paths: z.record(z.string(), z.string()), input_template: z.string() })
    .parse(transformer);
  return {
    paths: Object.entries(paths).filter(([, path]) => path.includes('previews[')),
    lines: template.split('\n').filter((line) => line.includes('Preview ')),
  };
}

describe('an environment without presets', () => {
  it.each<{ settings: Record<string, string>; processor: object; completed: object }>(earlier.synthesized)(
    'has the same function and e-mail as before there were any, with $settings',
    ({ settings, processor, completed }) => {
      const { pipeline } = synthesize(settings);
      const variables = variablesOf(pipeline.resource('aws_lambda_function', FUNCTION));
      expect(JSON.stringify(variables)).toBe(JSON.stringify(processor));
      const targets = Object.entries(pipeline.resources('aws_cloudwatch_event_target'));
      const [, target] = targets.find(([id]) => id.includes('completed')) ?? [];
      expect(previewsIn(target?.input_transformer)).toEqual(previewsIn(completed));
    },
  );

  it('has the same keys and records', async () => {
    const { store, catalog, dependencies } = inMemoryPipeline();
    const upload = store.put(SOURCE_BUCKET, 'uploads/user-7/harbour.jpg', await jpegPhoto());
    const event = uploadEvent({
      ...upload,
      eventTime: earlier.record.timestamp,
      sequencer: earlier.record.sequencer,
    });
    await processUpload(event, attemptBy('m-1'), dependencies);
    expect([...store.previews.keys()].sort()).toEqual(earlier.keys);
    // Encoders write other bytes on other processors.
    const previews = earlier.record.previews.map((preview: object) => ({
      ...preview,
      size: expect.any(Number),
    }));
    expect(catalog.records[0]).toEqual({ ...earlier.record, previews });
  });
});

describe('an environment with presets', () => {
  const variables = variablesOf(
    synthesize({ PREVIEWS_FILE: EXAMPLE_PREVIEWS_FILE, PREVIEW_FORMAT: 'webp,jpeg' }).pipeline.resource(
      'aws_lambda_function',
      FUNCTION,
    ),
  );

  it('gives them to its function, which reads the same recipes', () => {
    const environment = processImageEnvironment.parse(variables);
    expect(recipeBookOf(environment)).toEqual(exampleRecipes({ PREVIEW_FORMAT: 'webp,jpeg' }));
  });

  it('names previews in its e-mails without sizes where uploads have different ones', () => {
    const textOf = (file: string) => {
      const { pipeline } = synthesize({ PREVIEWS_FILE: file });
      return JSON.stringify(pipeline.resources('aws_cloudwatch_event_target'));
    };
    expect(textOf(EXAMPLE_PREVIEWS_FILE)).toContain('Its previews: <name0> <name1> <name2>');
  });
});

describe('the room of an environment', () => {
  const planWith = (value: string) => ({
    resources: () => [
      {
        address: 'pipeline/aws_lambda_function.fn',
        attributes: { environment: { variables: { PREVIEWS: value, BUCKET: '${aws_s3_bucket.x.bucket}' } } },
      },
    ],
  });
  const problems = (value: string) => environmentsHaveRoom(planWith(value) as unknown as Plan);
  // The names of both variables, and the longest name of a bucket.
  const room = 4096 - 'PREVIEWS'.length - 'BUCKET'.length - 63;

  it('is 4 KB of names and values, references at their longest', () => {
    expect(problems('x'.repeat(room))).toEqual([]);
    expect(problems('x'.repeat(room + 17))).toEqual([
      'The environment of pipeline/aws_lambda_function.fn is 17 bytes over the 4096 that Lambda allows. Shorten the presets of PREVIEWS_FILE: shorter names, fewer folders, and formats and quality once in PREVIEW_FORMAT and PREVIEW_QUALITY.',
    ]);
  });

  it('is counted in bytes, not in characters', () => {
    expect(problems('ü'.repeat(room / 2 + 5))).toEqual([expect.stringMatching(/ (9|10) bytes over /)]);
  });
});

it('the JSON Schema for editors is what the settings are checked by', () => {
  const written = JSON.parse(readFileSync(join(__dirname, '../../docs/previews.schema.json'), 'utf8'));
  expect(written).toEqual(JSON.parse(previewsSchema()));
  expect(z.toJSONSchema(previewsFile, { io: 'input' })).toMatchObject({ required: ['presets'] });
});
