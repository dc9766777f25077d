import { noEventLoops } from '../../stacks/checks/no-event-loops';
import { deliveryKeys } from '../support/delivery-keys';
import {
  planOfEnvironment,
  SynthesizedStack,
  statementsOf,
  synthesize,
  variablesOf,
} from '../support/synthesized-stack';

const { publicKey } = deliveryKeys();
const DELIVERED = { DELIVERY: 'cloudfront', AWS_REGION: 'eu-central-1' };
const SIGNED = {
  ...DELIVERED,
  DELIVERY_ACCESS: 'signed',
  DELIVERY_PUBLIC_KEY: publicKey,
  DELIVERY_PRIVATE_KEY_SECRET: 'darkroom/delivery-key',
};

function stacksOf(environment: Record<string, string>) {
  const plan = planOfEnvironment(environment);
  const read = (name: string) =>
    new SynthesizedStack(plan.stacks.find((stack) => stack.name === name)?.json ?? {});
  return { plan, delivery: read('delivery'), storage: read('storage'), pipeline: read('pipeline') };
}

const { plan, delivery, storage, pipeline } = stacksOf(DELIVERED);
const distribution = delivery.resource('aws_cloudfront_distribution');
const behavior = Object(distribution.default_cache_behavior);

/** How another stack names an attribute of the distribution. */
const named = (attribute: string) =>
  `\${data.terraform_remote_state.cross-stack-reference-input-delivery.outputs.cross-stack-output-aws_cloudfront_distribution${distribution.logicalId}${attribute}}`;

describe('The delivery stack', () => {
  it('is there only with DELIVERY', () => {
    expect(planOfEnvironment().stacks.map(({ name }) => name)).toEqual([
      'state-backend',
      'storage',
      'pipeline',
    ]);
    expect(plan.stacks.map(({ name }) => name)).toEqual(['state-backend', 'storage', 'delivery', 'pipeline']);
  });

  it('is deployed after `storage` and before `pipeline`', () => {
    const statesRead = (stack: SynthesizedStack) =>
      Object.keys(stack.json.data?.terraform_remote_state ?? {}).map((name) => name.split('input-')[1]);
    expect([storage, delivery, pipeline].map(statesRead)).toEqual([[], ['storage'], ['storage', 'delivery']]);
    expect(noEventLoops(plan)).toEqual([]);
  });

  it('keeps its metrics, certificate and topic in us-east-1, and its state with the others', () => {
    expect(delivery.json.provider?.aws?.[0]?.region).toBe('us-east-1');
    expect(storage.json.provider?.aws?.[0]?.region).toBe('eu-central-1');
    expect(delivery.json.terraform?.backend?.s3).toMatchObject({
      key: 'darkroom/dev/delivery.tfstate',
      region: 'eu-central-1',
    });
  });

  it('puts CloudFront in front of the processed bucket, as itself', () => {
    expect(distribution.origin).toEqual([
      {
        domain_name: expect.stringMatching(
          /^\$\{data\.terraform_remote_state\..*-storage\..*aws_s3_bucket.*processed-bucket.*\}\.s3\.eu-central-1\.amazonaws\.com$/,
        ),
        origin_access_control_id: delivery.reference('aws_cloudfront_origin_access_control', 'id'),
        origin_id: 'processed-bucket',
      },
    ]);
    expect(delivery.resource('aws_cloudfront_origin_access_control')).toMatchObject({
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    });
  });

  it('reads only, by TLS, over HTTP/2 and 3, without compressing pictures again', () => {
    expect(distribution).toMatchObject({ http_version: 'http2and3', is_ipv6_enabled: true, enabled: true });
    expect(behavior).toMatchObject({
      allowed_methods: ['GET', 'HEAD'],
      compress: false,
      viewer_protocol_policy: 'redirect-to-https',
    });
  });

  it('caches for a year by the path alone, which the functions make of the address', () => {
    expect(delivery.resource('aws_cloudfront_cache_policy')).toMatchObject({
      default_ttl: 31_536_000,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        cookies_config: { cookie_behavior: 'none' },
        headers_config: { header_behavior: 'none' },
        query_strings_config: { query_string_behavior: 'none' },
        enable_accept_encoding_brotli: false,
        enable_accept_encoding_gzip: false,
      },
    });
    expect(behavior.function_association).toHaveLength(2);
    const fn = expect.objectContaining({ runtime: 'cloudfront-js-2.0', publish: true });
    expect(Object.values(delivery.resources('aws_cloudfront_function'))).toEqual([fn, fn]);
  });

  it('knows the formats of the presets', () => {
    const codes = Object.values(delivery.resources('aws_cloudfront_function')).map(({ code }) =>
      String(code),
    );
    expect(codes.join()).toContain('const FORMATS = {"150x150":"webp","300x300":"webp","800x800":"webp"};');
  });

  it('writes no expression of Terraform into the code of its functions', () => {
    const codes = Object.values(delivery.resources('aws_cloudfront_function')).map(({ code }) =>
      String(code),
    );
    expect(codes.join()).toMatch(/\$\$\{/);
    expect(codes.join()).not.toMatch(/(?<!\$)\$\{/);
  });

  it('adds security headers, and CORS headers for the origins that are allowed', () => {
    const [, headers] = Object.entries(delivery.resources('aws_cloudfront_response_headers_policy'))[0] ?? [];
    expect(headers).toMatchObject({
      security_headers_config: {
        content_type_options: { override: true },
        content_security_policy: { content_security_policy: expect.stringContaining('sandbox') },
        strict_transport_security: { access_control_max_age_sec: 31_536_000 },
      },
    });
    expect(headers).not.toHaveProperty('cors_config');
    const open = stacksOf({ ...DELIVERED, CORS_ALLOWED_ORIGINS: 'https://photos.example.com' }).delivery;
    expect(open.resource('aws_cloudfront_response_headers_policy').cors_config).toMatchObject({
      access_control_allow_origins: { items: ['https://photos.example.com'] },
    });
  });

  it('has the certificate of CloudFront, or that of an own domain with TLS 1.2 at least', () => {
    expect(distribution.viewer_certificate).toEqual({ cloudfront_default_certificate: true });
    const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b';
    const own = stacksOf({
      ...DELIVERED,
      DELIVERY_DOMAIN: 'images.example.com',
      DELIVERY_CERTIFICATE_ARN: certificate,
    });
    expect(own.delivery.resource('aws_cloudfront_distribution')).toMatchObject({
      aliases: ['images.example.com'],
      viewer_certificate: {
        acm_certificate_arn: certificate,
        minimum_protocol_version: 'TLSv1.2_2021',
        ssl_support_method: 'sni-only',
      },
    });
    const api = own.pipeline.resource('aws_lambda_function', { function_name: 'image-api-dev' });
    expect(variablesOf(api).DELIVERY_URL).toBe('https://images.example.com');
  });

  it('has an alarm on server errors, whose topic admits it alone', () => {
    const alarm = delivery.resource('aws_cloudwatch_metric_alarm');
    expect(alarm).toMatchObject({
      namespace: 'AWS/CloudFront',
      metric_name: '5xxErrorRate',
      statistic: 'Average',
      threshold: 1,
      dimensions: {
        Region: 'Global',
        DistributionId: delivery.reference('aws_cloudfront_distribution', 'id'),
      },
    });
    expect(statementsOf(delivery.resource('aws_sns_topic_policy').policy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: expect.objectContaining({
          ArnEquals: { 'aws:SourceArn': [delivery.reference('aws_cloudwatch_metric_alarm', 'arn')] },
        }),
      }),
    );
  });
});

describe('The processed bucket', () => {
  const extended = delivery.resource('aws_s3_bucket_policy');
  const policies = statementsOf(extended.policy).filter(({ Effect }) => Effect === 'Allow');
  const own = (of: SynthesizedStack) =>
    Object.values(of.resources('aws_s3_bucket_policy')).find(({ bucket }) =>
      /processed/.test(String(bucket)),
    );

  it('admits exactly this distribution, to read previews', () => {
    expect(policies.map(({ Action, Principal, Condition }) => [Action, Principal, Condition])).toEqual([
      [
        ['s3:GetObject'],
        { Service: 'cloudfront.amazonaws.com' },
        { StringEquals: { 'AWS:SourceArn': delivery.reference('aws_cloudfront_distribution', 'arn') } },
      ],
      [
        ['s3:ListBucket'],
        { Service: 'cloudfront.amazonaws.com' },
        { StringEquals: { 'AWS:SourceArn': delivery.reference('aws_cloudfront_distribution', 'arn') } },
      ],
    ]);
    expect(policies[0]?.Resource).toMatch(/\/previews\/\*$/);
  });

  it('refuses plain HTTP, whichever stack wrote its policy last', () => {
    const denials = [own(storage), extended].map((policy) =>
      statementsOf(policy?.policy)
        .filter(({ Effect }) => Effect === 'Deny')
        .map(({ Sid, Action, Condition }) => [Sid, Action, Condition]),
    );
    expect(denials[0]).toEqual([['DenyPlainHttp', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }]]);
    expect(denials[1]).toEqual(denials[0]);
  });

  it('has its policy from `storage`, which leaves it alone once `delivery` may have replaced it', () => {
    const ignored = (environment: Record<string, string>) =>
      Object(own(stacksOf(environment).storage)?.lifecycle).ignore_changes;
    expect(ignored(DELIVERED)).toEqual(['policy']);
    expect(ignored({})).toBeUndefined();
  });

  it('has its policy changed in its own region', () => {
    const region = delivery.json.provider?.aws?.find(({ alias }) => extended.provider === `aws.${alias}`);
    expect(region).toMatchObject({ region: 'eu-central-1' });
  });

  it('stays private', () => {
    const block = expect.objectContaining({ block_public_policy: true, restrict_public_buckets: true });
    const blocks = Object.values(storage.resources('aws_s3_bucket_public_access_block'));
    expect(blocks).toEqual([block, block]);
  });

  it('lets distributions of the account use the key that encrypts previews', () => {
    const encrypted = stacksOf({ ...DELIVERED, KMS_KEY: 'managed' });
    expect(statementsOf(encrypted.storage.resource('aws_kms_key').policy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 'kms:Decrypt',
        Condition: {
          ArnLike: { 'AWS:SourceArn': expect.stringMatching(/^arn:aws:cloudfront::.+:distribution\/\*$/) },
        },
      }),
    );
  });
});

const functionOf = (stack: SynthesizedStack, name: string) => ({
  variables: variablesOf(stack.resource('aws_lambda_function', { function_name: name })),
  statements: statementsOf(stack.resource('aws_iam_role_policy', { name }).policy),
});

describe('The functions', () => {
  it.each(['image-api-dev', 'image-processor-dev'])('%s may invalidate this distribution alone', (name) => {
    const { variables, statements } = functionOf(pipeline, name);
    expect(variables.DELIVERY_DISTRIBUTION_ID).toBe(named('id'));
    expect(statements).toContainEqual({
      Sid: 'InvalidatePreviews',
      Effect: 'Allow',
      Action: ['cloudfront:CreateInvalidation'],
      Resource: named('arn'),
    });
  });

  it('return addresses of the CDN, and presign no previews', () => {
    const { variables, statements } = functionOf(pipeline, 'image-api-dev');
    expect(variables.DELIVERY_URL).toBe(`https://${named('domain_name')}`);
    expect(variables).not.toHaveProperty('DELIVERY_PRIVATE_KEY_SECRET');
    expect(statements.map(({ Sid }) => Sid)).not.toContain('PresignPreviews');
  });

  it('know nothing of a CDN without DELIVERY', () => {
    const without = synthesize();
    for (const name of ['image-api-dev', 'image-processor-dev']) {
      const { variables, statements } = functionOf(without.pipeline, name);
      expect(Object.keys(variables).filter((variable) => variable.startsWith('DELIVERY'))).toEqual([]);
      expect(JSON.stringify(statements)).not.toMatch(/cloudfront|secretsmanager/);
    }
  });
});

describe('Signed delivery', () => {
  const signed = stacksOf(SIGNED);

  it('admits viewers by the keys of one group, which are named by their content', () => {
    const key = signed.delivery.resource('aws_cloudfront_public_key');
    expect(key.encoded_key).toBe(publicKey);
    expect(key.name).toMatch(/^image-previews-dev-[0-9a-f]{8}$/);
    expect(signed.delivery.resource('aws_cloudfront_key_group').items).toEqual([
      signed.delivery.reference('aws_cloudfront_public_key', 'id'),
    ]);
    const { trusted_key_groups: groups } = Object(
      signed.delivery.resource('aws_cloudfront_distribution').default_cache_behavior,
    );
    expect(groups).toEqual([signed.delivery.reference('aws_cloudfront_key_group', 'id')]);
  });

  it('keeps the old key beside the new one while keys are rotated', () => {
    const { publicKey: next } = deliveryKeys();
    const both = stacksOf({ ...SIGNED, DELIVERY_PUBLIC_KEY: `${next}${publicKey}` }).delivery;
    const keys = both.resources('aws_cloudfront_public_key');
    expect(Object.keys(keys)).toContain(signed.delivery.resource('aws_cloudfront_public_key').logicalId);
    expect(Object.values(keys).map(({ encoded_key }) => encoded_key)).toEqual([next, publicKey]);
  });

  it('lets the API read the secret of the private key, which no state contains', () => {
    const { variables, statements } = functionOf(signed.pipeline, 'image-api-dev');
    expect(variables).toMatchObject({
      DELIVERY_PRIVATE_KEY_SECRET: 'darkroom/delivery-key',
      DELIVERY_KEY_PAIR_ID: expect.stringContaining('aws_cloudfront_public_key'),
    });
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: ['secretsmanager:GetSecretValue'],
        Resource: expect.stringMatching(
          /^arn:aws:secretsmanager:eu-central-1:.*:secret:darkroom\/delivery-key-\?{6}$/,
        ),
      }),
    );
    expect(JSON.stringify(signed.plan.stacks)).not.toContain('PRIVATE KEY-----');
    expect(functionOf(signed.pipeline, 'image-processor-dev').variables).not.toHaveProperty(
      'DELIVERY_PRIVATE_KEY_SECRET',
    );
  });
});
