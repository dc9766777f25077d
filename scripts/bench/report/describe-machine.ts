import { cpus, release, totalmem } from 'node:os';
import sharp from 'sharp';

const GIBIBYTE = 2 ** 30;

/** A description of the machine, without its name. */
export function describeMachine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / GIBIBYTE);
  return [
    `${cpus().length} cores of ${processor?.model.trim() || 'an unnamed processor'} (${process.arch})`,
    `${memory} GiB of memory`,
    `${process.platform} ${release().split('-')[0]}`,
    `Node.js ${process.versions.node}`,
    `sharp ${sharp.versions.sharp} with libvips ${sharp.versions.vips}`,
  ].join(', ');
}
