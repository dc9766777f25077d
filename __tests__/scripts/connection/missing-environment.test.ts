import { withEnvironment } from '../../../scripts/connection/connection';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

describe('a command for an environment that does not exist', () => {
  let operated: OperatedDarkroom;

  beforeAll(async () => {
    operated = await OperatedDarkroom.open();
  });
  afterAll(() => operated.close());

  it.each([
    ['images plan', 'There is no table image-metadata-prod in us-east-1. ENVIRONMENT_SUFFIX=prod and'],
    [
      'reconcile',
      'There is no bucket photo-uploads-000000000000-prod in us-east-1. ENVIRONMENT_SUFFIX=prod and',
    ],
    [
      'images redrive --dry-run',
      'There is no queue image-uploads-dlq-prod in us-east-1. ENVIRONMENT_SUFFIX=prod and',
    ],
  ])('names the missing resource, and the settings that select it: %s', async (words, sentence) => {
    const { exitCode, err } = await operated.run(words, { ENVIRONMENT_SUFFIX: 'prod' });
    expect(err).toContain(sentence);
    expect(exitCode).toBe(3);
  });

  it('says that SOURCE_BUCKET names an imported bucket', async () => {
    const { err } = await operated.run('reconcile', { ENVIRONMENT_SUFFIX: 'prod' });
    expect(err).toContain('For an imported bucket, set SOURCE_BUCKET.');
  });
});

it('an endpoint without a scheme is refused with the scheme that it lacks', () => {
  expect(() => withEnvironment({ endpointUrl: '127.0.0.1:4566' })).toThrow(
    'The endpoint 127.0.0.1:4566 lacks its scheme: http://127.0.0.1:4566',
  );
  expect(withEnvironment({ endpointUrl: 'http://127.0.0.1:4566' })).toEqual({
    endpointUrl: 'http://127.0.0.1:4566',
  });
});
