import type { Plan } from '../../plan/plan';
import type { Attributes } from '../../plan/read';
import { readTopology } from '../../plan/topology/topology';
import { withResources } from '../support/plans';
import { planOfEnvironment } from '../support/synthesized-stack';

const URLS = {
  endpoint: 'http://127.0.0.1:4566',
  apiUrl: 'http://127.0.0.1:8080/api',
  edgeUrl: 'http://127.0.0.1:8081',
};
const plan = planOfEnvironment({
  DELIVERY: 'cloudfront',
  AWS_REGION: 'eu-central-1',
  ALERT_EMAIL: 'a@example.com',
});

/** The plan with other attributes of the one resource of a type. */
const changed = (type: string, change: (attributes: Attributes) => Attributes): Plan =>
  withResources(plan, (resources) =>
    resources[type]
      ? {
          ...resources,
          [type]: Object.fromEntries(
            Object.entries(resources[type]).map(([name, attributes]) => [name, change(attributes)]),
          ),
        }
      : resources,
  );

const behaviorWith = (more: object) => (distribution: Attributes) => ({
  ...distribution,
  default_cache_behavior: { ...Object(distribution.default_cache_behavior), ...more },
});

describe('a distribution', () => {
  const { distributions, topics, alarms, functions, outputs } = readTopology(plan, URLS);

  it('reads the bucket that its origin names', () => {
    expect(distributions).toMatchObject([
      { bucket: 'photo-processed-000000000000-dev', defaultRootObject: 'previews', trustedKeys: [] },
    ]);
    expect(Object.keys(distributions[0]?.functions ?? {})).toEqual(['viewer-request', 'viewer-response']);
  });

  it('is reached without TLS on this machine, wherever its address is named', () => {
    const api = functions.find(({ name }) => name === 'image-api-dev');
    expect(api?.environment.DELIVERY_URL).toBe(URLS.edgeUrl);
    expect(outputs.delivery_url).toBe(URLS.edgeUrl);
    const own = planOfEnvironment({
      DELIVERY: 'cloudfront',
      DELIVERY_DOMAIN: 'images.example.com',
      DELIVERY_CERTIFICATE_ARN: 'arn:aws:acm:us-east-1:123456789012:certificate/0a',
    });
    expect(readTopology(own, URLS).outputs.delivery_url).toBe(URLS.edgeUrl);
  });

  it('has its alarm and topic in us-east-1, while the others are in the region of the settings', () => {
    const regionOf = (arn: string) => arn.split(':')[3];
    const named = Object.fromEntries(topics.map(({ name, arn }) => [name, regionOf(arn)]));
    expect(named).toMatchObject({
      'image-delivery-alerts-dev': 'us-east-1',
      'image-processing-alerts-dev': 'eu-central-1',
    });
    const alarm = alarms.find(({ metric }) => metric.namespace === 'AWS/CloudFront');
    expect(regionOf(alarm?.arn ?? '')).toBe('us-east-1');
  });

  it.each<[string, Plan]>([
    [
      'http_port is not supported',
      changed('aws_cloudfront_distribution', (one) => ({ ...one, http_port: 80 })),
    ],
    ['compress: only false', changed('aws_cloudfront_distribution', behaviorWith({ compress: true }))],
    ['allowed_methods', changed('aws_cloudfront_distribution', behaviorWith({ allowed_methods: ['PUT'] }))],
    ['min_ttl is not supported', changed('aws_cloudfront_distribution', behaviorWith({ min_ttl: 5 }))],
    [
      'only cloudfront-js-2.0',
      changed('aws_cloudfront_function', (one) => ({ ...one, runtime: 'cloudfront-js-1.0' })),
    ],
    [
      'only buckets are supported',
      changed('aws_cloudfront_distribution', (one) => ({
        ...one,
        origin: [{ origin_id: 'x', domain_name: 'example.com', origin_access_control_id: 'x' }],
      })),
    ],
  ])('is refused by name when the edge does not support it: %s', (problem, unsupported) => {
    expect(() => readTopology(unsupported, URLS)).toThrow(problem);
  });
});
