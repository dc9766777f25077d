import { randomBytes } from 'node:crypto';
import { BundleError } from '../../bundle/bundle-error';
import { zipReproducibly } from '../../bundle/reproducible-zip';
import { maxSize, megabytes, refuseOversize } from '../../bundle/size-gate';

const file = (path: string, size: number) => ({ path, bytes: randomBytes(size) });

describe('the size gate', () => {
  it('limits a function with sharp to 9.5 MB, and others to 1 MB', () => {
    expect(megabytes(maxSize(true))).toBe('9.50 MB');
    expect(megabytes(maxSize(false))).toBe('1.00 MB');
  });

  it('accepts a zip of exactly the limit', () => {
    const zip = zipReproducibly([file('handler.mjs', 2_000)]);
    expect(() => refuseOversize('process-image', zip, zip.length)).not.toThrow();
  });

  it('rejects a larger zip with its size, the limit and the largest files', () => {
    const zip = zipReproducibly([
      file('small.txt', 10_000),
      file('huge.so', 300_000),
      file('big.js', 90_000),
    ]);
    const refusal = () => refuseOversize('process-image', zip, 200_000);
    expect(refusal).toThrow(BundleError);
    expect(refusal).toThrow(/process-image\.zip is 0\.40 MB, more than the 0\.20 MB allowed/);
    expect(refusal).toThrow(/0\.30 MB {2}huge\.so\n.*0\.09 MB {2}big\.js\n.*0\.01 MB {2}small\.txt/);
  });
});
