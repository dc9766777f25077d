import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSynthesizedStacks } from '../../plan/read';
import { dataLost } from '../../scripts/review/losses';
import { resourceChanges } from '../../scripts/review/resource-changes';
import { documentOf } from '../../scripts/review/stack-document';
import { synthesizeInto } from '../support/synthesized-stack';

/** Stacks as releases synthesized them with the default settings: what is deployed somewhere. */
const RELEASES = join(__dirname, '../fixtures/deployed-stacks');

/** Resources that people or programs use by a name, a URL or an ARN, or that they had to confirm. */
const USED_BY_NAME = [
  'aws_s3_bucket',
  'aws_dynamodb_table',
  'aws_sqs_queue',
  'aws_lambda_function',
  'aws_cloudwatch_event_bus',
  'aws_sns_topic',
  'aws_sns_topic_subscription',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_stage',
  'aws_cloudwatch_dashboard',
  'aws_cloudwatch_log_group',
  'aws_kms_key',
];

const folder = mkdtempSync(join(tmpdir(), 'darkroom-upgrade-'));
synthesizeInto(folder);
const documentsIn = (outdir: string) => readSynthesizedStacks(outdir).map(documentOf);
const today = new Map(documentsIn(folder).map((document) => [document.name, document]));

describe.each(readdirSync(RELEASES))('an upgrade of %s', (release) => {
  const changes = documentsIn(join(RELEASES, release)).flatMap((before) => {
    const after = today.get(before.name);
    if (!after) throw new Error(`The stack ${before.name} of ${release} does not exist any more`);
    return resourceChanges(before, after);
  });
  const gone = changes.filter(({ action }) => action === 'remove' || action === 'replace');

  it('loses no data', () => {
    expect(gone.filter((change) => dataLost(change) !== undefined).map(({ address }) => address)).toEqual([]);
  });

  it('keeps every name, URL and ARN that people use', () => {
    expect(gone.filter(({ type }) => USED_BY_NAME.includes(type)).map(({ address }) => address)).toEqual([]);
  });

  it('replaces no policy: a new one could be removed together with the old one', () => {
    expect(gone.filter(({ type }) => /policy/.test(type)).map(({ address }) => address)).toEqual([]);
  });

  it('knows the replacing arguments of every changed resource', () => {
    expect(changes.filter(({ isUnknownType }) => isUnknownType)).toEqual([]);
  });
});
