import type { Address } from '../../src/triage/desk.ts';

/** The canary: an id, a name and words that are nobody else's. */
export const canaryId = 'c0ffee00-0000-4000-8000-000000000001/c0ffee00-0000-4000-8000-00000000beef';
export const canaryName = 'Zephyrine Quackenbush';
export const canaryWords = 'The zanzibarine mailbox of Xerxesina stopped at nine';
export const canaryDomain = 'zanzibarine-traders.example';
export const canaryCompany = 'Zanzibarine Traders Ltd.';
export const canaries = [canaryId, 'c0ffee00', 'Zephyrine', 'quackenbush', 'zanzibarine', 'Xerxesina'];

export const address: Address = {
  conversationId: 'a:c0ffee00-conversation',
  kind: 'personal',
  tenantId: 'home',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  botId: '28:bot',
  userId: '29:c0ffee00-user',
};
