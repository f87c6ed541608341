import assert from 'node:assert/strict';
import { filingDoor } from '../../src/triage/filing-door.ts';
import { policy } from './desk.ts';

describe('a request for a door', () => {
  const told = (door: string | null): string => {
    const { words, givesNumber, severity } = filingDoor(door, policy);
    return `${words}, ${givesNumber ? 'a number' : 'no number'}, severity ${severity}`;
  };

  const table: readonly (readonly [door: string | null, says: string])[] = [
    ['pc-azure-portal', 'file, a number, severity field'],
    ['pc-m365-admin-center', 'file, a number, severity in-text'],
    ['pc-service-request', 'file, a number, severity in-text'],
    ['dynamics-support', 'file, a number, severity field'],
    ['msrc', 'file, a number, severity in-text'],
    ['21v-partner-center', 'file, no number, severity none'],
    ['isv-contact', 'send, no number, severity none'],
    ['indirect-provider', 'send, no number, severity none'],
    [null, 'file, a number, severity in-text'],
  ];
  for (const [door, says] of table)
    it(`${door ?? 'nobody knows'}: ${says}`, () => assert.equal(told(door), says));
});
