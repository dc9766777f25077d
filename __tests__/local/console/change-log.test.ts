import { ChangeLog } from '../../../local/console/change-log';

const removed = (imageId: string) => ({ type: 'image-removed', imageId }) as const;

describe('the log of changes', () => {
  test('returns the changes after a position', () => {
    const log = new ChangeLog();
    log.append(removed('a'));
    const position = log.position;
    log.append(removed('b'));
    log.append(removed('c'));
    expect(log.after(position)?.map(({ change }) => change)).toEqual([removed('b'), removed('c')]);
    expect(log.after(log.position)).toEqual([]);
  });

  test('knows what came after the very beginning', () => {
    const log = new ChangeLog();
    const start = log.position;
    log.append(removed('a'));
    expect(log.after(start)).toHaveLength(1);
  });

  test('does not know a position of another run, of the future, or of no form', () => {
    const log = new ChangeLog();
    log.append(removed('a'));
    const [run] = log.position.split('-');
    for (const id of [new ChangeLog().position, `${run}-2`, `${run}-x`, 'nonsense', '']) {
      expect(log.after(id)).toBeUndefined();
    }
  });

  test('forgets what is long ago, and says so', () => {
    const log = new ChangeLog();
    const start = log.position;
    for (let index = 0; index < 5_000; index++) log.append(removed(String(index)));
    expect(log.after(start)).toBeUndefined();
    const [run] = log.position.split('-');
    expect(log.after(`${run}-4000`)).toHaveLength(1_000);
  });
});
