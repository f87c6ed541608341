/** Filed: who has it, what each clock says, and one tap for whatever the other side says. */
import { refusalsOf } from '../triage/bounce.ts';
import { shownNumber, type Filing } from '../triage/case.ts';
import { submittedVerdict } from '../triage/submitted.ts';
import { optional, showPanel, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { doorRow, linksOf, subLine, type Decided } from './case-view.ts';
import { chaseView, isChaseable } from './chase-card.ts';
import { bigOf, bigView, clockRows, type Timed } from './clock-view.ts';
import { cut, literal } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { asksUs, lastSign, vendorWords } from './holder-words.ts';
import { doorWords, link } from './policy-words.ts';
import { talkView } from './talk-card.ts';

type Fact = { readonly title: string; readonly value: string };

const timedOf = ({ case: subject, context, desk }: Decided): Timed => ({
  case: subject,
  context,
  voice: desk.voice,
});

export const watchCard = (filing: Filing, decided: Decided): Drawing => {
  const { picture, desk, case: subject } = decided;
  const { voice } = desk;
  const timed = timedOf(decided);
  return {
    template: 'follow',
    summary: voice.plain('card.handed-over.summary', {
      door: doorWords(filing.door),
      number: shownNumber(filing),
    }),
    foldable: ['chase', 'facts'],
    view: {
      style: asksUs(subject) ? 'attention' : 'emphasis',
      tone: asksUs(subject) ? 'Attention' : 'Accent',
      label: voice.say(`card.follow.label.${subject.follow.holder}`, { who: vendorOf(decided) }),
      title: voice.say('card.handed-over.title', { door: doorWords(filing.door) }),
      sub: subLine(decided),
      talk: talkView(subject, voice),
      big: bigView(bigOf(timed), voice),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: picture.problems.map(({ says }) => ({ text: voice.words(says) })),
      asks: asksOf(decided),
      clocks: clockRows(timed),
      facts: [{ list: factsOf(filing, decided) }],
      warning: optional(isWatchedDayAndNight(filing, decided) ? voice.say('update.U-SEVA-24X7.says') : null),
      taps: [
        {
          label: voice.say('card.follow.taps', { who: vendorOf(decided) }),
          buttons: desk.buttons(...tapsOf(decided)),
        },
      ],
      chase: isChaseable(timed, 'vendor') ? chaseView('vendor', decided) : [],
      open: [],
      buttons: desk.buttons(...waysOn(decided)),
    },
  };
};

const vendorOf = ({ case: subject, context }: Decided): ReturnType<typeof vendorWords> =>
  vendorWords(subject, context.policy);

/** Their question, or their word that it is done: what to do about it before anything else. */
const asksOf = (decided: Decided): readonly JsonObject[] => {
  const { case: subject, desk } = decided;
  const asked = (says: 'asks' | 'closed'): readonly JsonObject[] => [
    {
      text: desk.voice.say(`card.follow.${says}`, { who: vendorOf(decided) }),
      lines: [{ text: desk.voice.say(`card.follow.${says}.do`) }],
    },
  ];
  if (asksUs(subject)) return asked('asks');
  return lastSign(subject)?.sign === 'closed' ? asked('closed') : [];
};

/** The vendor answers to the severity that was submitted, whatever was proposed. */
const submittedHours = ({ severity }: Filing, { case: { facts }, context }: Decided): number | null =>
  submittedVerdict(facts, severity, context.policy).sla.hours;

/** Microsoft works on severity A day and night, and expects us to answer day and night. */
const isWatchedDayAndNight = ({ severity, door }: Filing, decided: Decided): boolean =>
  severity === 'A' && doorRow(door, decided)?.actor === 'microsoft';

const factsOf = (filing: Filing, decided: Decided): readonly Fact[] => {
  const { voice } = decided.desk;
  const hours = submittedHours(filing, decided);
  const sign = lastSign(decided.case);
  const fact = (says: string, value: string): Fact => ({ title: voice.say(`card.follow.${says}`), value });
  return [
    fact('number', numberOf(filing, decided)),
    fact('filed', voice.moment(filing.filedAt)),
    ...(filing.severity === null ? [] : [fact('severity', voice.say(`severity.${filing.severity}.name`))]),
    ...(hours === null
      ? []
      : [{ title: voice.say('card.handed-over.response'), value: voice.say('sla.break-fix', { hours }) }]),
    ...(sign === null
      ? []
      : [fact('last', voice.say(`card.follow.sign.${sign.sign}`, { at: voice.moment(sign.mark.at) }))]),
  ];
};

/** The request's number; where the door has a page for it, the number leads there. */
const numberOf = (filing: Filing, decided: Decided): string => {
  const { door } = filing;
  const number = cut(shownNumber(filing), 80);
  const row = doorRow(door, decided);
  const { open } = linksOf({ open: row === null ? [] : [...row.follow, ...row.open] }, decided);
  return open === null ? literal(number) : link(`${number} ↗`, open.url).markdown;
};

/** One tap for whatever they said; never more than four of them. */
const tapsOf = ({ case: subject, context }: Decided): readonly Button[] => {
  const refused = refusalsOf(subject, context.policy).length > 0 ? [showPanel('bounce', 'not-theirs')] : [];
  if (lastSign(subject)?.sign === 'closed')
    return [{ verb: 'solved', place: 'first' }, { verb: 'persists' }, ...refused];
  if (asksUs(subject))
    return [{ verb: 'replied', place: 'first' }, { verb: 'answered' }, { verb: 'vendor-closed' }, ...refused];
  return [{ verb: 'answered' }, { verb: 'asks-us' }, { verb: 'vendor-closed' }, ...refused];
};

const waysOn = ({ case: { sensitive, facts } }: Decided): readonly Button[] => [
  ...(sensitive || facts.subject === 'own-tenant' ? [] : [showPanel('customer', 'tell', 'first')]),
  showPanel('change', 'more'),
];
