import { agent, contoso, play, type Play } from './desk.ts';
import type { Turn } from '../../src/triage/turn.ts';

export const first = { customer: contoso.id, product: 'office-365', kind: 'broken', title: 'Mail is down' };
export const checked = { knownIncident: 'none', troubleshooting: 'done-unresolved' };

export type Start = {
  readonly product?: string;
  readonly kind?: string;
  readonly now?: () => string;
  readonly reseller?: boolean;
};

/** A case that has reached its verdict: with Microsoft, unless told otherwise. */
export const decided = ({
  product = 'office-365',
  kind = 'broken',
  now: clock,
  reseller = false,
}: Start = {}): Play => {
  const customer = reseller
    ? { ...contoso, partnerType: 'indirect-reseller' as const, providerGrantedAzureAccess: true }
    : contoso;
  const desk = play({
    customers: [customer],
    person: { ...agent, agentRole: 'admin-agent' },
    ...(clock === undefined ? {} : { now: clock }),
  });
  desk.say('new');
  desk.press('answer', { ...first, product, kind });
  desk.press('answer', checked);
  desk.press('answer', { category: 'unavailable', impact: 'critical' });
  return desk;
};

export const noticeOf = ({ picture }: Turn): string | null =>
  picture?.card === 'case' && picture.notice !== null && 'key' in picture.notice ? picture.notice.key : null;
export const problemsOf = ({ picture }: Turn): readonly string[] =>
  picture?.card === 'case' ? picture.problems.map(({ input }) => input) : [];
export const whats = ({ record }: Turn): readonly string[] => record.map(({ what }) => what);

export const filing = {
  requestNumber: '2611200010001',
  filedDate: '2026-11-20',
  filedTime: '10:55',
  severity: 'A',
};
