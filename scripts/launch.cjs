// Starts a TypeScript file: node scripts/launch.cjs FILE OPTIONS...
// This file is written for every version of Node.js, because the first thing it does is to check the version.
var minimum = require('../package.json').engines.node.replace('>=', '').split('.').map(Number);
var current = process.version.slice(1).split('.').map(Number);
var isOlder = current[0] < minimum[0] || (current[0] === minimum[0] && current[1] < minimum[1]);

if (isOlder) {
  // biome-ignore lint/style/useTemplate: a Node.js that is too old may not have template literals.
  console.error('Node.js ' + minimum.join('.') + ' or newer is needed; this is ' + current.join('.') + '.');
  process.exit(2);
} else {
  // The file becomes the main module, as if Node.js had been started with it.
  process.argv.splice(1, 1);
  process.argv[1] = require('node:path').resolve(process.argv[1]);
  require('./load-typescript.cjs')(process.argv[1]);
}
