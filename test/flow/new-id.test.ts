import assert from 'node:assert/strict';
import { newId } from '../../src/flow/new-id.ts';

describe('The id of a new case', () => {
  it('is a UUID of version 7 that begins with its instant', () => {
    const id = newId('2026-11-20T08:00:00.123Z');
    assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    const time = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    assert.equal(new Date(time).toISOString(), '2026-11-20T08:00:00.123Z');
  });

  it('comes after those of earlier instants, and is never given twice', () => {
    const ids = Array.from({ length: 100 }, () => newId('2026-11-20T08:00:00Z'));
    assert.equal(new Set(ids).size, 100);
    assert.ok(
      ids.every((id) => id > newId('2026-11-20T07:59:59.999Z') && id < newId('2026-11-20T08:00:00.001Z')),
    );
  });
});
