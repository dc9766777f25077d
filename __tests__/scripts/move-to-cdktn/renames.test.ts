import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moved } from '../../../scripts/move-to-cdktn/renames';
import cdktn from '../../fixtures/cdktn-exports.json';

const PROJECT = join(__dirname, '../../..');
const IMPORT = /import\s+(?:type\s+)?(\{[^}]*\}|[^'"{]+?)\s+from\s+'((?:@?cdkt[fn])(?:\/[^']*)?)'/g;

interface Import {
  readonly file: string;
  readonly names: readonly string[];
  readonly from: string;
}

const imports: readonly Import[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  { cwd: PROJECT, encoding: 'utf8' },
)
  .split('\0')
  .filter((file) => file !== '' && !file.startsWith('__tests__/scripts/move-to-cdktn/'))
  .flatMap((file) =>
    [...readFileSync(join(PROJECT, file), 'utf8').matchAll(IMPORT)].map(([, names = '', from = '']) => ({
      file,
      names: names.split(/[{},]/).flatMap((name) => /(\w+)(?: as \w+)?$/.exec(name.trim())?.[1] ?? []),
      from,
    })),
  );

describe('imports of CDKTF', () => {
  it('are exported by CDK Terrain as well', () => {
    const framework = imports.filter(({ from }) => /^cdkt[fn]$/.test(from));
    const names = new Set(framework.flatMap((line) => line.names));
    expect(names.size).toBeGreaterThan(5);
    expect([...names].filter((name) => !cdktn.exports.includes(name))).toEqual([]);
  });

  it('come from the package root, or from one resource of the provider', () => {
    const others = imports.filter(({ from }) => !/^cdkt[fn]$/.test(from));
    expect(others.length).toBeGreaterThan(20);
    for (const { file, from } of others) {
      expect(`${file}: ${from}`).toMatch(/: @cdkt[fn]\/provider-aws\/lib\/[a-z0-9-]+$/);
    }
  });
});

describe('the move to CDK Terrain', () => {
  it.each([
    ["import { App } from 'cdktf';", "import { App } from 'cdktn';"],
    [
      "import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';",
      "import { SqsQueue } from '@cdktn/provider-aws/lib/sqs-queue';",
    ],
    ["require.resolve('cdktf-cli/bundle/bin/cdktf')", "require.resolve('cdktn-cli/bin/cdktn')"],
    ['npx cdktf deploy storage pipeline', 'npx cdktn deploy storage pipeline'],
    ['`cdktf diff`', '`cdktn diff`'],
  ])('renames %s', (before, after) => {
    expect(moved('stacks/any.ts', before)).toBe(after);
  });

  it.each([
    "ManagedBy: 'cdktf'",
    'cdktf.json',
    'cdktf.out/stacks',
    'process.env.CDKTF_OUTDIR',
    'in cdktf.json,',
  ])('keeps %s', (text) => expect(moved('stacks/any.ts', text)).toBe(text));

  it('keeps descriptions of the past', () => {
    const told = 'It was deployed with npx cdktf deploy.';
    for (const path of ['CHANGELOG.md', 'docs/decisions/0001-x.md', 'docs/moving-to-cdk-terrain.md'])
      expect(moved(path, told)).toBe(told);
  });

  it('replaces the packages in package.json by their successors, with matching versions', () => {
    const before = readFileSync(join(PROJECT, 'package.json'), 'utf8');
    const { dependencies, devDependencies, scripts, engines } = JSON.parse(moved('package.json', before));
    expect(dependencies).toMatchObject({ cdktn: cdktn.version, '@cdktn/provider-aws': expect.any(String) });
    expect(devDependencies).toMatchObject({ 'cdktn-cli': cdktn.version });
    expect(JSON.stringify({ dependencies, devDependencies, scripts })).not.toMatch(/cdktf/);
    expect(dependencies.constructs).toMatch(/^10\.[67]\./);
    expect(engines.node).toBe('>=22.19.0');
  });

  it('changes no file without --write', () => {
    const status = () =>
      execFileSync('git', ['status', '--porcelain', 'main.ts'], { cwd: PROJECT, encoding: 'utf8' });
    const before = status();
    const shown = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/darkroom.ts', 'move-to-cdktn'], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(shown.stdout).toContain('would change main.ts');
    expect(shown.stdout).toContain('Nothing was changed. To change the files, run it again with --write.');
    expect(status()).toBe(before);
  });
});
