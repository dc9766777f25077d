import { open } from '../../../photo-generators/painting';
import { HARMFUL, HARMLESS } from '../../fixtures/harmless-damage';
import { scene } from '../../fixtures/images';
import { colourDistance } from '../../support/compare-pictures';
import { render, renderOne } from '../../support/rendering';

describe('a file that violates its format, but has all its pixels', () => {
  it.each(Object.entries(HARMLESS))('%s is shown as it is', async (_, make) => {
    const { bytes } = await renderOne(await make(), { format: 'png' });
    const original = await open(scene()).png().toBuffer();
    expect(await colourDistance(bytes, original)).toBeLessThan(1.5);
  });
});

describe('a file that lacks pixels', () => {
  it.each(Object.entries(HARMFUL))('%s is refused', async (_, make) => {
    await expect(render(await make())).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
  });
});
