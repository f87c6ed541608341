'use strict';
// Runs before any TypeScript: an old Node would only print a syntax error that says nothing.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Handoff needs Node 22.18 or newer; this is ${process.versions.node}. Run "npm ci" so that the pinned Node is used, or install a newer Node from https://nodejs.org.\n`,
  );
  process.exit(78);
}
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const dependencies = () => {
  try {
    return Object.keys(JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')).dependencies);
  } catch {
    return ['restify'];
  }
};
const isInstalled = (name) => require.resolve.paths(name).some((folder) => existsSync(join(folder, name)));
const missing = dependencies().filter((name) => !isInstalled(name));
if (missing.length > 0) {
  process.stderr.write(
    `The packages of Handoff are not installed, or not all of them (missing: ${missing.join(', ')}). Run "npm ci" in its folder, then try again.\n`,
  );
  process.exit(78);
}
const { enableCompileCache, registerHooks } = require('node:module');
enableCompileCache();
/*
 * Imports between files are written with their full name: nothing is left to look for, neither endings nor a folder's
 * package.json. That saves a twelfth of a start with its thousand files. Packages and require() go the usual way.
 */
const fileName = /^\.{1,2}\/.+\.(?:ts|m?js)$/;
/*
 * zod brings its messages in sixty languages along, most of a megabyte of a process that waits; its English is all that
 * is read here. What asks for all of them gets that one file. Read in zod 4.6.7, which is pinned.
 */
const languages = '../locales/index.js';
const asker = /\/zod\/v4\/(?:classic|core)\/\w+\.js$/;
const wanted = (name, parent) => (name === languages && asker.test(parent) ? '../locales/en.js' : name);
registerHooks?.({
  resolve: (name, context, next) =>
    fileName.test(name) && context.parentURL?.startsWith('file:') && context.conditions.includes('import')
      ? {
          url: new URL(wanted(name, context.parentURL), context.parentURL).href,
          format: name.endsWith('.ts') ? 'module-typescript' : undefined,
          shortCircuit: true,
        }
      : next(name, context),
});
