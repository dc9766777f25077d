import { nodeVersionNote } from '../../../local/functions/node-version';

describe('the note about the version of Node.js', () => {
  it('names both versions when they differ', () => {
    expect(nodeVersionNote(24, '22.3.0')).toBe(
      'The functions run on Node.js 22 here, and on Node.js 24 on AWS: speed and error messages can differ.',
    );
  });

  it('is not made when the major versions are the same', () => {
    expect(nodeVersionNote(24, '24.9.1')).toBeUndefined();
  });
});
