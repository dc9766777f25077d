import { pathAsTyped, startFolder } from '../../../local/foundation/start-folder';

describe('the folder in which a person typed a command', () => {
  const underNpm = {
    npm_lifecycle_script: 'node scripts/launch.cjs local/main.ts',
    INIT_CWD: '/home/ada/photos',
  };

  it('is where npm was called, although npm changes to the project', () => {
    expect(startFolder(underNpm)).toBe('/home/ada/photos');
    expect(pathAsTyped('pic.jpg', underNpm)).toBe('/home/ada/photos/pic.jpg');
    expect(pathAsTyped('/tmp/pic.jpg', underNpm)).toBe('/tmp/pic.jpg');
  });

  it.each([
    ['without npm', {}],
    ['under another npm script', { npm_lifecycle_script: 'jest', INIT_CWD: '/home/ada/photos' }],
  ])('is that of the process %s, and paths stay as they are', (_, environment) => {
    expect(startFolder(environment)).toBe(process.cwd());
    expect(pathAsTyped('pic.jpg', environment)).toBe('pic.jpg');
  });
});
