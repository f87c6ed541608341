import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agent } from '../stand-in/activities.ts';
import { openStage, personAt } from './play.ts';
import { z } from 'zod';

/*
 * Each folder is one story: `story.md` says why it exists, `steps.json` what the person does, `transcript.txt` what
 * the person sees. Transcripts are written anew by `npm run golden` and reviewed like code.
 */

const step = z.union([
  z.strictObject({ installs: z.literal(true) }),
  z.strictObject({ says: z.string(), with: z.record(z.string(), z.unknown()).optional() }),
  z.strictObject({ clicks: z.string(), fills: z.record(z.string(), z.string()).optional() }),
  z.strictObject({ waitsMinutes: z.number() }),
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

const folder = import.meta.dirname;
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const heading = (one: Step): string => {
  if ('installs' in one) return '## installs the app';
  if ('says' in one) return `## says: ${one.says.length > 300 ? `${one.says.slice(0, 300)}… (${String(one.says.length)} characters)` : one.says}`;
  if ('waitsMinutes' in one) return `## ${String(one.waitsMinutes)} minutes later`;
  const fills = Object.entries(one.fills ?? {}).map(([name, value]) => `${name} = ${value}`);
  return `## clicks ${one.clicks}${fills.length === 0 ? '' : ` with ${fills.join(', ')}`}`;
};

const play = async ({ at, locale, zone, partner, isLead, steps, ends }: Story, place: string): Promise<string> => {
  const partnerFile = partner === undefined ? undefined : join(place, partner);
  const stage = await openStage(at, partnerFile, isLead ? [agent.objectId] : []);
  try {
    const person = personAt(stage, { ...agent, locale, zone });
    const seen: string[] = [];
    for (const one of steps) {
      if ('installs' in one) await person.installs();
      else if ('says' in one) await person.says(one.says, one.with);
      else if ('waitsMinutes' in one) stage.advance(one.waitsMinutes);
      else await person.clicks(one.clicks, one.fills);
      seen.push(heading(one), ...('waitsMinutes' in one ? [] : person.lines()), '');
    }
    if (ends !== undefined) await assertEnd(ends, stage);
    return seen.join('\n');
  } finally {
    await stage.close();
  }
};

const assertEnd = async (ends: NonNullable<Story['ends']>, { store }: Awaited<ReturnType<typeof openStage>>) => {
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
  for (const name of names) {
    const place = join(folder, name);
    it(name.replaceAll('-', ' '), async () => {
      assert.ok(existsSync(join(place, 'story.md')), 'a story says why it exists');
      const read = story.parse(JSON.parse(readFileSync(join(place, 'steps.json'), 'utf8')));
      const transcript = await play(read, place);
      const golden = join(place, 'transcript.txt');
      if (process.env['GOLDEN'] === 'write') writeFileSync(golden, transcript);
      assert.equal(transcript, existsSync(golden) ? readFileSync(golden, 'utf8') : '');
    });
  }
});
