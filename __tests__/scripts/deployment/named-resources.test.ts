import { S3Client } from '@aws-sdk/client-s3';
import { namedResources } from '../../../scripts/deployment/preflight/named-resources';
import { planOfEnvironment } from '../../support/synthesized-stack';
import { accountWith } from './support';

const TOPIC = 'image-delivery-alerts-dev';
const plan = planOfEnvironment({ AWS_REGION: 'eu-central-1', DELIVERY: 'cloudfront' });

/** Whether the topic of the CDN is in use, by the names of topics in the region of the settings and in us-east-1. */
async function situationOfTopic(here: string[], inVirginia: string[]) {
  const elsewhere = { 'us-east-1': inVirginia };
  const account = accountWith(new S3Client({ region: 'eu-central-1' }), here, { elsewhere }, 'eu-central-1');
  return namedResources(plan, account)
    .find(({ name }) => name === TOPIC)
    ?.situation();
}

it('looks up a name in the region of its stack, which is us-east-1 for the CDN', async () => {
  expect(await situationOfTopic([], [TOPIC])).toBe('taken');
  expect(await situationOfTopic([TOPIC], [])).toBe('free');
});
