import { newDesk, type DeskState } from '../../src/triage/desk-state.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Person } from '../../src/triage/desk.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeReminder } from '../../src/triage/take-reminder.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, ReminderRow, Turn } from '../../src/triage/turn.ts';
import { agent, click, contoso, known, now, policy } from './desk.ts';

const address = {
  conversationId: 'a:lea',
  kind: 'personal' as const,
  tenantId: 'home',
  serviceUrl: 's',
  botId: 'b',
  userId: 'u',
};

export const lea: Person = {
  ...agent,
  id: 'home/lea',
  objectId: 'lea',
  name: 'Lea',
  isLead: true,
  address,
};
export const ben: Person = { ...agent, id: 'home/ben', objectId: 'ben', name: 'Ben' };
export const ana: Person = { ...agent, agentRole: 'admin-agent' };

const refOf = ({ id, name }: Person) => ({ personId: id, name });

/** A desk with a lead it has met and a lead room. */
export const ledDesk: DeskState = {
  ...newDesk,
  version: 1,
  leads: [refOf(lea)],
  leadRoom: {
    address: { ...address, conversationId: '19:room@thread.tacv2', kind: 'channel' },
    setBy: refOf(lea),
    setAt: now,
  },
};

const colleagues = [refOf(ana), refOf(ben), refOf(lea)];

/** The desk played on: every turn is taken with what the last one left, reminders are kept as a store would. */
export const leadPlay = (desk: DeskState = ledDesk) => {
  let about: Case | null = null;
  let state = desk;
  let clock = now;
  let last: Turn | null = null;
  const due = new Map<string, ReminderRow>();

  const base = (person: Person, more: Partial<Known>): Known =>
    known({
      now: clock,
      person,
      desk: state,
      case: about,
      customer: contoso,
      chosen: contoso,
      cardVersion: about?.version ?? null,
      candidates: [{ customer: contoso, words: 'contoso' }],
      colleagues,
      drafts: about?.stage.at === 'intake' ? [about] : [],
      ...more,
    });

  const keep = (turn: Turn): Turn => {
    const mine = about?.id ?? turn.cases[0]?.id;
    about = turn.cases.find(({ id }) => id === mine) ?? about;
    state = turn.desk ?? state;
    for (const pattern of turn.drop)
      for (const key of [...due.keys()])
        if (pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern) due.delete(key);
    for (const row of turn.reminders) due.set(row.key, row);
    last = turn;
    return turn;
  };

  const press = (person: Person, verb: string, data = {}, more: Partial<Known> = {}): Turn =>
    keep(takeTurn(base(person, more), readInbound(click(verb, data), policy), policy));

  /** Time passes; what comes due on the way is taken at its minute, in order. */
  const wait = (minutes: number): readonly Turn[] => {
    const until = Date.parse(clock) + minutes * 60_000;
    const turns: Turn[] = [];
    for (;;) {
      const [next] = [...due.values()]
        .filter(({ dueAt }) => Date.parse(dueAt) <= until)
        .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
      if (next === undefined) break;
      due.delete(next.key);
      clock = new Date(Math.max(Date.parse(clock), Date.parse(next.dueAt))).toISOString();
      turns.push(keep(takeReminder(base(ana, {}), next.reminder, policy)));
    }
    clock = new Date(until).toISOString();
    return turns;
  };

  return {
    press,
    wait,
    about: (): Case => {
      if (about === null) throw new Error('no case yet');
      return about;
    },
    state: () => state,
    due: () => [...due.keys()].sort(),
    dueAt: (key: string) => due.get(key)?.dueAt,
    last: () => last,
    now: () => clock,
    set: (more: Partial<Case>) => void (about = about === null ? null : { ...about, ...more }),
  };
};

export type LeadPlay = ReturnType<typeof leadPlay>;

type Start = { readonly impact?: string; readonly kind?: string; readonly thinksMinutes?: number };

/** Ana's case at its verdict: mail is down at Contoso, severity by impact. */
export const escalated = (
  desk?: DeskState,
  { impact = 'critical', kind = 'broken', thinksMinutes = 0 }: Start = {},
): LeadPlay => {
  const played = leadPlay(desk);
  played.press(ana, 'new-case');
  played.press(ana, 'answer', {
    customer: contoso.id,
    product: 'office-365',
    kind,
    title: 'Mail is down',
  });
  played.press(ana, 'answer', { knownIncident: 'none', troubleshooting: 'done-unresolved' });
  played.wait(thinksMinutes);
  played.press(ana, 'answer', { category: 'unavailable', impact, symptom: 'mail-not-delivered' });
  return played;
};

export const filed = (played: LeadPlay, severity = 'A'): LeadPlay => {
  played.press(ana, 'file', { requestNumber: '2611200010001', severity });
  return played;
};

/** Whom a turn tells, as `recipient event`; the lead room's post is `lead-room post`. */
export const tells = ({ rows }: Turn): readonly string[] =>
  rows.map(({ recipient, picture }) => {
    const whom = recipient.to === 'person' ? recipient.personId : recipient.to;
    const what =
      picture.card === 'alert' ? picture.event : picture.card === 'lead-case' ? 'post' : picture.card;
    return `${whom} ${what}`;
  });
