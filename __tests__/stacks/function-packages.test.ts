import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionPackages, MissingPackageError } from '../../stacks/function-packages';

const directory = mkdtempSync(join(tmpdir(), 'darkroom-packages-'));
const processImage = join(directory, 'process-image.zip');
const imageApi = join(directory, 'image-api.zip');
const brake = join(directory, 'brake.zip');
const sendWebhook = join(directory, 'send-webhook.zip');
const signIn = join(directory, 'sign-in.zip');

describe('the packages of the functions', () => {
  it('are named when they are missing, with the command that makes them', () => {
    expect(() => functionPackages(directory)).toThrow(MissingPackageError);
    for (const zip of [imageApi, brake, sendWebhook, signIn]) writeFileSync(zip, '');
    expect(() => functionPackages(directory)).toThrow(
      `There is no ${processImage}. Bundle the functions first: npm run bundle`,
    );
  });

  it('are one zip for each function', () => {
    writeFileSync(processImage, '');
    expect(functionPackages(directory)).toEqual({ processImage, imageApi, brake, sendWebhook, signIn });
  });
});
