/** Runs a TypeScript file as the main module of this process. */
module.exports = (file) =>
  import('tsx').then(() => {
    process.argv[1] = file;
    require('node:module').runMain();
  });
