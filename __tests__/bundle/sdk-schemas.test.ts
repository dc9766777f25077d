import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { sdkSchemas } from '../../bundle/plugins/sdk-schemas';

const CLIENT = 'node_modules/@aws-sdk/client-photos/dist-es';

describe('the operation schemas of an SDK client', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'darkroom-schemas-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Bundles files of a client that exports a used and an unused schema. */
  async function bundled(files: Readonly<Record<string, string>>): Promise<string> {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ['handler.js'],
      bundle: true,
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
      plugins: [sdkSchemas()],
    });
    return outputFiles[0]?.text ?? '';
  }

  it('are dropped when no function uses them', async () => {
    const code = await bundled({
      'handler.js': `import { Used } from './${CLIENT}/schemas/schemas_0.js'; console.log(Used);`,
      [`${CLIENT}/schemas/schemas_0.js`]:
        'const _k = "key";\nexport const Used = { [_k]: "used" };\nexport const Unused = { [_k]: "unused" };',
    });
    expect(code).toContain('"used"');
    expect(code).not.toContain('unused');
  });

  it('fail the build when the SDK has no schemas to rewrite', async () => {
    const files = {
      'handler.js': `import { Used } from './${CLIENT}/index.js'; console.log(Used);`,
      [`${CLIENT}/index.js`]: 'export const Used = {};',
    };
    await expect(bundled(files)).rejects.toThrow('No operation schema of the AWS SDK was found');
  });

  it('are not expected in code without an SDK client', async () => {
    expect(await bundled({ 'handler.js': 'console.log("no client");' })).toContain('no client');
  });
});
