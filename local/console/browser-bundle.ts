import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';
import { type Asset, assetOf } from './send-response';

const BROWSER = join(__dirname, 'browser');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const contentTypeOf = (path: string): string => CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';

/** The console's page and everything it loads, in memory, by the path it is served at. */
export async function bundleBrowser(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    absWorkingDir: BROWSER,
    entryPoints: { console: 'main.tsx', theme: 'first-paint.ts', styles: 'styles/console.css' },
    outdir: 'assets',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const bundled = outputFiles.map(async ({ path, contents }) => {
    const asset = await assetOf(contentTypeOf(path), Buffer.from(contents));
    return [`/console/assets/${basename(path)}`, asset] as const;
  });
  const copied = [
    { served: '/', file: 'index.html' },
    { served: '/console/assets/icon.svg', file: 'icon.svg' },
  ].map(async ({ served, file }) => {
    const asset = await assetOf(contentTypeOf(file), await readFile(join(BROWSER, file)));
    return [served, asset] as const;
  });
  return new Map(await Promise.all([...bundled, ...copied]));
}
