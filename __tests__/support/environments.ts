/** The settings that add parts to the pipeline, by what they add. */
const OPTIONS = {
  'e-mail addresses': {
    NOTIFICATION_EMAIL: 'photographer@example.com',
    ALERT_EMAIL: 'photographer@example.com',
  },
  'a CDN': { DELIVERY: 'cloudfront' },
  'a brake': { MAX_IMAGES_PER_HOUR: '1000' },
  'a webhook': { WEBHOOK_URL: 'https://shop.example.com/photos' },
  'sign-in': { SIGN_IN_ISSUER: 'https://sign-in.example.com', SIGN_IN_AUDIENCE: 'photos' },
} satisfies Record<string, Record<string, string>>;

/** An environment with every part that a setting can add. */
export const WITH_EVERY_PART: Record<string, string> = Object.assign({}, ...Object.values(OPTIONS));

/** Environments by what is special about them: each part alone, none and all. */
export const ENVIRONMENTS: readonly (readonly [string, Record<string, string>])[] = [
  ['the defaults', {}],
  ...Object.entries(OPTIONS),
  ['an imported bucket', { SOURCE_BUCKET: 'somebodys-photos' }],
  ['every part', WITH_EVERY_PART],
  ['every part and an imported bucket', { ...WITH_EVERY_PART, SOURCE_BUCKET: 'somebodys-photos' }],
];
