import { imageApiEnvironment } from '../../../lambda/image-api/environment';
import { InvalidEnvironmentError, parseEnvironment } from '../../../lambda/runtime/parse-environment';

const ENVIRONMENT = {
  SOURCE_BUCKET: 'photo-uploads-000000000000-dev',
  PROCESSED_BUCKET: 'photo-processed-000000000000-dev',
  METADATA_TABLE: 'image-metadata-dev',
  EVENT_BUS_NAME: 'image-processing-events-dev',
  ENVIRONMENT: 'dev',
  MAX_IMAGE_SIZE: '10485760',
  PREVIEW_EXPIRATION_DAYS: '365',
  PROCESSOR_FUNCTION: 'image-processor-dev',
  LOG_LEVEL: 'INFO',
};

it.each([
  ['https://a.example', ['https://a.example']],
  ['https://a.example, http://localhost:3000', ['https://a.example', 'http://localhost:3000']],
])('parses origins separated by commas: %p', (text, origins) => {
  const parsed = parseEnvironment(imageApiEnvironment, { ...ENVIRONMENT, CORS_ALLOWED_ORIGINS: text });
  expect(parsed.CORS_ALLOWED_ORIGINS).toEqual(origins);
});

it('rejects origins that no browser sends', () => {
  const environment = { ...ENVIRONMENT, CORS_ALLOWED_ORIGINS: 'https://a.example/album' };
  expect(() => parseEnvironment(imageApiEnvironment, environment)).toThrow(
    /CORS_ALLOWED_ORIGINS must be origins such as/,
  );
});

it('does not require origins', () => {
  expect(parseEnvironment(imageApiEnvironment, ENVIRONMENT)).not.toHaveProperty('CORS_ALLOWED_ORIGINS');
});

it('reports all missing variables at once', () => {
  const { SOURCE_BUCKET: _, METADATA_TABLE: __, ...incomplete } = ENVIRONMENT;
  expect(() => parseEnvironment(imageApiEnvironment, incomplete)).toThrow(
    new InvalidEnvironmentError(
      "The function's environment is not valid: SOURCE_BUCKET is missing; METADATA_TABLE is missing",
    ),
  );
});
