import { modulesLoadedBy } from '../support/loaded-modules';

const AWS_SDK = /\bnode_modules\/(@aws-sdk|@smithy)\//;
const SHARP = /\bnode_modules\/sharp\//;
/** Any package but that of the command line and those that load TypeScript. */
const PACKAGES = /\bnode_modules\/(?!(commander|tsx|esbuild|get-tsconfig|resolve-pkg-maps)\/)/;
/** What commands work with, once they run. */
const WORK =
  /^(plan\/|bundle\/|lambda\/(adapters|runtime|domain\/(image|previews))\/|scripts\/(connection\/|(cost|simulate)\/(?!command\/)|.*\/run-))/;
const NOWHERE = ['--endpoint-url', 'http://127.0.0.1:9'];

describe('a command line', () => {
  it('declares all commands without loading what they work with', () => {
    const loaded = modulesLoadedBy('scripts/darkroom.ts', '--help');
    expect(loaded.files).toContain('scripts/reconcile/reconcile-command.ts');
    expect(loaded.chainsTo(/\bnode_modules\/commander\/index\.js/)).toHaveLength(1);
    expect(loaded.chainsTo(PACKAGES)).toEqual([]);
    expect(loaded.chainsTo(WORK)).toEqual([]);
  });

  it('shows the help of npm start without loading the twin', () => {
    const loaded = modulesLoadedBy('local/main.ts', '--help');
    expect(loaded.files).toContain('local/main.ts');
    expect(loaded.chainsTo(PACKAGES)).toEqual([]);
    expect(loaded.chainsTo(/^(local\/(?!main\.ts|foundation\/)|stacks\/|plan\/)/)).toEqual([]);
  });

  it('estimates the bill without the AWS SDK and sharp', () => {
    const loaded = modulesLoadedBy('scripts/darkroom.ts', 'cost');
    expect(loaded.files).toContain('scripts/cost/bill/bill.ts');
    expect(loaded.chainsTo(AWS_SDK)).toEqual([]);
    expect(loaded.chainsTo(SHARP)).toEqual([]);
  });

  it.each([
    'images diagnose',
    'images find',
    'images explain uploads/a.jpg',
    'images plan',
    'images redrive',
    'images forget uploads/a.jpg',
    'reconcile',
  ])('connects for %s without sharp', (command) => {
    const loaded = modulesLoadedBy('scripts/darkroom.ts', ...command.split(' '), ...NOWHERE);
    expect(loaded.files).toContain('scripts/connection/connection.ts');
    expect(loaded.chainsTo(SHARP)).toEqual([]);
  });
});
