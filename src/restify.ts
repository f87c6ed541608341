/**
 * Restify's server and router alone: the package's entry adds all its plugins, which cost a start as much again. Of the
 * packages under it lodash comes as its own small build, whose text is an eighth (a process keeps the text of what it
 * runs), and mime's names for endings, which no answer of ours has, come when somebody asks for them.
 * Read in restify 12.0.0, which is pinned.
 */
import { createRequire } from 'node:module';
import type { Server } from 'restify';
import { loadedWith } from './load-lean.ts';

const require = createRequire(import.meta.url);

type Parts = {
  readonly Restify: new (options: object) => Server;
  readonly Router: new (options: object) => object;
};

const parts = (): Parts => ({
  Restify: require('restify/lib/server.js') as Parts['Restify'],
  Router: require('restify/lib/router.js') as Parts['Router'],
});

/** What restify has to say about its handlers is said by `warn`, without the request it would print. */
export const createRestify = (warn: () => void): Server => {
  const { resolve } = createRequire(require.resolve('restify/lib/server.js'));
  const standIns = [
    { path: resolve('lodash'), members: require(resolve('lodash/lodash.min.js')) as object },
    { path: resolve('mime'), members: {} },
    { path: resolve('restify-errors/lib/serializer.js'), members: {} },
  ];
  const { Restify, Router } = loadedWith(standIns, parts);
  const log = { trace: () => undefined, warn };
  return new Restify({ name: '', log, router: new Router({ log }) });
};
