import { PermanentImageError, ServiceError } from '../errors';
import { count } from '../image/image-limits';

/**
 * MB of memory at which a function has one vCPU. Source: AWS Lambda Developer Guide, "Configure Lambda function
 * memory".
 */
export const ONE_VCPU_MEMORY_MB = 1769;

const MEBIBYTE = 1024 * 1024;
/** Memory for Node.js, the SDK clients and their responses. Measured: 130 MiB. */
const PROCESS_BYTES = 180 * MEBIBYTE;
/** The rest is lost to fragmentation. */
const USABLE_SHARE = 0.8;

interface WaitingImage {
  readonly bytes: number;
  readonly begin: () => void;
}

/**
 * The memory and the vCPUs that the images of one process share. If there is no room for an image, it waits. Waiting
 * images are served in order, so that small images cannot delay a large one forever.
 */
export class MemoryBudget {
  private free: number;
  private waiting: readonly WaitingImage[] = [];

  /**
   * @param bytes memory for all images together
   * @param places the maximum number of concurrent images, however small
   */
  constructor(
    readonly bytes: number,
    private places = Number.POSITIVE_INFINITY,
  ) {
    this.free = bytes;
  }

  /**
   * The budget of a function, with one place for each vCPU: two images on one vCPU are not faster than one after the
   * other, and need the memory of both.
   * @param memoryMb the configured memory of the function
   * @param originals the number of originals in memory at the same time
   * @param maxBytes the maximum size of an original
   */
  static ofFunction(memoryMb: number, originals: number, maxBytes: number): MemoryBudget {
    const rest = memoryMb * MEBIBYTE - PROCESS_BYTES - originals * maxBytes;
    const places = Math.max(1, Math.floor(memoryMb / ONE_VCPU_MEMORY_MB));
    return new MemoryBudget(Math.max(0, Math.floor(rest * USABLE_SHARE)), places);
  }

  /**
   * Reserves memory as soon as there is enough.
   * @param maxWaitMs how long to wait for other images
   * @returns a release function; call it in `finally`
   * @throws PermanentImageError `TOO_MANY_PIXELS` if `bytes` exceeds the whole budget
   * @throws ServiceError if there was no room in time
   */
  async take(bytes: number, maxWaitMs: number): Promise<() => void> {
    if (bytes > this.bytes) throw tooMuch(bytes, this.bytes);
    if (this.waiting.length > 0 || !this.hasRoom(bytes)) await this.turn(bytes, maxWaitMs);
    else this.occupy(bytes);
    return () => this.giveBack(bytes);
  }

  private turn(bytes: number, maxWaitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const image: WaitingImage = {
        bytes,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((each) => each !== image);
        reject(new ServiceError('Other images used the memory that this one needs for too long.'));
        this.admit();
      }, maxWaitMs);
      this.waiting = [...this.waiting, image];
    });
  }

  private hasRoom(bytes: number): boolean {
    return bytes <= this.free && this.places > 0;
  }

  private occupy(bytes: number): void {
    this.free -= bytes;
    this.places -= 1;
  }

  private giveBack(bytes: number): void {
    this.free += bytes;
    this.places += 1;
    this.admit();
  }

  private admit(): void {
    for (let [next] = this.waiting; next && this.hasRoom(next.bytes); [next] = this.waiting) {
      this.waiting = this.waiting.slice(1);
      this.occupy(next.bytes);
      next.begin();
    }
  }
}

const megabytes = (bytes: number): string => count(Math.ceil(bytes / 1_000_000));

function tooMuch(bytes: number, max: number): PermanentImageError {
  const message = `Opening this image takes about ${megabytes(bytes)} MB of memory, and there are ${megabytes(max)} MB. Upload a smaller version, or save it without “progressive” or “interlaced”.`;
  return new PermanentImageError('TOO_MANY_PIXELS', message);
}
