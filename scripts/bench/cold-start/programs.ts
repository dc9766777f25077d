import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleCode } from '../../../bundle/bundle-code';
import { bundleLambdas } from '../../../bundle/bundle-lambdas';
import { platformName, platformOf } from '../../../bundle/target';
import { unpackFunction } from '../../../local/functions/function-package';
import { CACHE } from '../measuring/places';

const FOLDER = join(CACHE, 'cold-start');

/** S3's test event, which the handler processes without any AWS call. */
const FIRST_EVENT = {
  Records: [
    {
      messageId: '1',
      body: JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }),
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
    },
  ],
};

/** A module that Node.js can start with. */
export interface Program {
  readonly name: string;
  readonly path: string;
}

async function write(name: string, file: string, text: string): Promise<Program> {
  const path = join(FOLDER, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return { name, path };
}

export const emptyProgram = (): Promise<Program> => write('empty', 'empty.mjs', '');

const REQUIRE_SHARP = `import { createRequire } from 'node:module';
createRequire(import.meta.url)('sharp');
`;

/** Only sharp, as installed from npm. */
export const sharpProgram = (): Promise<Program> => write("require('sharp')", 'sharp.mjs', REQUIRE_SHARP);

/** The packaged function, until it has processed its first event. */
export async function functionProgram(): Promise<Program> {
  const { processImage } = await bundleLambdas({ target: 'host' });
  const folder = join(FOLDER, 'function');
  await rm(folder, { recursive: true, force: true });
  unpackFunction(processImage, folder);
  return write(
    'first response',
    'first-response.mjs',
    `import { handler } from './function/handler.mjs';
const context = { getRemainingTimeInMillis: () => 60000 };
const { batchItemFailures } = await handler(${JSON.stringify(FIRST_EVENT)}, context);
if (batchItemFailures.length > 0) throw new Error('The function failed to process the event.');
process.exit(0);
`,
  );
}

/** One import of the function, bundled like the function. */
export async function importProgram(name: string, statements: string): Promise<Program> {
  const entry = join(FOLDER, 'imports', `${name}.ts`);
  await mkdir(dirname(entry), { recursive: true });
  await writeFile(entry, statements);
  const folder = join(FOLDER, 'imports', name);
  await rm(folder, { recursive: true, force: true });
  const { files } = await bundleCode(entry, platformName(platformOf('host')));
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return { name, path: join(folder, 'handler.mjs') };
}
