import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';

type Swept = Pick<Store, 'claimDue' | 'nextDueAt' | 'settle'>;

/** A store of which only what the sweeper asks for is there; anything else asked for fails the test. */
export const openingOf = (swept: Swept): Store =>
  new Proxy(swept as Store, {
    get: (store, name): unknown =>
      Reflect.get(store, name) ?? assert.fail(`the sweeper asked for ${String(name)}`),
  });
