import { synthesize } from '../support/synthesized-stack';

const { storage, pipeline } = synthesize();

const described = { value: expect.any(String), description: expect.stringMatching(/^The .+\.$/) };

describe('outputs', () => {
  it.each(['source_bucket_name', 'processed_bucket_name', 'metadata_table_name'])(
    'are exported by storage: %s',
    (name) => {
      expect(storage.output(name)).toEqual(described);
    },
  );

  it.each([
    'image_processor_function_name',
    'image_processor_function_arn',
    'api_url',
    'notifications_topic_arn',
    'alerts_topic_arn',
    'event_bus_arn',
    'uploads_queue_url',
    'dead_letter_queue_url',
    'dashboard_url',
  ])('are exported by pipeline: %s', (name) => {
    expect(pipeline.output(name)).toEqual(described);
  });
});
