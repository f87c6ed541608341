/**
 * Restify's server and router alone: the package's entry adds all its plugins, which cost a start as much again. Two of
 * the packages under it are left out too, 3 MB of a process that waits: of lodash it takes a handful of functions that
 * the language has, and of mime names for endings, which no answer of ours has.
 * Read in restify 12.0.0, which is pinned.
 */
import { createRequire } from 'node:module';
import type { Server } from 'restify';
import { loadedWith } from './load-lean.ts';

const require = createRequire(import.meta.url);

type Each<R> = (value: unknown, key: string) => R;
type Folded = (sum: unknown, value: unknown, key: string) => unknown;

const each = (of: object, visit: Each<unknown>): void => {
  for (const [key, value] of Object.entries(of)) visit(value, key);
};

/** What the files below take of lodash, for what they give to it: lists and plain objects. */
const handful = {
  assign: Object.assign,
  capitalize: (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  drop: (list: readonly unknown[]): readonly unknown[] => list.slice(1),
  endsWith: (text: string, end: string): boolean => text.endsWith(end),
  flattenDeep: (list: readonly unknown[]): readonly unknown[] => list.flat(Infinity),
  forEach: each,
  forOwn: each,
  get: (of: object | undefined, key: string, otherwise: unknown): unknown =>
    (of === undefined ? undefined : (Reflect.get(of, key) as unknown)) ?? otherwise,
  isArray: Array.isArray,
  isError: (value: unknown): boolean => value instanceof Error,
  isNumber: (value: unknown): boolean => typeof value === 'number',
  isString: (value: unknown): boolean => typeof value === 'string',
  isPlainObject: (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype,
  map: (of: object, change: Each<unknown>): readonly unknown[] =>
    Object.entries(of).map(([key, value]) => change(value, key)),
  mapValues: (of: object, change: Each<unknown>): object =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)])),
  reduce: (of: object, fold: Folded, first: unknown): unknown =>
    Object.entries(of).reduce((sum, [key, value]) => fold(sum, value, key), first),
  tail: (list: readonly unknown[]): readonly unknown[] => list.slice(1),
  toArray: (list: ArrayLike<unknown>): readonly unknown[] => Array.from(list),
};

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
    { path: resolve('lodash'), members: handful },
    { path: resolve('mime'), members: {} },
    { path: resolve('restify-errors/lib/serializer.js'), members: {} },
  ];
  const { Restify, Router } = loadedWith(standIns, parts);
  const log = { trace: () => undefined, warn };
  return new Restify({ name: '', log, router: new Router({ log }) });
};
