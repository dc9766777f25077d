// Loaded before the measured program. Prints the CPU and wall time of the process when it ends.
const { writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(
    1,
    `\n@${JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, wallMs: performance.now() })}\n`,
  );
});
