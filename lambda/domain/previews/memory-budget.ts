import { PermanentImageError, ServiceError } from '../errors';
import { count } from '../image/image-limits';

/** Megabytes that come with one full vCPU. Source: AWS Lambda Developer Guide, "Configure Lambda function memory". */
export const ONE_VCPU_MEMORY_MB = 1769;

const MEBIBYTE = 1024 * 1024;
/** Node.js, the SDK's clients, what they have loaded, and a response or two: 130 MiB were seen. */
const PROCESS_BYTES = 180 * MEBIBYTE;
/** The rest is lost between pieces of memory that were given back and are too small for the next image. */
const USABLE_SHARE = 0.8;

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/**
 * The memory and the vCPUs that the images of one process share. An image that finds no room waits until there
 * is some, first come, first served, so that light images do not overtake a heavy one for ever.
 */
export class MemoryBudget {
  private free: number;
  private waiting: readonly Waiting[] = [];

  /**
   * @param bytes for all images together
   * @param places how many images there may be at the same time, however light
   */
  constructor(
    readonly bytes: number,
    private places = Number.POSITIVE_INFINITY,
  ) {
    this.free = bytes;
  }

  /**
   * The budget of a function, with a place for each vCPU: two renders that share one are no faster together, and
   * take the memory of both.
   * @param memoryMb as the function is configured
   * @param originals how many originals are in memory at the same time
   * @param maxBytes of one original
   */
  static ofFunction(memoryMb: number, originals: number, maxBytes: number): MemoryBudget {
    const rest = memoryMb * MEBIBYTE - PROCESS_BYTES - originals * maxBytes;
    const places = Math.max(1, Math.floor(memoryMb / ONE_VCPU_MEMORY_MB));
    return new MemoryBudget(Math.max(0, Math.floor(rest * USABLE_SHARE)), places);
  }

  /**
   * Takes memory as soon as there is enough.
   * @param patienceMs how long it may wait for other images
   * @returns a release function; call it in `finally`
   * @throws PermanentImageError `TOO_MANY_PIXELS` for more than there ever is
   * @throws ServiceError when the others took too long; there may be room next time
   */
  async take(bytes: number, patienceMs: number): Promise<() => void> {
    if (bytes > this.bytes) throw tooMuch(bytes, this.bytes);
    if (this.waiting.length > 0 || !this.hasRoom(bytes)) await this.turn(bytes, patienceMs);
    else this.occupy(bytes);
    return () => this.giveBack(bytes);
  }

  private turn(bytes: number, patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        bytes,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((each) => each !== one);
        reject(new ServiceError('Other images took the memory that this one needs, for too long.'));
        this.admit();
      }, patienceMs);
      this.waiting = [...this.waiting, one];
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

function tooMuch(bytes: number, most: number): PermanentImageError {
  const message = `Opening this image takes about ${megabytes(bytes)} MB of memory, and there are ${megabytes(most)} MB. Upload a smaller version, or save it without “progressive” or “interlaced”.`;
  return new PermanentImageError('TOO_MANY_PIXELS', message);
}
