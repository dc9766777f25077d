import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { BORDERS, refusedImports } from './support/borders';
import { foldersIn, importsOf, projectFile, sourceFiles } from './support/source-imports';

const PROJECT = join(__dirname, '..');
const FUNCTIONS = foldersIn('lambda').filter((name) => !['adapters', 'domain', 'runtime'].includes(name));
const TABLE_ROW = /^\| `([^`]+)` \| (.*?) \| (.*?) \|$/gm;
const CLOCK = /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b/;

/** Edges from folder to folder. A folder and the folders inside it count as one place. */
function folderGraph(files: readonly string[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  const isInside = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);
  for (const file of files) {
    const from = dirname(file);
    const targets = graph.get(from) ?? new Set();
    for (const target of importsOf(file).files) {
      const to = dirname(target);
      if (!isInside(from, to) && !isInside(to, from)) targets.add(to);
    }
    graph.set(from, targets);
  }
  return graph;
}

/** Pairs of folders that reach each other. */
function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>();
    const open = [start];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      for (const next of graph.get(folder) ?? []) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    return seen;
  };
  const reach = new Map([...graph.keys()].map((folder) => [folder, reached(folder)]));
  return [...reach].flatMap(([folder, others]) =>
    [...others]
      .filter((other) => folder < other && reach.get(other)?.has(folder))
      .map((other) => `${folder} <-> ${other}`),
  );
}

/** Rules of Biome that refuse the files of a scratch project, given as texts by path, by the file's path. */
function lint(texts: Readonly<Record<string, string>>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-borders-'));
  try {
    cpSync(join(PROJECT, 'biome.json'), join(folder, 'biome.json'));
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const biome = join(PROJECT, 'node_modules/.bin/biome');
    const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    const refused = new Map<string, string[]>();
    for (const { category, location } of JSON.parse(stdout).diagnostics) {
      const path = normalize(location.path?.file ?? location.path);
      refused.set(path, [...(refused.get(path) ?? []), category]);
    }
    return refused;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A row of CONTRIBUTING's table: its layer, and the names in the column "may import". */
const rows = [
  ...(projectFile('CONTRIBUTING.md').match(/^\| layer \|.*?\n\n/ms)?.[0] ?? '').matchAll(TABLE_ROW),
].map(([, layer = '', mayImport = '']) => ({
  layer,
  allowed: [...mayImport.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
}));

/** A file of a layer. A layer that is one file is that file, and a function is one that nobody has written yet. */
const fileOf = (layer: string) =>
  /\.m?[jt]s$/.test(layer) ? layer : `${layer.replace('<function>', 'new-function')}/any.ts`;

/** Reasons against the import of a file of the project, or of a package, in a file. */
function reasons(path: string, target: string): string[] {
  const isFile = existsSync(join(PROJECT, target.split('/')[0] ?? ''));
  const specifier = isFile ? `./${relative(dirname(path), target)}` : target;
  return refusedImports(path, importsOf(path, `import '${specifier}';\n`));
}

describe('the folders of the source', () => {
  it('import each other in one direction only', () => {
    const graph = folderGraph(sourceFiles());
    expect(graph.get('lambda/process-image')).toContain('lambda/domain');
    expect(circles(graph)).toEqual([]);
  });

  it('are in a circle when two reach each other through a third', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a'])],
      ['d', new Set(['a'])],
    ]);
    expect(circles(graph)).toEqual(['a <-> b', 'a <-> c', 'b <-> c']);
  });
});

describe('the layers', () => {
  const outside = ['__tests__/support/plans', 'scripts/darkroom'];
  const deployedNever = [
    ...outside,
    'local/twin/twin',
    'stacks/names',
    'plan/plan',
    'bundle/functions',
    'cdktf',
  ];
  const otherTwinFolders = foldersIn('local')
    .filter((folder) => folder !== 's3')
    .map((folder) => `local/${folder}/any`);
  const handlers = FUNCTIONS.map((name) => `lambda/${name}/handler`);
  const forbidden: Readonly<Record<string, readonly string[]>> = {
    'lambda/domain/image/heif/heic-worker.mjs': ['sharp', 'lambda/domain/errors'],
    'lambda/domain/image': [
      ...deployedNever,
      'lambda/domain/previews/render-previews',
      'lambda/domain/ports',
      'libheif-js',
    ],
    'lambda/domain': [
      ...deployedNever,
      ...handlers,
      '@aws-sdk/client-s3',
      'lambda/adapters/aws-clients',
      'lambda/runtime/logger',
      'libheif-js',
    ],
    'lambda/adapters': [...deployedNever, ...handlers, 'lambda/runtime/logger'],
    'lambda/runtime': [...deployedNever, ...handlers, '@aws-sdk/client-s3'],
    'lambda/<function>': [...deployedNever, ...handlers, '@aws-sdk/client-s3'],
    plan: [...outside, 'local/twin/twin', 'stacks/names', 'bundle/functions', 'lambda/domain/errors'],
    stacks: [
      ...outside,
      ...handlers,
      'local/twin/twin',
      'bundle/functions',
      'esbuild',
      'lambda/adapters/aws-clients',
      '@aws-sdk/client-s3',
      '@cdktf/provider-aws',
    ],
    'main.ts': [...outside, 'local/twin/twin', 'lambda/domain/errors'],
    bundle: [...outside, ...handlers, 'local/twin/twin', 'stacks/names', 'plan/plan'],
    'photo-generators': [
      ...outside,
      'local/twin/twin',
      'stacks/names',
      'plan/plan',
      'bundle/functions',
      'lambda/adapters/aws-clients',
      'lambda/domain/previews/render-previews',
    ],
    'local/s3': [
      ...deployedNever,
      ...otherTwinFolders,
      'lambda/domain/errors',
      'lambda/adapters/aws-clients',
      '@aws-sdk/client-s3',
    ],
    'local/foundation': [...outside, 'local/s3/any', 'local/gateway/any'],
    'local/console/browser': [...deployedNever, ...handlers, 'local/console/server', '@aws-sdk/client-s3'],
    local: outside,
    scripts: ['__tests__/support/plans'],
  };

  it('import what the table of CONTRIBUTING.md allows, and nothing else', () => {
    expect(sourceFiles().flatMap((path) => refusedImports(path, importsOf(path)))).toEqual([]);
  });

  it('are the rows of the table in CONTRIBUTING.md', () => {
    const layers = BORDERS.map(({ of }) => of);
    expect(rows.map(({ layer }) => layer.replace(/\.\w+$/, ''))).toEqual(layers);
    expect(Object.keys(forbidden).sort()).toEqual(rows.map(({ layer }) => layer).sort());
  });

  it.each(rows)('let $layer import what its row names', ({ layer, allowed }) => {
    expect(
      allowed.flatMap((name) => reasons(fileOf(layer), name.replace('<function>', 'new-function'))),
    ).toEqual([]);
  });

  it.each(Object.entries(forbidden))('let %s not import what lies outside its row', (layer, targets) => {
    const path = fileOf(layer);
    expect(targets.filter((target) => reasons(path, target).length === 0)).toEqual([]);
  });

  it.each(FUNCTIONS)('let %s import no other function', (name) => {
    const path = `lambda/${name}/routes/any.ts`;
    const others = handlers.filter((handler) => handler !== `lambda/${name}/handler`);
    expect(others.filter((handler) => reasons(path, handler).length === 0)).toEqual([]);
    expect(reasons(path, `lambda/${name}/handler`)).toEqual([]);
  });

  it('refuse a file that is in no layer', () => {
    expect(refusedImports('tools/any.ts', { files: [], packages: [] })).toHaveLength(1);
  });

  it.each([
    "import { a } from '../stacks/names';",
    "import type { A } from '../stacks/names';",
    "import {\n  a,\n  b,\n} from '../stacks/names';",
    "export * from '../stacks/names';",
    "const a = await import('../stacks/names');",
    "type A = import('../stacks/names').A;",
    "const a = require('../stacks/names');",
  ])('see the import in %j', (text) => {
    expect(refusedImports('plan/any.ts', importsOf('plan/any.ts', text))).toEqual([
      expect.stringContaining('plan/any.ts imports stacks/names.ts'),
    ]);
  });

  it('let the domain not read the clock', () => {
    const domain = sourceFiles().filter((path) => path.startsWith('lambda/domain/'));
    expect(domain.filter((path) => CLOCK.test(projectFile(path)))).toEqual([]);
    expect(
      ['Date.now()', 'now = Date.now', 'new Date()', 'performance.now()'].filter((text) => !CLOCK.test(text)),
    ).toEqual([]);
  });
});

describe('the lint rules', () => {
  let refused: Map<string, string[]>;
  const readers = ['lambda/domain', 'lambda/adapters', 'plan', 'stacks', 'stacks/constructs'].map(
    (folder) => `${folder}/environment-reader.ts`,
  );

  beforeAll(() => {
    refused = lint({
      ...Object.fromEntries(readers.map((path) => [path, 'export const bucket = process.env.BUCKET;\n'])),
      'stacks/constructs/barrel.ts': "import '@cdktf/provider-aws';\n",
      'scripts/cost/barrel.ts': "import '@cdktf/provider-aws';\n",
      'stacks/constructs/resource.ts': "import '@cdktf/provider-aws/lib/s3-bucket';\n",
      'stacks/constructs/adapter.ts': "import '../../lambda/adapters/aws-clients';\n",
      'stacks/adapter.ts': "import type { A } from '../lambda/adapters/aws-clients';\n",
      'lambda/domain/uploads/adapter.ts': "import '../../adapters/aws-clients';\n",
      'lambda/new-function/stack.ts': "import '../../stacks/names';\n",
      'local/iam/a.ts': "import type { B } from './b';\nexport type A = B | 1;\n",
      'local/iam/b.ts': "import type { A } from './a';\nexport type B = A | 2;\n",
    });
  });

  it.each(readers)('let %s not read environment variables', (path) => {
    expect(refused.get(path)).toContain('lint/style/noProcessEnv');
  });

  it('let nobody import all resources of the provider', () => {
    expect(refused.get('stacks/constructs/barrel.ts')).toContain('lint/style/noRestrictedImports');
    expect(refused.get('scripts/cost/barrel.ts')).toContain('lint/style/noRestrictedImports');
    expect(refused.get('stacks/constructs/resource.ts')).toBeUndefined();
  });

  it.each([
    'stacks/constructs/adapter.ts',
    'stacks/adapter.ts',
    'lambda/domain/uploads/adapter.ts',
    'lambda/new-function/stack.ts',
  ])('show in the editor that %s imports another layer', (path) => {
    expect(refused.get(path)).toContain('lint/style/noRestrictedImports');
  });

  it('let two files not import each other, not even their types', () => {
    expect(refused.get('local/iam/a.ts')).toContain('lint/suspicious/noImportCycles');
  });
});
