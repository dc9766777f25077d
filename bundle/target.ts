/** `lambda` is deployed; `host` runs in the local twin on this machine. */
export const TARGETS = ['lambda', 'host'] as const;
export type Target = (typeof TARGETS)[number];

/** A platform, with the values of the npm options `--os`, `--cpu` and `--libc`. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
  /** Only on Linux. */
  readonly libc?: 'glibc' | 'musl';
}

/** The architecture that the stack declares, and the libc of Amazon Linux. */
const LAMBDA: Platform = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

export function platformOf(target: Target): Platform {
  return target === 'lambda' ? LAMBDA : hostPlatform();
}

function hostPlatform(): Platform {
  const { platform: os, arch: cpu } = process;
  return os === 'linux' ? { os, cpu, libc: hostLibc() } : { os, cpu };
}

/** The diagnostic report of Node.js contains the version of glibc if Node.js is linked with glibc. */
function hostLibc(): 'glibc' | 'musl' {
  const report: { header?: { glibcVersionRuntime?: string } } = process.report.getReport();
  return report.header?.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** The platform in the names of sharp's packages: `linux-arm64`, `linuxmusl-x64`, `darwin-arm64`. */
export function platformName({ os, cpu, libc }: Platform): string {
  return `${os}${libc === 'musl' ? 'musl' : ''}-${cpu}`;
}
