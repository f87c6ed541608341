import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudsAndPartners, policy, now, profile, play, type Play } from './desk.ts';
import { askedPage, type AskedPage } from '../../src/triage/ask.ts';
import type { Asked } from '../../src/triage/asked-input.ts';
import { newCustomerChoice, ownTenantChoice } from '../../src/triage/asked-input.ts';

const longestInterview = 40;

const pageOf = (desk: Play): AskedPage => {
  const about = desk.about();
  if (about.stage.at !== 'intake') throw new Error('the case is decided');
  const { page } = about.stage;
  return askedPage(about, page, policy, {
    zone: 'UTC',
    customer: desk.customer(),
    suggested: cloudsAndPartners,
  });
};

const isOpen = (desk: Play): boolean => desk.about().stage.at === 'intake';

const answerTo = ({ control, choices }: Asked, pick: number): string => {
  if (control === 'yes-no') return pick % 2 === 0 ? 'true' : 'false';
  if (control === 'date') return '2026-11-19';
  if (control === 'time') return '09:00';
  if (control === 'text' || control === 'long-text') return 'some words';
  const real = choices.filter(({ value }) => value !== newCustomerChoice);
  return real[pick % real.length]?.value ?? '';
};

/** Answers every question of the page at hand as the picks say. */
const answerPage = (desk: Play, picks: Iterator<number>): void => {
  const inputs = pageOf(desk).questions.map(
    (one) => [one.input, answerTo(one, Number(picks.next().value))] as const,
  );
  desk.press('answer', Object.fromEntries(inputs));
};

const endless = function* (picks: readonly number[]): Generator<number> {
  for (let at = 0; ; at += 1) yield (picks[at % picks.length] ?? 0) + Math.floor(at / picks.length);
};

const picksOf = fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 });

const walk = (desk: Play, picks: readonly number[], eachPage: () => void): void => {
  const random = endless(picks);
  desk.say('new');
  for (let page = 0; page < longestInterview && isOpen(desk); page += 1) {
    eachPage();
    answerPage(desk, random);
  }
};

const anyDesk = (): Play =>
  play({ customers: cloudsAndPartners, profile: { ...profile, clouds: ['global', '21vianet', 'us-gov'] } });

describe('an interview, whatever is answered', () => {
  it('ends in exactly one verdict that needs nothing more', () => {
    fc.assert(
      fc.property(picksOf, (picks) => {
        const desk = anyDesk();
        walk(desk, picks, () => undefined);
        const { stage, decision } = desk.about();
        assert.equal(stage.at, 'decided');
        assert.ok(decision !== null);
        assert.notEqual(decision.verdict.outcome, 'needs-info');
        assert.deepEqual(decision.verdict.missing, []);
        assert.equal(decision.at, now);
      }),
      { numRuns: 300 },
    );
  });

  it('never asks what profile, directory or an earlier answer already know', () => {
    fc.assert(
      fc.property(picksOf, (picks) => {
        const desk = anyDesk();
        walk(desk, picks, () => {
          const { facts, origins } = desk.about();
          for (const { field, control } of pageOf(desk).questions) {
            if (control === 'customer') continue;
            assert.ok(facts[field] === undefined || origins[field] === 'answered', `${field} was known`);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('shows at least one question on every page it stops at', () => {
    fc.assert(
      fc.property(picksOf, (picks) => {
        const desk = anyDesk();
        walk(desk, picks, () => assert.ok(pageOf(desk).questions.length > 0));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same after Back and Continue as before', () => {
    fc.assert(
      fc.property(picksOf, (picks) => {
        const desk = anyDesk();
        walk(desk, picks, () => {
          const before = desk.about();
          if (pageOf(desk).previous === null) return;
          desk.press('back');
          const shown = pageOf(desk);
          const kept = [...shown.questions, ...shown.offered].map(
            ({ input, value }) => [input, value ?? ''] as const,
          );
          desk.press('answer', Object.fromEntries(kept));
          const after = desk.about();
          assert.deepEqual(after.facts, before.facts);
          assert.deepEqual(after.stage, before.stage);
          assert.equal(after.healthCheckedAt, before.healthCheckedAt);
          assert.equal(after.customerId, before.customerId);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('about our own tenant never asks for a customer’s permissions', () => {
    fc.assert(
      fc.property(picksOf, (picks) => {
        const desk = play();
        const random = endless(picks);
        desk.say('new');
        desk.press('answer', { customer: ownTenantChoice, product: 'azure', kind: 'broken', title: 'x' });
        for (let page = 0; page < 10 && isOpen(desk); page += 1) {
          const fields = pageOf(desk).questions.map(({ field }) => field);
          assert.ok(!fields.includes('adminPermission') && !fields.includes('agentRole'));
          answerPage(desk, random);
        }
      }),
      { numRuns: 50 },
    );
  });
});
