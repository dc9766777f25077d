import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signInEnvironment } from '../../lambda/sign-in/environment';
import { loadSettings } from '../../stacks/settings';
import { statementsOf, synthesize, variablesOf } from '../support/synthesized-stack';

const SIGN_IN = { SIGN_IN_ISSUER: 'https://issuer.example/', SIGN_IN_AUDIENCE: 'web, app' };
const { pipeline } = synthesize(SIGN_IN);
const FUNCTION = { function_name: 'image-sign-in-dev' };
const documentOf = (stack: typeof pipeline) =>
  JSON.parse(String(stack.resource('aws_api_gateway_rest_api').body));

describe('sign-in', () => {
  it('adds routes that ask for a token, and leaves those of backends as they are', () => {
    const [before, after] = [documentOf(synthesize().pipeline), documentOf(pipeline)];
    const added = Object.keys(after.paths).filter((path) => !(path in before.paths));
    expect(added.sort()).toEqual(['/my/images', '/my/images/{image_id}', '/my/uploads']);
    for (const path of Object.keys(before.paths)) expect(after.paths[path]).toEqual(before.paths[path]);
    for (const operation of added.flatMap((path) => Object.values<object>(after.paths[path]))) {
      expect(operation).toMatchObject({
        security: [{ signIn: [] }],
        'x-amazon-apigateway-auth': { type: 'CUSTOM' },
      });
    }
  });

  it('adds nothing where it is not set', () => {
    const { pipeline: without } = synthesize();
    expect(
      Object.values(without.resources('aws_lambda_function')).map(({ function_name: name }) => name),
    ).not.toContain('image-sign-in-dev');
    expect(JSON.stringify(documentOf(without))).not.toMatch(
      /signIn|OwnUpload|UNAUTHORIZED": \{"statusCode":"401/,
    );
  });

  it('asks the function about each token, and keeps no results', () => {
    expect(documentOf(pipeline).components.securitySchemes.signIn).toMatchObject({
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: pipeline.reference('aws_lambda_function', 'invoke_arn', FUNCTION),
        authorizerResultTtlInSeconds: 0,
      },
    });
  });

  it('lets the authorizers of this API alone call the function', () => {
    const api = pipeline.reference('aws_api_gateway_rest_api', 'execution_arn');
    expect(
      pipeline.resource('aws_lambda_permission', {
        function_name: pipeline.reference('aws_lambda_function', 'function_name', FUNCTION),
      }),
    ).toMatchObject({ principal: 'apigateway.amazonaws.com', source_arn: `${api}/authorizers/*` });
  });

  it('gives the function no permission but logs and traces', () => {
    const policy = pipeline.resource('aws_iam_role_policy', { name: 'image-sign-in-dev' });
    expect(statementsOf(policy.policy).map(({ Sid }) => Sid)).toEqual(['WriteLogs', 'WriteTraces']);
  });

  it('gives the function the issuer and the audiences, in variables that it accepts', () => {
    const variables = variablesOf(pipeline.resource('aws_lambda_function', FUNCTION));
    expect(signInEnvironment.parse(variables)).toMatchObject({
      SIGN_IN_ISSUER: 'https://issuer.example/',
      SIGN_IN_AUDIENCE: ['web', 'app'],
    });
  });

  it('watches the function', () => {
    expect(
      pipeline.resource('aws_cloudwatch_metric_alarm', { alarm_name: 'image-processing-sign-in-errors-dev' }),
    ).toMatchObject({ metric_name: 'Errors', namespace: 'AWS/Lambda' });
  });
});

describe('the settings of sign-in', () => {
  const load = (environment: Record<string, string>) => () => loadSettings({ environment, context: {} });

  it.each([
    'http://issuer.example',
    'issuer.example',
    'https://issuer.example/?a=b',
    'https://u:p@issuer.example',
    'ftp://localhost',
  ])('refuse the issuer %s', (issuer) => {
    expect(load({ ...SIGN_IN, SIGN_IN_ISSUER: issuer })).toThrow(/SIGN_IN_ISSUER .* must be the address/);
  });

  it.each(['a b', 'a,,b', 'ä'])('refuse the audience %p', (audience) => {
    expect(load({ ...SIGN_IN, SIGN_IN_AUDIENCE: audience })).toThrow(
      /SIGN_IN_AUDIENCE .* must be client ids/,
    );
  });

  it('are set together', () => {
    expect(load({ SIGN_IN_ISSUER: SIGN_IN.SIGN_IN_ISSUER })).toThrow(
      'SIGN_IN_ISSUER is set, but SIGN_IN_AUDIENCE is not. Set both, or neither.',
    );
    expect(load({ SIGN_IN_AUDIENCE: 'web' })).toThrow('SIGN_IN_AUDIENCE is set, but SIGN_IN_ISSUER is not.');
  });

  it('accept an issuer on this machine for the twin, but not for a deployment', () => {
    const issuer = { ...SIGN_IN, SIGN_IN_ISSUER: 'http://127.0.0.1:8082' };
    expect(load(issuer)).not.toThrow();
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
      env: { ...process.env, ...issuer, CDKTF_OUTDIR: mkdtempSync(join(tmpdir(), 'darkroom-sign-in-')) },
    });
    expect(status).toBe(1);
    expect(stderr).toBe(
      'SIGN_IN_ISSUER is http://127.0.0.1:8082, which only programs on this machine can reach: it works with npm start, not on AWS. Set an https:// address.\n',
    );
  });
});
