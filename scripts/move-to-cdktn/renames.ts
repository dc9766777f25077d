/** The versions with which the move was tested. */
const VERSIONS: Readonly<Record<string, string>> = {
  cdktn: '0.24.0',
  '@cdktn/provider-aws': '25.7.0',
  'cdktn-cli': '0.24.0',
  // cdktn requires constructs below 10.8.
  constructs: '10.7.2',
};
/** The Node.js version that cdktn-cli requires. */
const NODE = '>=22.19.0';

const NEW_NAMES: Readonly<Record<string, string>> = {
  cdktf: 'cdktn',
  '@cdktf/provider-aws': '@cdktn/provider-aws',
  'cdktf-cli': 'cdktn-cli',
};

const VERBS = 'synth|deploy|diff|destroy|output|watch|get|init|provider|convert|debug|list|login';

/**
 * Other names stay. CDK Terrain also uses cdktf.json, cdktf.out and CDKTF_*, and another value of the tag ManagedBy would
 * change every resource.
 */
const RENAMES: readonly (readonly [RegExp, string])[] = [
  [/(\bfrom |\bimport |\bimport\(|\brequire\(|\bmock\()(['"])cdktf\2/g, '$1$2cdktn$2'],
  [/@cdktf\/provider-/g, '@cdktn/provider-'],
  [/cdktf-cli\/bundle\/bin\/cdktf\b/g, 'cdktn-cli/bin/cdktn'],
  [/\.bin\/cdktf\b/g, '.bin/cdktn'],
  [new RegExp(`(^|[\\s"'\`(])cdktf (?=(?:--[\\w-]+ )*(?:${VERBS})\\b)`, 'gm'), '$1cdktn '],
];

/** History, generated files, and descriptions of the move. */
const UNCHANGED =
  /^(CHANGELOG\.md|package-lock\.json|docs\/decisions\/|docs\/moving-to-cdk-terrain\.md|(__tests__\/)?scripts\/move-to-cdktn)/;
const TEXT_FILE = /\.(ts|tsx|mjs|js|json|md|ya?ml|sh)$|^help$|^\.ci\/run$/;

/** Returns the text of a file after the move. */
export function moved(path: string, text: string): string {
  if (UNCHANGED.test(path) || !TEXT_FILE.test(path)) return text;
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
