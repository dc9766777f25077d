import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';

const PROJECT = join(__dirname, '..');
const SOURCES = ['bundle', 'lambda', 'local', 'photo-generators', 'plan', 'scripts', 'stacks'];
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** Paths of all source files, from the project's folder. */
const sourceFiles = (): string[] =>
  SOURCES.flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.tsx?$/.test(name))
      .map(({ parentPath, name }) => relative(PROJECT, join(parentPath, name))),
  );

/** Files that a file imports, types included. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(PROJECT, path), 'utf8');
  return [...text.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    const target = normalize(join(dirname(path), specifier));
    return ['.ts', '.tsx', '.d.ts']
      .map((ending) => target + ending)
      .filter((file) => existsSync(join(PROJECT, file)));
  });
}

/** Edges from folder to folder. A folder and the folders inside it count as one place. */
function folderGraph(files: readonly string[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  const isInside = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);
  for (const file of files) {
    const from = dirname(file);
    const targets = graph.get(from) ?? new Set();
    for (const target of importsOf(file)) {
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

/** One file of a scratch project and whether a lint rule must refuse it. */
interface Case {
  readonly path: string;
  readonly text: string;
}

/** Rules that refuse the files of a scratch project, by the file's path. */
function refusals(cases: readonly Case[]): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-borders-'));
  try {
    cpSync(join(PROJECT, 'biome.json'), join(folder, 'biome.json'));
    for (const { path, text } of cases) {
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

describe('the lint rules', () => {
  const forbidden = [
    ['stacks/constructs/any.ts', '../../lambda/adapters/clients'],
    ['stacks/constructs/any.ts', '../../local/s3/endpoint/endpoint'],
    ['stacks/constructs/any.ts', '@cdktf/provider-aws'],
    ['stacks/checks/any.ts', '../../lambda/process-image/handler'],
    ['lambda/domain/any.ts', '@aws-sdk/client-s3'],
    ['lambda/domain/any.ts', '../adapters/clients'],
    ['lambda/domain/image/any.ts', '../previews/render-previews'],
    ['lambda/domain/image/heif/any.ts', '../../previews/render-previews'],
    ['lambda/adapters/any.ts', '../runtime/function-environment'],
    ['lambda/image-api/any.ts', '../process-image/handler'],
    ['lambda/process-image/any.ts', '../../local/twin/twin'],
    ['lambda/runtime/any.ts', '../process-image/handler'],
    ['plan/topology/any.ts', '../../stacks/settings'],
    ['plan/any.ts', '../local/twin/twin'],
    ['local/iam/any.ts', '../../scripts/darkroom'],
    ['photo-generators/any.ts', '../scripts/cli/terminal'],
    ['local/s3/any.ts', '../foundation/http'],
    ['scripts/cost/any.ts', '../../__tests__/fixtures/images'],
  ] as const;
  const allowed = [
    ['stacks/constructs/any.ts', '../../lambda/domain/metrics'],
    ['stacks/checks/any.ts', '../../lambda/process-image/environment'],
    ['stacks/checks/any.ts', '../../plan/plan'],
    ['lambda/domain/any.ts', 'sharp'],
    ['lambda/domain/previews/any.ts', '../image/metadata/exif'],
    ['lambda/adapters/any.ts', '@aws-sdk/client-s3'],
    ['lambda/image-api/any.ts', './routes/process-image'],
    ['local/twin/any.ts', '../../plan/topology/topology'],
    ['local/s3/operations/any.ts', '../object-store'],
    ['photo-generators/any.ts', '../lambda/domain/image/heif/heif-items'],
  ] as const;
  const fileOf = (path: string, specifier: string) =>
    path.replace('any.ts', `${specifier.replaceAll(/[^a-z0-9]+/g, '-')}.ts`);
  let refused: Map<string, string[]>;

  beforeAll(() => {
    const imports = [...forbidden, ...allowed].map(([path, specifier]) => ({
      path: fileOf(path, specifier),
      text: `import '${specifier}';\n`,
    }));
    refused = refusals([
      ...imports,
      { path: 'lambda/domain/environment-reader.ts', text: 'export const bucket = process.env.BUCKET;\n' },
      { path: 'local/iam/a.ts', text: "import type { B } from './b';\nexport type A = B | 1;\n" },
      { path: 'local/iam/b.ts', text: "import type { A } from './a';\nexport type B = A | 2;\n" },
    ]);
  });

  it.each(forbidden)('let %s not import %s', (path, specifier) => {
    expect(refused.get(fileOf(path, specifier))).toContain('lint/style/noRestrictedImports');
  });

  it.each(allowed)('let %s import %s', (path, specifier) => {
    expect(refused.get(fileOf(path, specifier)) ?? []).not.toContain('lint/style/noRestrictedImports');
  });

  it('let the domain not read environment variables', () => {
    expect(refused.get('lambda/domain/environment-reader.ts')).toContain('lint/style/noProcessEnv');
  });

  it('let two files not import each other, not even their types', () => {
    expect(refused.get('local/iam/a.ts')).toContain('lint/suspicious/noImportCycles');
  });
});
