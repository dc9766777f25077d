import { settingsSchema } from '../../stacks/settings';
import { markdownTable } from '../cli/markdown-table';

/** What the settings' schema says of a setting besides its rule. */
interface SettingMeta {
  readonly description?: string;
  readonly allowed?: string;
  /** What happens without it. */
  readonly none?: string;
}

type Field = (typeof settingsSchema.shape)[keyof typeof settingsSchema.shape];

const INTRODUCTION = [
  '# Configuration',
  'All settings are environment variables. Each may also stand in the `context` of `cdktf.json`, under the same name; the environment wins. All of them are checked together, before anything is synthesized, and every problem is told at once.',
  '`npx cdktf synth` works without any. Deploying needs `STATE_BUCKET`.',
  'This page is generated from the settings’ schema: `npm run docs`.',
];

const TWIN = [
  '## The local twin',
  '`npm start` reads the same settings, and a few of its own:',
  markdownTable(
    ['variable', 'default', 'what it does'],
    [
      ['`PORT`', '`8080`', 'Where the console, the REST API and `/health` are.'],
      ['`AWS_PORT`', '`4566`', 'Where the AWS endpoint is.'],
      [
        '`RETRY_DELAY_SECONDS`',
        '`2`',
        'How soon a failed message comes again; it doubles each time. AWS waits for the queue’s visibility timeout instead.',
      ],
      ['`FUNCTION_PROCESSES`', 'the processor cores', 'The most processes that run one function.'],
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

/** The text to write in the environment for what happens anyway. */
function defaultOf({ def }: Field): string {
  return 'defaultValue' in def ? String(def.defaultValue) : '';
}
