import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..');

/** What it was tried with. */
const VERSIONS: Readonly<Record<string, string>> = {
  cdktn: '0.24.0',
  '@cdktn/provider-aws': '25.7.0',
  'cdktn-cli': '0.24.0',
  // cdktn takes constructs below 10.8.
  constructs: '10.7.2',
};
/** What cdktn-cli runs on. */
const NODE = '>=22.19.0';

const NEW_NAMES: Readonly<Record<string, string>> = {
  cdktf: 'cdktn',
  '@cdktf/provider-aws': '@cdktn/provider-aws',
  'cdktf-cli': 'cdktn-cli',
};

const VERBS = 'synth|deploy|diff|destroy|output|watch|get|init|provider|convert|debug|list|login';

/**
 * What stays is as important: cdktf.json, cdktf.out and CDKTF_* are CDK Terrain's names too, and another value of
 * the tag ManagedBy would touch every resource there is.
 */
const RENAMES: readonly (readonly [RegExp, string])[] = [
  [/(\bfrom |\bimport |\bimport\(|\brequire\(|\bmock\()(['"])cdktf\2/g, '$1$2cdktn$2'],
  [/@cdktf\/provider-/g, '@cdktn/provider-'],
  [/cdktf-cli\/bundle\/bin\/cdktf\b/g, 'cdktn-cli/bin/cdktn'],
  [/\.bin\/cdktf\b/g, '.bin/cdktn'],
  [new RegExp(`(^|[\\s"'\`(])cdktf (?=(?:--[\\w-]+ )*(?:${VERBS})\\b)`, 'gm'), '$1cdktn '],
];

/** History, what npm writes itself, and what tells of the move. */
const LEFT_ALONE =
  /^(CHANGELOG\.md|package-lock\.json|docs\/decisions\/|docs\/moving-to-cdk-terrain\.md|scripts\/move-to-cdktn)|move-to-cdktn\.test\.ts$/;
const TEXT = /\.(ts|tsx|mjs|js|json|md|ya?ml|sh)$|^help$|^\.ci\/run$/;

/** The text of a file after the move. */
export function moved(path: string, text: string): string {
  if (LEFT_ALONE.test(path) || !TEXT.test(path)) return text;
  const renamed = RENAMES.reduce((result, [from, to]) => result.replace(from, to), text);
  return path === 'package.json' ? movedManifest(renamed) : renamed;
}

function movedManifest(text: string): string {
  const manifest: Record<string, Record<string, string>> = JSON.parse(text);
  for (const kind of ['dependencies', 'devDependencies']) {
    manifest[kind] = Object.fromEntries(
      Object.entries(manifest[kind] ?? {})
        .map(([name, version]) => {
          const newName = NEW_NAMES[name] ?? name;
          return [newName, VERSIONS[newName] ?? version] as const;
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
  manifest.engines = { ...manifest.engines, node: NODE };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * Renames CDKTF to CDK Terrain in this checkout; docs/moving-to-cdk-terrain.md says what to do before and after.
 * Without --write it only lists what it would change.
 */
function main(args: readonly string[]): void {
  const unknown = args.filter((arg) => arg !== '--write');
  if (unknown.length > 0) {
    console.error(
      `Unknown: ${unknown.join(' ')}. Give nothing to see what would change, or --write to change it.`,
    );
    process.exitCode = 2;
    return;
  }
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: PROJECT, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  let changed = 0;
  for (const path of paths.filter((name) => TEXT.test(name))) {
    const before = readFileSync(join(PROJECT, path), 'utf8');
    const after = moved(path, before);
    if (after === before) continue;
    changed += 1;
    if (args.includes('--write')) writeFileSync(join(PROJECT, path), after);
    console.log(`${args.includes('--write') ? 'changed' : 'would change'} ${path}`);
  }
  const next = args.includes('--write')
    ? 'Next: npm install && npm run check'
    : 'Nothing was changed. Do it with --write.';
  console.log(`${changed} files. ${next}`);
}

if (require.main === module) main(process.argv.slice(2));
