import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs in a separate process for each version: executes `main.ts` of the tree on the command line, then writes its
 * settings to a file.
 */
function synthesizeTree(tree: string, settingsFile: string): void {
  require(join(tree, 'main.ts'));
  const { loadSettings, readContext } = require(join(tree, 'stacks/settings.ts'));
  const settings = loadSettings({ environment: process.env, context: readContext(tree), directory: tree });
  writeFileSync(settingsFile, JSON.stringify(settings));
}

const [tree = '', settingsFile = ''] = process.argv.slice(2);
synthesizeTree(tree, settingsFile);
