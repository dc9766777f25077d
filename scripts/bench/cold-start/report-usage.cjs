// Loaded before the measured program: at its end it prints what the process has taken since it started.
const { writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(
    1,
    `\n@${JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, wallMs: performance.now() })}\n`,
  );
});
