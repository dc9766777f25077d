import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import type { Construct } from 'constructs';
import { parseStack } from '../../plan/read';
import { LambdaFunction } from '../../stacks/constructs/lambda-function';
import { loadSettings } from '../../stacks/settings';
import { SynthesizedStack, statementsOf, variablesOf } from '../support/synthesized-stack';

const zip = join(mkdtempSync(join(tmpdir(), 'darkroom-function-')), 'function.zip');
writeFileSync(zip, '');

const makeFunction = (scope: Construct, environment: Record<string, string>) =>
  new LambdaFunction(scope, 'example', {
    name: 'example-dev',
    description: 'An example.',
    package: zip,
    timeout: 10,
    environment: { ENVIRONMENT: 'dev' },
    settings: loadSettings({ environment, context: {} }),
  });

const synthesizeFunction = (
  configure: (fn: LambdaFunction) => void,
  environment: Record<string, string> = {},
) =>
  new SynthesizedStack(
    parseStack(Testing.synthScope((scope) => configure(makeFunction(scope, environment)))),
  );

describe('a function', () => {
  it('may write its own logs and traces, and nothing else until it is granted', () => {
    const { policy } = synthesizeFunction(() => {}).resource('aws_iam_role_policy');
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual(['WriteLogs', 'WriteTraces']);
  });

  it('takes permissions and variables from capability calls', () => {
    const stack = synthesizeFunction((fn) => {
      fn.allow({ Sid: 'ReadThings', Action: ['things:Get'], Resource: 'arn:aws:things:::one' });
      fn.setEnvironment('THING', 'one');
    });
    expect(statementsOf(stack.resource('aws_iam_role_policy').policy)).toContainEqual({
      Sid: 'ReadThings',
      Effect: 'Allow',
      Action: ['things:Get'],
      Resource: 'arn:aws:things:::one',
    });
    expect(variablesOf(stack.resource('aws_lambda_function'))).toMatchObject({
      ENVIRONMENT: 'dev',
      THING: 'one',
    });
  });

  it.each([
    ['DEBUG', 'DEBUG'],
    ['INFO', 'INFO'],
    ['WARN', 'INFO'],
    ['ERROR', 'INFO'],
  ])(
    'turns LOG_LEVEL %s into the level %s of Lambda’s own filter, so that its metrics are kept',
    (level, kept) => {
      const stack = synthesizeFunction(() => {}, { LOG_LEVEL: level });
      expect(stack.resource('aws_lambda_function').logging_config).toMatchObject({
        application_log_level: kept,
      });
    },
  );

  it('shows the lines of the source in its stack traces', () => {
    const fn = synthesizeFunction(() => {}).resource('aws_lambda_function');
    expect(variablesOf(fn)).toMatchObject({ NODE_OPTIONS: '--enable-source-maps' });
  });

  it('refuses the same grant twice', () => {
    expect(() =>
      synthesizeFunction((fn) => {
        fn.allow({ Sid: 'ReadThings', Action: ['things:Get'], Resource: '*' });
        fn.allow({ Sid: 'ReadThings', Action: ['things:Get'], Resource: '*' });
      }),
    ).toThrow(/already has the statement ReadThings: grant it once/);
  });

  it('refuses a second value of a variable', () => {
    expect(() => synthesizeFunction((fn) => fn.setEnvironment('ENVIRONMENT', 'prod'))).toThrow(
      /already has ENVIRONMENT = dev, so it cannot be prod/,
    );
  });
});
