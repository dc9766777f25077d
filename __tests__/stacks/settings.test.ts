import { InvalidSettingsError } from '../../stacks/invalid-settings-error';
import { PLACEHOLDER_STATE_BUCKET } from '../../stacks/setting-groups/environment';
import { loadSettings, settingsSchema } from '../../stacks/settings';

const load = (environment: Record<string, string> = {}, context: Record<string, unknown> = {}) =>
  loadSettings({ environment, context });

function problemsOf(environment: Record<string, string>, context: Record<string, unknown> = {}): string[] {
  try {
    load(environment, context);
  } catch (error) {
    if (error instanceof InvalidSettingsError) return [...error.problems];
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('has a default for everything, so that a clean clone synthesizes', () => {
    expect(load()).toEqual({
      ENVIRONMENT_SUFFIX: 'dev',
      AWS_REGION: 'us-east-1',
      STATE_BUCKET: PLACEHOLDER_STATE_BUCKET,
      PREVIEW_SIZES: [
        { width: 150, height: 150 },
        { width: 300, height: 300 },
        { width: 800, height: 800 },
      ],
      PREVIEW_FORMAT: ['webp'],
      PREVIEW_FIT: 'inside',
      MAX_IMAGE_SIZE: 10_485_760,
      MAX_IMAGE_PIXELS: 100_000_000,
      MAX_FRAMES: 1,
      HEIC_INPUT: true,
      USER_ID_SOURCE: 'metadata',
      NOTIFY_ON: 'all',
      CORS_ALLOWED_ORIGINS: [],
      WEBHOOK_SECRET_NAME: 'darkroom/dev/webhook',
      LOG_RETENTION_DAYS: 7,
      PREVIEW_EXPIRATION_DAYS: 365,
      MAX_CONCURRENCY: 10,
      RETAIN_DATA: false,
      API_ACCESS_LOGS: 'managed',
      LOG_LEVEL: 'INFO',
      DELIVERY: 'none',
      DELIVERY_ACCESS: 'public',
      DELIVERY_PRICE_CLASS: 'PriceClass_100',
    });
  });

  it('takes the user from the folder alone where people sign in, unless the setting says otherwise', () => {
    const signIn = { SIGN_IN_ISSUER: 'https://issuer.example/', SIGN_IN_AUDIENCE: 'web' };
    expect(load(signIn).USER_ID_SOURCE).toBe('folder');
    expect(load({ ...signIn, USER_ID_SOURCE: 'metadata' }).USER_ID_SOURCE).toBe('metadata');
  });

  it('takes the environment over cdktf.json over the default', () => {
    const context = { PREVIEW_FORMAT: 'avif', MAX_CONCURRENCY: 50, RETAIN_DATA: true };
    expect(load({ PREVIEW_FORMAT: 'png' }, context)).toMatchObject({
      PREVIEW_FORMAT: ['png'],
      MAX_CONCURRENCY: 50,
      RETAIN_DATA: true,
      PREVIEW_FIT: 'inside',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(load({ NOTIFICATION_EMAIL: '', PREVIEW_FORMAT: ' ' })).toEqual(load());
  });

  it('retains the data of every environment but dev, unless set otherwise', () => {
    expect(load({ ENVIRONMENT_SUFFIX: 'prod' }).RETAIN_DATA).toBe(true);
    expect(load({ ENVIRONMENT_SUFFIX: 'staging', RETAIN_DATA: 'false' }).RETAIN_DATA).toBe(false);
    expect(load({ ENVIRONMENT_SUFFIX: 'dev', RETAIN_DATA: 'true' }).RETAIN_DATA).toBe(true);
  });

  it('reports all problems together', () => {
    const problems = problemsOf(
      { PREVIEW_SIZES: '10x10', NOTIFICATION_EMAIL: 'nobody', MAX_CONCURRENCY: '1' },
      { LOG_RETENTION_DAYS: 8, PREVIEW_SIZE: '100x100' },
    );
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/PREVIEW_SIZES .*NOTIFICATION_EMAIL .*LOG_RETENTION_DAYS /s);
  });

  it('says what was given, where, what is allowed and how to set it', () => {
    expect(problemsOf({ PREVIEW_FORMAT: 'bmp' })).toEqual([
      'PREVIEW_FORMAT is "bmp" in the environment, but must be one or more of webp, jpeg, png, avif, original, each once, separated by commas. ' +
        'Set the environment variable PREVIEW_FORMAT, or "PREVIEW_FORMAT" in the context of cdktf.json.',
    ]);
    expect(problemsOf({}, { LOG_LEVEL: 'LOUD' })[0]).toContain('LOG_LEVEL is "LOUD" in cdktf.json, but must');
  });

  it('names a setting in cdktf.json that does not exist or cannot be read', () => {
    expect(problemsOf({}, { PREVIEW_SIZE: '1' })[0]).toMatch(/^PREVIEW_SIZE in cdktf.json is not a setting/);
    expect(problemsOf({}, { MAX_FRAMES: ['1'] })[0]).toMatch(/^MAX_FRAMES in cdktf.json must be a text/);
    expect(problemsOf({}, { cdktfVersion: '0.21' })).toEqual([]);
  });

  it.each([
    ['ENVIRONMENT_SUFFIX', ['dev', 'team-7', 'a'], ['Dev', 'a'.repeat(17), '-a', 'a-', 'ü']],
    ['AWS_REGION', ['eu-central-1', 'ap-southeast-2'], ['Frankfurt', 'cn-north-1', 'us-gov-west-1']],
    ['STATE_BUCKET', ['my-state', 'my.state.bucket'], ['ab', 'My-state', '192.168.0.1', 'a..b', 'xn--a']],
    ['SOURCE_BUCKET', ['photos-2020'], ['photos_2020', 'photos-', 'a'.repeat(64)]],
    ['PREVIEW_SIZES', ['16x4096', '100x100, 200x200'], ['15x100', '100', '1x1,', '9x9', '100x100,100x100']],
    ['PREVIEW_FORMAT', ['webp', 'original', 'avif, webp,jpeg'], ['gif', 'webp,webp', 'webp,', ',']],
    ['PREVIEW_QUALITY', ['1', '100'], ['0', '101', '80.5']],
    [
      'WEBHOOK_URL',
      ['https://shop.example.com/hook?shop=1', 'http://127.0.0.1:3000/hook', 'http://localhost:3000'],
      [
        'http://shop.example.com/hook',
        'https://169.254.169.254/latest',
        'https://[::1]/hook',
        'https://2130706433/',
        'https://localhost/hook',
        'https://db.internal/hook',
        'https://user:secret@shop.example.com/',
        'http://127.0.0.1.evil.example/',
        'shop.example.com',
      ],
    ],
    ['WEBHOOK_SECRET_NAME', ['shop/webhook', 'a'], ['a b', 'x'.repeat(513)]],
    ['PREVIEW_FIT', ['inside', 'cover'], ['fill']],
    ['MAX_IMAGE_SIZE', ['1', '268435456'], ['0', '268435457', '10MB']],
    ['MAX_IMAGE_PIXELS', ['1', '1000000000'], ['0', '-5']],
    ['MAX_FRAMES', ['1', '500'], ['0', '501', '1.5']],
    ['HEIC_INPUT', ['true', 'false'], ['yes', '1', 'TRUE']],
    ['NOTIFICATION_EMAIL', ['a@example.com'], ['a@', 'example.com']],
    ['ALERT_EMAIL', ['a@example.com'], ['a b@example.com']],
    ['NOTIFY_ON', ['all', 'failures'], ['none']],
    [
      'CORS_ALLOWED_ORIGINS',
      ['*', 'https://a.example, http://localhost:5173', 'capacitor://localhost,tauri://localhost'],
      ['a.example', 'https://a/', 'https://A.example', 'file://localhost', 'null'],
    ],
    ['LOG_RETENTION_DAYS', ['1', '7', '3653'], ['0', '2', '8']],
    ['PREVIEW_EXPIRATION_DAYS', ['0', '365'], ['-1', 'never']],
    ['METADATA_RETENTION_DAYS', ['1', '365'], ['0']],
    ['MAX_CONCURRENCY', ['2', '1000'], ['1', '1001']],
    ['RETAIN_DATA', ['true', 'false'], ['yes', '1']],
    ['API_ACCESS_LOGS', ['managed', 'account', 'off'], ['on']],
    ['LOG_LEVEL', ['DEBUG', 'INFO', 'WARN', 'ERROR'], ['info', 'SILENT']],
  ])('%s takes %j and refuses %j', (name, good, bad) => {
    for (const value of good) expect(problemsOf({ [name]: value })).toEqual([]);
    for (const value of bad) expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it('describes every setting, what it may be, and what happens without each that has no default', () => {
    const undescribed = Object.entries(settingsSchema.shape).filter(([, field]) => {
      const { description, allowed, none } = field.meta() ?? {};
      return !description || !allowed || (field.type === 'optional' && !none);
    });
    expect(undescribed).toEqual([]);
  });
});
