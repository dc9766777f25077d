import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { truncatedJpeg } from '../fixtures/refused-files';
import { deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { TwinProcess } from '../support/twin-process';

/** `npm start` as people call it. Each test starts it anew. */
jest.setTimeout(200_000);

const folder = mkdtempSync(join(tmpdir(), 'darkroom-command-line-'));
const twins: TwinProcess[] = [];
afterAll(async () => {
  await Promise.all(twins.map((twin) => twin.interrupt()));
  rmSync(folder, { recursive: true });
});

function start(args: readonly string[], environment?: Record<string, string>): TwinProcess {
  const twin = new TwinProcess(args, environment);
  twins.push(twin);
  return twin;
}

/** A folder of different photos. */
async function photosIn(name: string, count: number): Promise<string> {
  const photos = join(folder, name);
  mkdirSync(join(photos, 'user-7'), { recursive: true });
  const photo = await jpegPhoto({ width: 600, height: 400 });
  for (let number = 1; number <= count; number += 1) {
    // Bytes after the end of a JPEG are ignored, and make another file of it.
    writeFileSync(
      join(photos, 'user-7', `${number}.jpg`),
      Buffer.concat([photo, Buffer.from(String(number))]),
    );
  }
  return photos;
}

describe('npm start -- FOLDER --once --out OUT', () => {
  it('processes 50 photos, writes previews and a manifest, and exits with 0', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await start([await photosIn('fifty', 50), '--once', '--out', out]).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('50 of 50 done.');
    const { images } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(images).toHaveLength(50);
    for (const { status, previews } of images) {
      expect(status).toBe('COMPLETED');
      expect(previews).toHaveLength(3);
      for (const { file, width, height } of previews) {
        // The domain lets sharp open buffers alone.
        const preview = readFileSync(join(out, file));
        expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width, height });
      }
    }
  });

  it('exits with 1 if a photo is broken, names it, and processes the others', async () => {
    const photos = await photosIn('one-broken', 3);
    writeFileSync(join(photos, 'broken.jpg'), await truncatedJpeg());
    const out = join(folder, 'out-broken');
    const { code, stdout, stderr } = await start([photos, '--once', '--out', out]).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('3 of 4 done, 1 failed.');
    expect(stderr).toContain(`${join(photos, 'broken.jpg')}: CORRUPT_IMAGE: `);
    const { images } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(images.filter(({ status }: { status: string }) => status === 'COMPLETED')).toHaveLength(3);
  });
});

describe('npm start -- FOLDER --once, interrupted', () => {
  it('writes what is done with a manifest, says so, and exits with 130', async () => {
    const out = join(folder, 'out-interrupted');
    const photos = await photosIn('many', 400);
    const twin = start([photos, '--once', '--out', out], { FUNCTION_PROCESSES: '1' });
    while (!twin.printed.includes('  done ')) await sleep(20);
    const { code, stdout } = await twin.interrupt();
    expect(code).toBe(130);
    const [, count] =
      /Interrupted\. Previews and manifest\.json of the (\d+) finished files/.exec(stdout) ?? [];
    const { images } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(images).toHaveLength(Number(count));
    expect(images.length).toBeGreaterThan(0);
    for (const { previews } of images) {
      expect(previews).toHaveLength(3);
      for (const { file } of previews) expect(existsSync(join(out, file))).toBe(true);
    }
  });
});

describe('npm start with an error', () => {
  it('names the port that is taken and what to do, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start([], { AWS_PORT: String(port) }).ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `Port ${port} is taken by another program. Stop that program, or choose another port: AWS_PORT=${port + 1} npm start`,
    );
  });

  it('names a path that does not exist, and exits with 2', async () => {
    const { code, stderr } = await start([join(folder, 'gone')]).ended;
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('gone does not exist'),
    });
  });

  it('lists all invalid settings, and exits with 1', async () => {
    const { code, stderr } = await start([], { PREVIEW_FORMAT: 'bmp', MAX_FRAMES: '0' }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('PREVIEW_FORMAT');
    expect(stderr).toContain('MAX_FRAMES');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('npm start --data FOLDER', () => {
  it('stops within five seconds of Ctrl-C, and finishes the uploads after a restart', async () => {
    const data = join(folder, 'data');
    const photos = await photosIn('many', 60);
    const first = start([photos, '--data', data], { FUNCTION_PROCESSES: '1' });
    await first.up();
    while (!first.printed.includes('  done ')) await sleep(10);
    const pressed = Date.now();
    const { code, stderr } = await first.interrupt();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Date.now() - pressed).toBeLessThan(5_000);
    expect(existsSync(`/proc/${first.pid}`)).toBe(false);

    const deployment = await deploymentOf(start(['--data', data]));
    const uploaded = await deployment.uploadedKeys();
    expect(uploaded.length).toBeGreaterThan(0);
    for (const key of uploaded) {
      expect(await deployment.recordOf(key)).toMatchObject({ processingStatus: 'COMPLETED' });
    }
    await deployment.close();
  });
});
