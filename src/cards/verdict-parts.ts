/** The parts of a verdict that stand open. Each answers with no element where it has nothing to say. */
import type { Because, WayOut } from '../policy/decision.ts';
import type { StepRow } from '../policy/policy.ts';
import { applies } from '../triage/applies.ts';
import { optional } from './buttons.ts';
import { customerName, doorRow, linksOf, type Decided } from './case-view.ts';
import { valueWords } from './answer-words.ts';
import { cut, literal } from './escape.ts';
import type { JsonObject } from './expand.ts';
import type { Markdown } from './phrase.ts';
import { becauseLines, doorWords, link } from './policy-words.ts';
import { responseNote } from './response-note.ts';
import type { Voice } from './voice.ts';

/** What a desk does now, where that differs from what the source pages say. */
export const todayOf = ({ verdict: { today }, desk: { voice } }: Decided): readonly JsonObject[] =>
  today === null
    ? []
    : [
        {
          text: voice.say(`today.${today.because}`),
          why: optional(voice.say(`update.${today.because}.says`)),
        },
      ];

type Cell = { readonly label: string; readonly value: string; readonly notes: readonly JsonObject[] };

/** First response beside "can you file this", as far as the outcome has them. */
export const cellsOf = (decided: Decided): readonly JsonObject[] => {
  const columns = [responseCell(decided), filingCell(decided)].filter((cell) => cell !== null);
  return columns.length === 0 ? [] : [{ columns }];
};

/** Never called guaranteed: a published target for the first answer. */
const responseCell = (decided: Decided): Cell | null => {
  if (responseNote(decided) !== null) return null;
  const {
    verdict: { sla, outcome },
    desk: { voice },
  } = decided;
  const label = voice.say('card.verdict.response');
  const bare = (value: string): Cell => ({ label, value: voice.say(value), notes: [] });
  const { hours } = sla;
  switch (sla.basis) {
    case 'none':
      return outcome === 'escalate-21vianet' ? bare('sla.none') : null;
    case 'non-break-fix':
      return cell('card.verdict.response', 'sla.non-break-fix', 'sla.non-break-fix.note', voice);
    case 'break-fix':
      if (hours === null) return bare('sla.non-english');
      if (!sla.guaranteed) return bare('sla.dynamics');
      return {
        label,
        value: voice.say('sla.break-fix', { hours }),
        notes: optional(voice.say('sla.break-fix.note')),
      };
  }
};

const cell = (label: string, value: string, note: string, voice: Voice): Cell => ({
  label: voice.say(label),
  value: voice.say(value),
  notes: optional(voice.say(note)),
});

const filingCell = (decided: Decided): Cell | null => {
  const { verdict, case: subject, context, desk } = decided;
  const { voice } = desk;
  if (verdict.outcome === 'blocked')
    return cell('card.verdict.can-file', 'card.can-file.no', 'card.can-file.no-note', voice);
  if (verdict.outcome !== 'escalate-microsoft' || subject.facts.agentRole === undefined) return null;
  const role = valueWords('agentRole', subject.facts.agentRole, context.policy);
  const until = subject.facts.adminPermissionUntil;
  return {
    label: voice.say('card.verdict.can-file'),
    value: voice.say('card.can-file.yes', { role }),
    notes: optional(until === undefined ? null : voice.say('card.can-file.until', { day: voice.day(until) })),
  };
};

/** How a block or a referral ends: who can act, what to obtain, what opens then. */
export const wayOutOf = (decided: Decided): readonly JsonObject[] => {
  const { verdict, desk } = decided;
  const { voice } = desk;
  const { wayOut } = verdict;
  if (wayOut === null) return [];
  const lines = [...wayOutLines(wayOut, voice), ...orProvider(decided), ...providerLine(decided)];
  return [{ label: voice.say('card.verdict.way-out'), lines }];
};

/** Without a relationship of our own the provider may file instead; only a reseller has one. */
const mayAskProvider = ({ verdict, case: { facts } }: Decided): boolean =>
  verdict.blocker === 'B-NO-ADMIN-PERMISSION' && facts.partnerType === 'indirect-reseller';

const orProvider = (decided: Decided): readonly JsonObject[] =>
  optional(mayAskProvider(decided) ? decided.desk.voice.say('way-out.or-provider') : null);

/** The provider to write to, where the directory names it. */
const providerLine = (decided: Decided): readonly JsonObject[] => {
  const { verdict, context, desk } = decided;
  const { voice } = desk;
  const provider = context.customer?.provider;
  const isAsked = verdict.outcome === 'refer-indirect-provider' || mayAskProvider(decided);
  if (!isAsked || provider == null) return [];
  const { name, email } = provider;
  return [{ text: email === null ? literal(name) : voice.say('card.verdict.provider', { name, email }) }];
};

const wayOutLines = (wayOut: WayOut, voice: Voice): readonly JsonObject[] => [
  { text: voice.say(wayOut.who) },
  { text: voice.say(wayOut.obtain) },
  ...optional(wayOut.opens === null ? null : voice.say('wayOut.opens', { door: doorWords(wayOut.opens) })),
];

/** A ground as a sentence: service health with the number of the incident, an expired relationship with its last day. */
const groundLines = (
  because: Because,
  { desk: { voice }, case: { incidentId, facts } }: Decided,
): readonly string[] => {
  const lines = becauseLines(because, voice);
  if (because.fact === 'knownIncident' && incidentId !== null)
    return lines.map((says) =>
      voice.say('card.verdict.with-incident', { says: { markdown: says }, incident: cut(incidentId, 60) }),
    );
  const { noPermissionReason, adminPermissionUntil } = facts;
  if (because.fact === 'adminPermission' && noPermissionReason === 'expired' && adminPermissionUntil)
    return lines.map((says) =>
      voice.say('card.verdict.ended-on', { says: { markdown: says }, day: voice.day(adminPermissionUntil) }),
    );
  return lines;
};

/** More grounds than these tire; all of them stand under rules and sources. */
const mostGrounds = 5;

/** `change`: what would change the verdict first. */
export const whyOf = (decided: Decided, change: string | undefined): readonly JsonObject[] => {
  const { verdict, desk } = decided;
  const { voice } = desk;
  const lines = [...new Set(verdict.because.flatMap((because) => groundLines(because, decided)))];
  if (lines.length === 0) return [];
  return [
    {
      label: voice.say('card.verdict.why'),
      lines: lines.slice(0, mostGrounds).map((line) => ({ text: `• ${line}` })),
      change: optional(
        change === undefined ? null : voice.say('card.verdict.changes-if', { change: { markdown: change } }),
      ),
    },
  ];
};

/** The door's steps with the source's labels, and today's below where they differ. */
export const stepsOf = (decided: Decided): readonly JsonObject[] => {
  const { verdict, desk } = decided;
  const row = doorRow(verdict.channel, decided);
  if (row === null || row.steps.length === 0) return [];
  const customer = customerName(decided);
  const said = { plain: { customer }, shown: { customer: { markdown: literal(customer) } } };
  const lines = row.steps.flatMap((step, index) => stepLines(step, index + 1, said, decided));
  return [{ label: desk.voice.say('card.verdict.steps'), lines }];
};

/** What the words of a step may name: as it is, and as it is shown. */
type StepValues = {
  readonly plain: Readonly<Record<string, string>>;
  readonly shown: Readonly<Record<string, Markdown>>;
};

const stepLines = (
  step: StepRow,
  number: number,
  { plain, shown }: StepValues,
  decided: Decided,
): readonly JsonObject[] => {
  const { voice } = decided.desk;
  const { today } = step;
  const main = `**${number}.** ${voice.say(step.says, shown)}${stepLink(step, decided)}`;
  const source = { text: main, size: 'Default', subtle: false, spacing: 'Small' };
  if (today === null) return [source];
  const now = { step: { key: today.says, values: plain }, day: voice.day(today.checked) };
  const text = voice.say('card.verdict.step-today', now);
  const doors = todayLinks(today.links ?? [], decided);
  return [source, { text: [text, ...doors].join(' '), size: 'Small', subtle: true, spacing: 'None' }];
};

/** Today's doors beside the source's, by name. */
const todayLinks = (
  links: NonNullable<NonNullable<StepRow['today']>['links']>,
  decided: Decided,
): readonly string[] =>
  links
    .filter(({ when }) => applies(when, decided.case.facts))
    .flatMap((row) => linksOf({ open: [row.link] }, decided).open ?? [])
    .map(({ opens, url }) => link(`${decided.desk.voice.plain(opens)} ↗`, url).markdown);

const stepLink = (step: StepRow, decided: Decided): string => {
  if (step.link === null) return '';
  const { open } = linksOf({ open: [step.link] }, decided);
  return open === null ? '' : ` ${link('↗', open.url).markdown}`;
};
