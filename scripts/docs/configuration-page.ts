import { settingsSchema } from '../../stacks/settings';
import { markdownTable } from '../cli/markdown-table';

/** The metadata of a setting in the schema. */
interface SettingMeta {
  readonly description?: string;
  readonly allowed?: string;
  /** The behaviour without a value. */
  readonly none?: string;
}

type Field = (typeof settingsSchema.shape)[keyof typeof settingsSchema.shape];

const INTRODUCTION = [
  '# Configuration',
  'All settings are environment variables. Each can also be set in the `context` of `cdktf.json` under the same name; the environment takes precedence. All settings are validated before synthesis, and all problems are reported together.',
  '`npx cdktf synth` works without settings. A deployment needs `STATE_BUCKET`.',
  'This page is generated from the settings’ schema: `npm run docs`.',
];

const TWIN = [
  '## The local twin',
  '`npm start` reads the same settings, and these:',
  markdownTable(
    ['variable', 'default', 'what it does'],
    [
      ['`PORT`', '`8080`', 'Port of the console, the REST API and `/health`.'],
      ['`AWS_PORT`', '`4566`', 'Port of the AWS endpoint.'],
      ['`EDGE_PORT`', '`8081`', 'Port of the CDN, with `DELIVERY=cloudfront`.'],
      ['`ISSUER_PORT`', '`8082`', 'Port of the OpenID Connect issuer, with `--demo-issuer`.'],
      [
        '`RETRY_DELAY_SECONDS`',
        '`2`',
        'Seconds until a failed message is retried; doubled each time. On AWS, the visibility timeout of the queue applies instead.',
      ],
      ['`FUNCTION_PROCESSES`', 'the number of cores', 'Maximum number of processes for each function.'],
    ],
  ),
];

/** `docs/configuration.md`, from the settings' schema. */
export function configurationPage(): string {
  const rows = Object.entries(settingsSchema.shape).map(([name, field]) => {
    const { description = '', allowed = '', none } = (field.meta() ?? {}) as SettingMeta;
    return [`\`${name}\``, none ? `none: ${none}` : `\`${defaultOf(field)}\``, allowed, description];
  });
  const table = markdownTable(['setting', 'default', 'allowed', 'what it does'], rows);
  return `${[...INTRODUCTION, table, ...TWIN].join('\n\n')}\n`;
}

/** The default as written in an environment variable. */
function defaultOf({ def }: Field): string {
  return 'defaultValue' in def ? String(def.defaultValue) : '';
}
