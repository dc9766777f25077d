import { foldersIn, importsOf, projectFile, sourceFiles } from '../support/source-imports';

const ROW = /^\| `([a-z0-9-]+)\/` \|.*\| ?([^|]*)\|$/gm;
const SCRIPTS = /^scripts\/([^/]+)\/(.+)$/;

/** Rows of the features in scripts/README.md: the folder, and the features that it builds on. */
const features = new Map(
  [...projectFile('scripts/README.md').matchAll(ROW)].map(([, folder = '', buildsOn = '']) => [
    folder,
    [...buildsOn.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  ]),
);

/** Files of other features, without `scripts/`, that each feature imports. */
function importedFeatures(): Map<string, Set<string>> {
  const imported = new Map([...features.keys()].map((feature) => [feature, new Set<string>()]));
  for (const path of sourceFiles()) {
    const feature = path.match(SCRIPTS)?.[1] ?? '';
    for (const file of importsOf(path).files) {
      const other = file.match(SCRIPTS)?.[1] ?? '';
      if (other !== feature && features.has(other)) imported.get(feature)?.add(file.replace('scripts/', ''));
    }
  }
  return imported;
}

const isIn = (file: string, folder: string): boolean => file.startsWith(`${folder}/`);

it.each(['local', 'scripts'])('%s/README.md names each folder', (root) => {
  const text = projectFile(`${root}/README.md`);
  expect(foldersIn(root).filter((folder) => !text.includes(`\`${folder}/\``))).toEqual([]);
});

it.each([...features])('scripts/%s imports the features that its row names', (feature, named) => {
  const files = [...(importedFeatures().get(feature) ?? [])];
  expect(files.filter((file) => !named.some((folder) => isIn(file, folder)))).toEqual([]);
  expect(named.filter((folder) => !files.some((file) => isIn(file, folder)))).toEqual([]);
});

it('scripts/README.md has a row for each feature', () => {
  const libraries = ['cli', 'connection'];
  expect([...features.keys()].sort()).toEqual(
    foldersIn('scripts')
      .filter((name) => !libraries.includes(name))
      .sort(),
  );
});

it.each(['cli', 'connection'])('scripts/%s imports no feature', (library) => {
  const files = sourceFiles().filter((path) => path.startsWith(`scripts/${library}/`));
  const imported = files.flatMap((path) =>
    importsOf(path).files.map((file) => file.match(SCRIPTS)?.[1] ?? ''),
  );
  expect(imported.filter((folder) => features.has(folder))).toEqual([]);
});
