/**
 * Packages without what Handoff never gets to of other packages they use: in the place of those they find stand-ins,
 * which have what is used, and take anything else from the whole package after all.
 */
import { createRequire, Module } from 'node:module';

/** Of the package whose file this is, what stands for it. */
export type StandIn = { readonly path: string; readonly members: object };

const require = createRequire(import.meta.url);
const { cache } = require;

const forget = (path: string): void => void Reflect.deleteProperty(cache, path);

const moduleOf = ({ path, members }: StandIn): Module => {
  const whole = (): object => {
    if (cache[path]?.exports === exports) forget(path);
    return require(path) as object;
  };
  const exports: object = new Proxy(() => undefined, {
    get: (_, name): unknown => Reflect.get(name in members ? members : whole(), name),
    apply: (_, self, args): unknown => Reflect.apply(whole() as () => unknown, self, args),
  });
  return Object.assign(new Module(path), { loaded: true, exports });
};

/** While `load` runs, who asks finds the stand-ins. Who asks later finds the whole packages, as if nothing had been. */
export const loadedWith = <T>(standIns: readonly StandIn[], load: () => T): T => {
  const placed = standIns.filter(({ path }) => cache[path] === undefined);
  for (const standIn of placed) cache[standIn.path] = moduleOf(standIn);
  try {
    return load();
  } finally {
    for (const { path } of placed) forget(path);
  }
};

/** What this file gives where it finds the stand-ins. It is forgotten at once: nobody else is to be given it. */
export const loadedForOnce = (path: string, standIns: readonly StandIn[]): object => {
  const known = cache[path];
  if (known !== undefined) return known.exports as object;
  const given = loadedWith(standIns, () => require(path) as object);
  forget(path);
  return given;
};
