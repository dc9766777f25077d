import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sample } from '../measuring/rounds';
import type { Program } from './programs';

const run = promisify(execFile);

/** The environment of the deployed function. That of the shell is not passed on. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'image-processor-dev',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  SOURCE_BUCKET: 'uploads-bucket',
  PROCESSED_BUCKET: 'processed-bucket',
  METADATA_TABLE: 'image-metadata',
  EVENT_BUS_NAME: 'image-events',
  ENVIRONMENT: 'dev',
  PREVIEW_SIZES: '150x150,300x300,800x800',
  PREVIEW_FORMAT: 'webp',
  PREVIEW_FIT: 'inside',
  MAX_IMAGE_SIZE: '10485760',
  MAX_IMAGE_PIXELS: '100000000',
  MAX_FRAMES: '1',
  HEIC_INPUT: 'true',
  USER_ID_SOURCE: 'metadata',
  LOG_LEVEL: 'INFO',
  POWERTOOLS_SERVICE_NAME: 'image-processor',
};

/**
 * Runs a program with Node.js.
 * @returns the usage of the process from its start to its end
 * @throws Error with its output when it fails
 */
export async function startProcess({ path }: Program): Promise<Sample> {
  const args = ['--require', join(__dirname, 'report-usage.cjs'), path];
  const { stdout } = await run(process.execPath, args, { env: { PATH: process.env.PATH, ...ENVIRONMENT } });
  const [, usage] = /^@(.*)$/m.exec(stdout) ?? [];
  if (!usage) throw new Error(`${path} ended without reporting its usage.`);
  return JSON.parse(usage);
}
