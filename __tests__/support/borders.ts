import type { Imports } from './source-imports';

/** One row of the table "Where things go" in CONTRIBUTING.md. */
interface Border {
  /** Folder or file without its ending. `<function>` stands for any folder name. */
  readonly of: string;
  /** Folders and files of the project that it may import, besides itself. */
  readonly files: readonly string[];
  /** Packages, scopes or paths in a package, each with all below it. Parts of Node.js need no entry. */
  readonly packages: readonly string[] | 'any';
}

const DEPLOYED = ['lambda/domain', 'lambda/adapters', 'lambda/runtime'];
const BELOW_THE_TWIN = ['bundle', 'lambda', 'photo-generators', 'plan', 'stacks'];

/**
 * All that a source file may import. The first row that covers the file decides, so narrow rows stand before wide
 * ones, and `lambda/<function>` covers each folder of `lambda` that has no row of its own.
 */
export const BORDERS: readonly Border[] = [
  { of: 'lambda/domain/image/heif/heic-worker', files: [], packages: ['libheif-js'] },
  {
    of: 'lambda/domain/image',
    files: ['lambda/domain/errors', 'lambda/domain/image-record'],
    packages: ['sharp', 'zod'],
  },
  { of: 'lambda/domain', files: [], packages: ['sharp', 'thumbhash', 'zod'] },
  {
    of: 'lambda/adapters',
    files: ['lambda/domain'],
    packages: ['@aws-sdk', 'aws-jwt-verify', 'standardwebhooks', 'zod'],
  },
  {
    of: 'lambda/runtime',
    files: ['lambda/domain', 'lambda/adapters'],
    packages: ['@aws-lambda-powertools', 'zod'],
  },
  {
    of: 'lambda/<function>',
    files: DEPLOYED,
    packages: ['@aws-lambda-powertools', 'aws-lambda', 'openapi3-ts', 'p-limit', 'zod'],
  },
  { of: 'plan', files: [], packages: ['cdktf', 'zod'] },
  {
    of: 'stacks',
    files: [
      'plan',
      'lambda/domain',
      'lambda/runtime',
      'lambda/<function>/environment',
      'lambda/image-api/openapi/openapi-document',
    ],
    packages: ['@cdktf/provider-aws/lib', 'cdktf', 'constructs', 'zod'],
  },
  { of: 'main', files: ['stacks'], packages: ['cdktf'] },
  {
    of: 'bundle',
    files: ['stacks/function-packages'],
    packages: ['commander', 'esbuild', 'fflate', 'zod'],
  },
  { of: 'photo-generators', files: ['lambda/domain/image'], packages: ['sharp'] },
  { of: 'local/s3', files: [], packages: ['@aws-sdk/checksums', 'fast-xml-parser'] },
  { of: 'local/foundation', files: BELOW_THE_TWIN, packages: 'any' },
  {
    of: 'local/console/browser',
    files: [
      'lambda/domain',
      'lambda/image-api/response-schemas',
      'local/console/pipeline-diagram',
      'local/console/twin-view',
    ],
    packages: ['p-limit', 'preact', 'thumbhash'],
  },
  { of: 'local', files: BELOW_THE_TWIN, packages: 'any' },
  { of: 'scripts', files: [...BELOW_THE_TWIN, 'local', 'package'], packages: 'any' },
];

/** The part of a path that a pattern covers, such as `lambda/brake` for `lambda/<function>`. */
const covered = (path: string, pattern: string): string | undefined =>
  path.match(new RegExp(`^${pattern.replaceAll('<function>', '[^/]+')}(?=[/.]|$)`))?.[0];

const isPart = (specifier: string, names: Border['packages']): boolean =>
  specifier.startsWith('node:') ||
  names === 'any' ||
  names.some((name) => `${specifier}/`.startsWith(`${name}/`));

/** The imports of a file that its row does not allow, each with the reason. */
export function refusedImports(path: string, { files, packages }: Imports): string[] {
  const border = BORDERS.find(({ of }) => covered(path, of) !== undefined);
  if (border === undefined) return [`${path} is in no row of BORDERS`];
  const own = covered(path, border.of) ?? '';
  const refused = [
    ...files.filter(
      (file) => ![own, ...border.files].some((allowed) => covered(file, allowed) !== undefined),
    ),
    ...packages.filter((specifier) => !isPart(specifier, border.packages)),
  ];
  const allowed = [...border.files, ...(border.packages === 'any' ? ['any package'] : border.packages)];
  return refused.map(
    (name) => `${path} imports ${name}: ${own} may import ${allowed.join(', ') || 'nothing else'}`,
  );
}
