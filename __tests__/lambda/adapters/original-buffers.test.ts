import { OriginalBuffers } from '../../../lambda/adapters/s3/original-buffers';

describe('The memory of originals', () => {
  it('is used again for an original that fits', () => {
    const buffers = new OriginalBuffers();
    const first = buffers.take(1000);
    buffers.giveBack(first);
    const second = buffers.take(600);
    expect(second).toHaveLength(600);
    expect(second.buffer).toBe(first.buffer);
    buffers.giveBack(second);
    expect(buffers.take(1000).buffer).toBe(first.buffer);
  });

  it('belongs to one original at a time', () => {
    const buffers = new OriginalBuffers();
    const first = buffers.take(1000);
    expect(buffers.take(10).buffer).not.toBe(first.buffer);
    buffers.giveBack(first);
    expect(buffers.take(10).buffer).toBe(first.buffer);
    expect(buffers.take(10).buffer).not.toBe(first.buffer);
  });

  it('is the smallest that fits', () => {
    const buffers = new OriginalBuffers();
    const [large, small] = [buffers.take(5000), buffers.take(2000)];
    for (const buffer of [large, small]) buffers.giveBack(buffer);
    expect(buffers.take(1000).buffer).toBe(small.buffer);
    expect(buffers.take(3000).buffer).toBe(large.buffer);
  });

  it('is dropped when it is too small, so that there is no more of it than originals', () => {
    const buffers = new OriginalBuffers();
    const small = buffers.take(10);
    buffers.giveBack(small);
    buffers.giveBack(buffers.take(20));
    expect(buffers.take(5).buffer).not.toBe(small.buffer);
  });

  it('is an original’s own, not a part of what other buffers of Node.js share', () => {
    expect(new OriginalBuffers().take(10).buffer.byteLength).toBe(10);
  });
});
