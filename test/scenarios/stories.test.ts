import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agent, otherAgent, stranger } from '../stand-in/activities.ts';
import { z } from 'zod';
import { ownStories, stepsOf } from './folders.ts';
import { openStage, personAt } from './play.ts';

/*
 * Each folder is one story: `story.md` says why it exists, `steps.json` what the person does, `transcript.txt` what
 * the person sees. Transcripts are written anew by `npm run golden` and reviewed like code.
 */

const fills = z.record(z.string(), z.string()).optional();
const step = z.union([
  z.strictObject({ installs: z.literal(true) }),
  z.strictObject({
    says: z.string(),
    repeated: z.number().optional(),
    with: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ edits: z.string() }),
  /** `cardsAgo`: on a card seen so many cards before. `of`: on somebody else's card. */
  z.strictObject({ clicks: z.string(), fills, cardsAgo: z.number().optional(), of: z.string().optional() }),
  z.strictObject({ doubleClicks: z.string(), fills }),
  z.strictObject({ waitsMinutes: z.number() }),
  /** From here on somebody else writes and clicks. */
  z.strictObject({ as: z.enum(['agent', 'colleague', 'stranger']) }),
]);

const story = z.strictObject({
  /** BCP 47, as Teams would say it. */
  locale: z.string().default('en-US'),
  zone: z.string().default('Europe/Berlin'),
  /** Where the clock stands at first. */
  at: z.string().default('2026-11-20T09:30:00Z'),
  partner: z.string().optional(),
  isLead: z.boolean().default(false),
  steps: z.array(step),
  /** Of the case the story is about, when it is over. */
  ends: z
    .strictObject({
      outcome: z.string().nullable().optional(),
      channel: z.string().nullable().optional(),
      blocker: z.string().nullable().optional(),
      severity: z.string().nullable().optional(),
      stage: z.string().optional(),
    })
    .optional(),
});
type Story = z.infer<typeof story>;
type Step = z.infer<typeof step>;

/** Nobody writes seven messages in one moment, and Teams would not take them. */
const secondsPerStep = 1;

const folder = import.meta.dirname;

const clicked = (verb: string, wanted: string, filled: Readonly<Record<string, string>> = {}): string => {
  const named = Object.entries(filled).map(([name, value]) => `${name} = ${value}`);
  return `## ${verb} ${wanted}${named.length === 0 ? '' : ` with ${named.join(', ')}`}`;
};

const shortened = (words: string): string =>
  words.length > 300 ? `${words.slice(0, 300)}… (${String(words.length)} characters)` : words;

const wordsOf = ({ says, repeated = 1 }: Extract<Step, { says: string }>): string => says.repeat(repeated);

const heading = (one: Step): string => {
  if ('installs' in one) return '## installs the app';
  if ('says' in one) return `## says: ${shortened(wordsOf(one))}`;
  if ('edits' in one) return `## edits a message: ${one.edits}`;
  if ('waitsMinutes' in one) return `## ${String(one.waitsMinutes)} minutes later`;
  if ('as' in one) return `## now the ${one.as}`;
  if ('doubleClicks' in one) return clicked('clicks twice', one.doubleClicks, one.fills);
  const old = one.cardsAgo === undefined ? '' : ` on the card ${String(one.cardsAgo)} cards ago`;
  const others = one.of === undefined ? '' : ` on the card of the ${one.of}`;
  return clicked('clicks', one.clicks, one.fills) + old + others;
};

type People = Readonly<Record<string, ReturnType<typeof personAt>>>;

/** Whether somebody sees a new card after it. */
const take = async (one: Step, person: ReturnType<typeof personAt>, people: People): Promise<void> => {
  if ('installs' in one) return person.installs();
  if ('says' in one) return person.says(wordsOf(one), one.with);
  if ('edits' in one) return person.edits(one.edits);
  if ('doubleClicks' in one) return person.doubleClicks(one.doubleClicks, one.fills);
  if ('clicks' in one)
    return person.clicks(one.clicks, one.fills, (people[one.of ?? ''] ?? person).shown(one.cardsAgo));
};

const play = async (
  { at, locale, zone, partner, isLead, steps, ends }: Story,
  place: string,
): Promise<string> => {
  const partnerFile = partner === undefined ? undefined : join(place, partner);
  const stage = await openStage(at, partnerFile, isLead ? [agent.objectId] : []);
  const people: People = {
    agent: personAt(stage, { ...agent, locale, zone }),
    colleague: personAt(stage, otherAgent),
    stranger: personAt(stage, stranger),
  };
  try {
    let who = 'agent';
    const seen: string[] = [];
    for (const one of steps) {
      const person = people['as' in one ? one.as : who];
      assert.ok(person !== undefined);
      seen.push(heading(one));
      stage.advance(secondsPerStep / 60);
      if ('as' in one) who = one.as;
      else if ('waitsMinutes' in one) stage.advance(one.waitsMinutes);
      else {
        await take(one, person, people).catch((error: unknown) => {
          throw new Error(`after:\n${seen.slice(-40).join('\n')}`, { cause: error });
        });
        seen.push(...person.lines());
      }
      seen.push('');
    }
    if (ends !== undefined) await assertEnd(ends, stage);
    return seen.join('\n');
  } finally {
    await stage.close();
  }
};

const assertEnd = async (
  ends: NonNullable<Story['ends']>,
  { store }: Awaited<ReturnType<typeof openStage>>,
) => {
  const kase = await newest(store);
  const verdict = kase.decision?.verdict;
  const got = {
    outcome: verdict?.outcome,
    channel: verdict?.channel,
    blocker: verdict?.blocker,
    severity: verdict?.severity,
    stage: kase.stage.at,
  };
  for (const [name, value] of Object.entries(ends)) assert.equal(got[name as keyof typeof got], value, name);
};

const newest = async (store: Awaited<ReturnType<typeof openStage>>['store']) => {
  for (let number = 1100; number > 0; number -= 1) {
    const kase = await store.caseByNumber(number);
    if (kase !== null) return kase;
  }
  throw new Error('the story opened no case');
};

describe('stories over the wire', () => {
  for (const name of ownStories()) {
    const place = join(folder, name);
    it(name.replaceAll('-', ' '), async () => {
      assert.ok(existsSync(join(place, 'story.md')), 'a story says why it exists');
      const read = story.parse(stepsOf(name));
      const transcript = await play(read, place);
      const golden = join(place, 'transcript.txt');
      if (process.env['GOLDEN'] === 'write') writeFileSync(golden, transcript);
      assert.equal(transcript, existsSync(golden) ? readFileSync(golden, 'utf8') : '');
    });
  }
});
