import { DiskSpace } from '../../../local/foundation/disk-space';

const MIB = 1024 * 1024;

function diskWith(free: number) {
  const disk = { free };
  const said: string[] = [];
  const space = new DiskSpace({
    folder: '/data',
    onChange: (sentence) => said.push(sentence),
    freeBytes: () => disk.free,
  });
  return { disk, space, said };
}

it('refuses what does not fit beside the reserve, and says so once', () => {
  const { space, said } = diskWith(10 * MIB);
  expect(space.refusal(MIB)).toBeUndefined();
  expect(space.refusal(3 * MIB)).toContain('The disk that holds /data is full');
  space.refusal(3 * MIB);
  expect(said).toHaveLength(1);
});

it('continues by itself when there is room again', () => {
  const { disk, space, said } = diskWith(0);
  expect(space.refusal()).toBeDefined();
  disk.free = 100 * MIB;
  expect(space.refusal(MIB)).toBeUndefined();
  expect(said.at(-1)).toContain('has room again');
});

it('reads the free space from the file system', () => {
  expect(new DiskSpace({ folder: '/', onChange: () => undefined }).refusal(2 ** 60)).toBeDefined();
});
