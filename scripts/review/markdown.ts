import type { AttributeChange } from './attribute-changes';
import { costLines } from './cost-lines';
import { escapeMarkdown } from './escape-markdown';
import { isWithin } from './resource-changes';
import type { Review, ReviewedChange } from './review';
import { valueDifference } from './value-difference';

const ALARM = 'aws_cloudwatch_metric_alarm';
const MAX_VALUE_LENGTH = 120;
const MAX_ATTRIBUTES = 12;
const MAX_INPUTS = 8;

/** The review in GitHub Flavored Markdown, the most severe changes first. */
export function markdown(review: Review): string {
  const { changes } = review;
  const ordinary = changes.filter(({ type, destroys }) => type !== ALARM && destroys === undefined);
  const sections = [
    verdict(review),
    section('🔴 Lost for good', changes.filter(({ destroys }) => destroys !== undefined).map(destruction)),
    section('🟠 Cautions', cautions(review)),
    section('Replaced', ordinary.filter(({ action }) => action === 'replace').map(described)),
    section(
      'Removed',
      ordinary.filter(({ action }) => action === 'remove' || action === 'release').map(described),
    ),
    section('Added', ordinary.filter(({ action }) => action === 'add').map(described)),
    section('Changed', ordinary.filter(({ action }) => action === 'change').map(described)),
    section('Permissions', review.permissions.flatMap(permissionLines)),
    section('Alarms', changes.filter(({ type }) => type === ALARM).map(described)),
    section(
      'Outputs',
      review.outputs.map((change) => `- ${attributeLine(change)} (${change.stack})`),
    ),
    section(
      'Settings',
      review.settings.map((change) => `- ${attributeLine(change)}`),
    ),
    section('Images', imageLines(review)),
    section('Cost', costLines(review.cost)),
    section('Code', codeLines(review)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `### ${title}\n\n${lines.join('\n')}`;

function verdict({ base, head, changes, destroysData, cautions: stackCautions, code }: Review): string {
  const destroyed = changes.filter(({ destroys }) => destroys !== undefined);
  const isStopped = destroyed.every(({ protection }) => protection !== undefined);
  const title = `## Plan review: ${base} → ${head}`;
  if (destroysData && isStopped)
    return `${title}\n\n🔴 **DESTROYS DATA, and stops half-way**: the data is protected, so the deployment fails.`;
  if (destroysData)
    return `${title}\n\n🔴 **DESTROYS DATA**: the section below lists what would be lost permanently.`;
  if (changes.length === 0 && code.length === 0) return `${title}\n\n🟢 **Nothing changes.**`;
  const careful = stackCautions.length > 0 || changes.some(({ cautions: own }) => own.length > 0);
  const summary = `${counts(changes)}. No data is destroyed.`;
  return `${title}\n\n${careful ? '🟠 **Check the cautions.**' : '🟢 **Safe.**'} ${summary}`;
}

const WORDS = {
  add: 'added',
  change: 'changed',
  replace: 'replaced',
  remove: 'removed',
  release: 'released',
} as const;

function counts(changes: readonly ReviewedChange[]): string {
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((action) => {
    const count = changes.filter((change) => change.action === action).length;
    return count > 0 ? [`${count} ${WORDS[action]}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : 'No resource changes';
}

const heading = ({ name, type, stack }: ReviewedChange): string =>
  `**${escapeMarkdown(name)}** (\`${type}\`, ${stack})`;

function destruction(change: ReviewedChange): string {
  const { action, address, because, destroys, protection, reappearsAs } = change;
  const how =
    action === 'replace' ? `is destroyed and recreated, because of ${listed(because)}` : 'is removed';
  const fix = reappearsAs
    ? ` The same name appears at \`${reappearsAs}\`: add a \`moveTo\` from \`${address}\`, and nothing is destroyed.`
    : '';
  const loss = protection ? `${destroys} would be lost, but ${protection}` : `${destroys} is lost`;
  return [`- 🔴 ${heading(change)} ${how}: ${loss}.${fix}`, ...attributeLines(change)].join('\n');
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function cautions({ changes, cautions: stackCautions }: Review): string[] {
  const own = changes.flatMap((change) => change.cautions.map((says) => `- 🟠 ${heading(change)}: ${says}.`));
  const unknown = changes
    .filter(({ isUnknownType, action }) => isUnknownType && action === 'change')
    .map(
      (change) => `- 🟠 ${heading(change)}: unknown type: check with \`cdktf diff\` whether it is replaced.`,
    );
  return [...stackCautions.map((says) => `- 🟠 ${says}.`), ...own, ...unknown];
}

function described(change: ReviewedChange): string {
  const { action, because, reappearsAs } = change;
  const reason = because.length > 0 ? `, because of ${listed(because)}` : '';
  const moved = reappearsAs ? `; the same name appears at \`${reappearsAs}\`: add a \`moveTo\`` : '';
  return [`- ${heading(change)} is ${WORDS[action]}${reason}${moved}`, ...attributeLines(change)].join('\n');
}

/** Attributes that other sections describe. */
const DESCRIBED_ELSEWHERE: readonly { readonly attributes: readonly string[]; readonly remark: string }[] = [
  { attributes: ['policy', 'assume_role_policy'], remark: 'its policy: see the permissions below' },
  // Both refer to the zip, which a review does not build.
  { attributes: ['filename', 'source_code_hash'], remark: 'its code: see below' },
];

function attributeLines({ attributes }: ReviewedChange): string[] {
  const sections = DESCRIBED_ELSEWHERE.map(({ attributes: names, remark }) => ({
    remark,
    changes: attributes.filter(({ path }) => names.some((name) => isWithin(path, name))),
  })).filter(({ changes }) => changes.length > 0);
  const elsewhere = new Set(sections.flatMap(({ changes }) => changes));
  const shown = attributes.filter((change) => !elsewhere.has(change));
  const lines = shown.slice(0, MAX_ATTRIBUTES).map((change) => `  - ${attributeLine(change)}`);
  const more = shown.length - lines.length;
  const remarks = sections.map(({ remark }) => `  - ${remark}`);
  return [...lines, ...(more > 0 ? [`  - and ${more} more`] : []), ...remarks];
}

function attributeLine({ path, before, after }: AttributeChange): string {
  if (before === undefined) return `\`${path}\`: new, ${valueText(after)}`;
  if (after === undefined) return `\`${path}\`: gone, was ${valueText(before)}`;
  const shown = valueDifference(textOf(before), textOf(after), MAX_VALUE_LENGTH);
  return `\`${path}\`: ${quoted(shown.before)} → ${quoted(shown.after)}`;
}

const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).replaceAll('\n', ' ');

function valueText(value: unknown): string {
  const text = textOf(value);
  return quoted(text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text);
}

const quoted = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

const permissionLines = ({ holder, gained, lost }: Review['permissions'][number]): string[] => [
  `- **${escapeMarkdown(holder)}**`,
  ...gained.map((permission) => `  - ➕ gains: ${permission}`),
  ...lost.map((permission) => `  - ➖ loses: ${permission}`),
];

/** A changed recipe only applies to new uploads. Existing images need a command. */
function imageLines({ recipe }: Review): string[] {
  if (recipe.length === 0) return [];
  return [
    `- New uploads get other previews, because of ${listed(recipe)}. Existing images keep theirs until you process them again: \`npm run images -- plan\` shows their number and estimates time and cost; \`npm run images -- apply\` processes them.`,
    '- Processing publishes the event of each image again, and sends its e-mail again.',
  ];
}

function codeLines({ code }: Review): string[] {
  if (code.length === 0) return ['- The functions’ code is the same.'];
  return code.map(({ fn, inputs }) => {
    const named = inputs.slice(0, MAX_INPUTS).map((input) => `\`${input}\``);
    const more = inputs.length - named.length;
    return `- **${fn}** is redeployed: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
}
