/** `lambda` is what gets deployed, `host` what the local twin runs on this machine. */
export const TARGETS = ['lambda', 'host'] as const;
export type Target = (typeof TARGETS)[number];

/** A platform in npm's words: the values of `--os`, `--cpu` and `--libc`. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
  /** Told apart on Linux only. */
  readonly libc?: 'glibc' | 'musl';
}

/** The functions' architecture and the libc of Amazon Linux; the stack declares the same `arm64`. */
const LAMBDA: Platform = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

export function platformOf(target: Target): Platform {
  return target === 'lambda' ? LAMBDA : hostPlatform();
}

function hostPlatform(): Platform {
  const { platform: os, arch: cpu } = process;
  return os === 'linux' ? { os, cpu, libc: hostLibc() } : { os, cpu };
}

/** Node's own report names glibc's version where it was linked with glibc. */
function hostLibc(): 'glibc' | 'musl' {
  const report: { header?: { glibcVersionRuntime?: string } } = process.report.getReport();
  return report.header?.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** The platform as sharp's packages spell it: `linux-arm64`, `linuxmusl-x64`, `darwin-arm64`. */
export function platformName({ os, cpu, libc }: Platform): string {
  return `${os}${libc === 'musl' ? 'musl' : ''}-${cpu}`;
}
