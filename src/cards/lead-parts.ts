/** The parts of a lead-room post. Each answers with no element where it has nothing to say. */
import { onTheWall } from '../clocks/wall-clock.ts';
import { caseLabel } from '../triage/case.ts';
import type { Instant } from '../triage/desk.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Led } from './led.ts';
import type { CardContext } from './context.ts';
import { whenWords } from './clock-view.ts';
import { cut } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { becauseLines, doorWords } from './policy-words.ts';

/** More grounds than these tire; the case itself has them all. */
const mostGrounds = 2;

type Cell = { readonly label: string; readonly lines: readonly JsonObject[] };

const cell = (label: string, lines: readonly string[]): readonly Cell[] =>
  lines.length === 0 ? [] : [{ label, lines: lines.map((text) => ({ text })) }];

const whyLines = ({ case: { decision }, voice }: Led): readonly string[] => {
  if (decision === null) return [voice.say('card.lead.why-none')];
  const all = decision.verdict.because.flatMap((because) => becauseLines(because, voice));
  return [...new Set(all)].slice(0, mostGrounds);
};

const doorLines = (led: Led): readonly string[] => {
  const { case: subject, voice } = led;
  const { stage, decision, bounces } = subject;
  const door = stage.at === 'handed-over' ? stage.filing.door : (decision?.verdict.channel ?? null);
  const last = bounces.at(-1);
  return [
    ...(door === null ? [] : [voice.words(doorWords(door))]),
    ...(last === undefined
      ? []
      : [voice.say('card.lead.bounced', { count: bounces.length, door: doorWords(last.door) })]),
    ...severityLines(led),
  ];
};

/** What was submitted beside what the rules say, and who decided otherwise. */
const severityLines = ({ case: { stage, decision, follow }, voice }: Led): readonly string[] => {
  const derived = decision?.verdict.severity ?? null;
  const submitted = stage.at === 'handed-over' ? stage.filing.severity : null;
  const differs = submitted !== null && derived !== null && submitted !== derived;
  const by = follow.severityByLead;
  return [
    ...(differs ? [voice.say('card.lead.severity-submitted', { level: submitted, derived })] : []),
    ...(by === null
      ? []
      : [
          voice.say('card.lead.severity-by-lead', {
            who: cut(by.mark.byName, 60),
            level: by.severity,
            reason: cut(by.reason, 200),
          }),
        ]),
  ];
};

/** Why, beside the door: one line each where that is enough. */
export const cellsOf = (led: Led): readonly JsonObject[] => {
  const { voice } = led;
  const columns = [
    ...cell(voice.say('card.lead.why'), whyLines(led)),
    ...cell(voice.say('card.lead.door'), doorLines(led)),
  ];
  return columns.length === 0 ? [] : [{ columns }];
};

/** Why the agent files although an incident is known: typed text, so it stands in the record. */
const overrideReason = ({ record }: CardContext): string | null =>
  record.findLast(({ texts }) => texts['overrideReason'] !== undefined)?.texts['overrideReason'] ?? null;

/** What waits for a lead's word, and why. */
export const approvalView = ({ case: subject, context, voice }: Led): readonly JsonObject[] => {
  const { follow, decision, stage } = subject;
  if (follow.approval?.state !== 'wanted' || stage.at !== 'decided') return [];
  const kind = decision?.verdict.outcome === 'escalate-21vianet' ? 'vianet' : 'incident';
  const reason = overrideReason(context);
  return [
    {
      text: voice.say('card.lead.approval.wanted'),
      lines: [
        { text: voice.say(`card.lead.approval.${kind}`) },
        ...(reason === null || kind === 'vianet'
          ? []
          : [{ text: voice.say('card.lead.approval.why', { reason: cut(reason, 300) }) }]),
      ],
    },
  ];
};

const approvalLine = ({ case: { follow }, context }: Led): readonly Phrase[] => {
  const { approval } = follow;
  if (approval === null || approval.state === 'wanted') return [];
  const who = cut(approval.mark.byName, 60);
  const values = { who, at: whenWords(approval.mark.at, { context }) };
  return approval.state === 'given'
    ? [phrase('card.lead.approval.given', values)]
    : [phrase(`card.lead.approval.${approval.state}`, { who, reason: cut(approval.reason, 300) })];
};

/** How far the chain of people to be told has steps in words. */
const lastChainStep = 3;

const acknowledgement = ({ case: { follow }, context }: Led): Phrase => {
  const { acknowledged, chain } = follow;
  if (acknowledged !== null) {
    const at = whenWords(acknowledged.at, { context });
    return phrase('card.lead.acknowledged', { who: cut(acknowledged.byName, 60), at });
  }
  return chain === null
    ? phrase('card.lead.not-acknowledged')
    : phrase(`card.lead.chain.${Math.min(chain.step, lastChainStep)}`);
};

/** Who has taken notice, who approved, whether the case changes hands; of a closed case only how it ended. */
export const stateLines = (led: Led): readonly Phrase[] => {
  const { case: subject, context } = led;
  const { stage, follow } = subject;
  if (stage.at === 'closed') {
    const at = { instant: stage.closedAt, zone: context.zone };
    return [phrase(`card.lead.over.${stage.how}`, { at })];
  }
  return [
    acknowledgement(led),
    ...approvalLine(led),
    ...(follow.offeredTo === null ? [] : [phrase('card.lead.offered')]),
  ];
};

/** Other customers with the same cause; their names are for leads. */
export const linkedView = ({ case: { follow }, context, voice }: Led): readonly JsonObject[] => {
  const linked = context.around.others.filter(({ case: { id } }) => follow.linked.includes(id));
  if (linked.length === 0) return [];
  const named = linked.map(({ case: { number }, customer }) => ({
    typed: `${caseLabel(number)} ${cut(customer?.name ?? '', 40)}`.trim(),
  }));
  return [{ text: voice.say('card.lead.linked', { count: linked.length, labels: named }) }];
};

type Step = { readonly at: Instant; readonly says: string };

const steps = ({ case: { follow, stage, decision, healthCheckedAt, bounces } }: Led): readonly Step[] => [
  ...at(healthCheckedAt, 'health'),
  ...at(decision?.at ?? null, 'decided'),
  ...bounces.map((bounce) => ({ at: bounce.at, says: 'bounced' })),
  ...at(stage.at === 'handed-over' ? stage.filing.filedAt : null, 'filed'),
  ...at(follow.customerToldAt, 'told'),
  ...follow.vendor.map(({ sign, mark }) => ({ at: mark.at, says: sign })),
];

const at = (instant: Instant | null, says: string): readonly Step[] =>
  instant === null ? [] : [{ at: instant, says }];

const mostSteps = 6;

/** A filing is told to the minute; within a minute the steps keep the order of a case's life. */
const minuteOf = (at: Instant): string => at.slice(0, 16);

/** "08:20 checked health · 08:24 verdict · 08:31 filed"; a step of another day with its date. */
export const trailOf = (led: Led): string | null => {
  const { context, voice } = led;
  const today = onTheWall(context.now, context.zone).date;
  const shown = steps(led)
    .toSorted((one, other) => minuteOf(one.at).localeCompare(minuteOf(other.at)))
    .slice(-mostSteps)
    .map((step) => {
      const { date, time } = onTheWall(step.at, context.zone);
      return voice.say(`card.lead.trail.${step.says}`, { at: date === today ? time : voice.moment(step.at) });
    });
  return shown.length === 0 ? null : shown.join(' · ');
};
