/**
 * Plays a story of a whole desk over the wire: several people, the lead room, and time that passes. After every step
 * the desk comes to rest, and the transcript tells what is new on any screen, so that it also shows who was told
 * nothing.
 */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { agent, homeTenant, otherAgent, stranger, type Caller } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import type { Json } from './card-text.ts';
import { cardLines, text } from './card-text.ts';
import { answersFor, clickOn, hasButton, linesOf, type Held } from './desk-hands.ts';
import { restAt, room, screensOf, shortened } from './desk-view.ts';
import { openStage, settled, type Stage } from './play.ts';

const lead: Caller = {
  objectId: '30000000-0000-4000-8000-0000000000aa',
  tenantId: homeTenant,
  name: 'Lea Lind',
  locale: 'en-US',
  zone: 'Europe/Berlin',
};

/** Hanako is listed for a brewery of the sample's directory, Naoki only works there; Megan is of another customer. */
const hanako: Caller = {
  objectId: '00000000-0000-0000-0000-000000001023',
  tenantId: '00000000-0000-4000-8000-000000000123',
  name: '佐藤 花子',
  locale: 'ja-JP',
  zone: 'Asia/Tokyo',
};

/** Robin and Kim are agents, Lea and Max are leads; then the customers' people, and Sam, whom nobody knows. */
const cast = {
  robin: agent,
  kim: { ...otherAgent, locale: 'en-US', zone: 'Europe/Berlin' },
  lea: lead,
  max: { ...lead, objectId: '30000000-0000-4000-8000-0000000000bb', name: 'Max Moreau' },
  hanako,
  naoki: { ...hanako, objectId: '00000000-0000-0000-0000-000000009023', name: '山本 直樹' },
  megan: {
    objectId: '00000000-0000-0000-0000-000000001001',
    tenantId: '7f1c2b7e-5d41-4a0e-9c53-0b8f6a2ec9d9',
    name: 'Megan Bowen',
    locale: 'en-GB',
    zone: 'Europe/London',
  },
  sam: stranger,
} as const satisfies Readonly<Record<string, Caller>>;
type Name = keyof typeof cast;

const who = z.enum(['robin', 'kim', 'lea', 'max', 'hanako', 'naoki', 'megan', 'sam']);
const words = z.record(z.string(), z.string());

const step = z.union([
  /** Opens the chat with the bot. */
  z.strictObject({ who, installs: z.literal(true) }),
  /** Removes the bot: from then on nothing reaches them. */
  z.strictObject({ who, leaves: z.literal(true) }),
  /** In a chat of their own. `files`: names of pictures that are sent along. */
  z.strictObject({ who, says: z.string(), files: z.array(z.string()).optional() }),
  /** In the leads' channel, to the bot. */
  z.strictObject({ who, posts: z.string() }),
  /** A whole interview: the first words, and the answers to whatever is asked then. */
  z.strictObject({ who, tells: z.string(), answers: words }),
  /**
   * `on`: on the newest card of the own chat with these words; `onPost`: of the lead room; neither: on the card seen
   * last. `whole`: all of the answer is told, however long.
   */
  z.strictObject({
    who,
    clicks: z.string(),
    on: z.string().optional(),
    onPost: z.string().optional(),
    fills: words.optional(),
    whole: z.literal(true).optional(),
  }),
  z.strictObject({ minutes: z.number() }),
  /** What to notice, for who reads the transcript. */
  z.strictObject({ note: z.string() }),
]);
type Step = z.infer<typeof step>;
type Of<Key extends string> = Extract<Step, Readonly<Record<Key, unknown>>>;

export const deskStory = z.strictObject({
  /** Where the clock stands at first. */
  at: z.string(),
  leads: z.array(who),
  /** BCP 47 and IANA, where they differ from English and Berlin. */
  people: z.partialRecord(who, z.strictObject({ locale: z.string(), zone: z.string() })).default({}),
  steps: z.array(step),
  /** Of each case when the story is over, by number. */
  ends: z.record(
    z.string(),
    z.strictObject({
      owner: z.string().optional(),
      stage: z.string().optional(),
      outcome: z.string().optional(),
      door: z.string().nullable().optional(),
      severity: z.string().nullable().optional(),
      holder: z.string().optional(),
      acknowledgedBy: z.string().nullable().optional(),
      chainStep: z.number().nullable().optional(),
      bounces: z.number().optional(),
      inLeadRoom: z.boolean().optional(),
      linked: z.number().optional(),
    }),
  ),
});
type DeskStory = z.infer<typeof deskStory>;

/** How much of an answer is told that only one person sees: a living card begins with what matters. */
const answerLines = 14;

type Cast = Readonly<Record<Name, Caller>>;

const castOf = ({ people }: DeskStory): Cast => ({
  ...cast,
  robin: { ...cast.robin, ...people.robin },
  kim: { ...cast.kim, ...people.kim },
  lea: { ...cast.lea, ...people.lea },
  max: { ...cast.max, ...people.max },
});

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const filledWords = (fills: Readonly<Record<string, string>> = {}): string => {
  const named = Object.entries(fills).map(([name, value]) => `${name} = ${value}`);
  return named.length === 0 ? '' : ` with ${named.join(', ')}`;
};

const heading = (one: Step, people: Cast): string => {
  if ('note' in one) return `# ${one.note}`;
  if ('minutes' in one) return `## ${String(one.minutes)} minutes later`;
  const { name } = people[one.who];
  if ('installs' in one) return `## ${name} opens the chat`;
  if ('leaves' in one) return `## ${name} removes the bot`;
  if ('says' in one)
    return `## ${name} says: ${one.says}${one.files === undefined ? '' : ` (with ${one.files.join(', ')})`}`;
  if ('posts' in one) return `## ${name} posts: ${one.posts}`;
  if ('tells' in one) return `## ${name} tells: ${one.tells}`;
  const place = one.onPost === undefined ? (one.on ?? '') : `the post: ${one.onPost}`;
  return `## ${name} clicks ${one.clicks}${place === '' ? '' : ` on ${place}`}${filledWords(one.fills)}`;
};

/** The desk in front of its people: every hand and every screen. */
const deskOn = (stage: Stage, people: Cast) => {
  const { teams, url } = stage;
  const screens = screensOf(stage, Object.values(people));
  const { rests, looks } = restAt(stage, people.lea);
  const seen = new Map<Name, Held>();

  const delivers = async (activity: unknown): Promise<unknown> => {
    const answer = await deliver(url, activity, teams.mint());
    assert.ok(answer.status < 300, `the bot answered ${String(answer.status)}: ${answer.text}`);
    await rests();
    return answer.body;
  };

  const chatOf = (name: Name): string => `a:${people[name].objectId}`;

  /** The newest card there with these words and this button. */
  const newest = (where: string, wanted: string, clicks: string): Held => {
    const all = screens.cards().filter((one) => one.where === where);
    const found = all.findLast(({ card }) => linesOf(card).includes(wanted) && hasButton(card, clicks));
    const shown = () => all.map(({ card }) => linesOf(card)).join('\n---\n');
    assert.ok(found !== undefined, `no card with ${clicks} says "${wanted}":\n${shown()}`);
    return found;
  };

  const held = ({ who: name, clicks, on, onPost }: Of<'clicks'>): Held => {
    if (onPost !== undefined) return newest(room, onPost, clicks);
    if (on !== undefined) return newest(chatOf(name), on, clicks);
    const last = seen.get(name);
    assert.ok(last !== undefined, `${name} has no card in front of them`);
    return last;
  };

  /** Clicks, and answers with what takes the card's place, or the words only this person sees. */
  const click = async (
    name: Name,
    on: Held,
    wanted: string,
    fills: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> => {
    const { verb, data } = clickOn(on.card, wanted, fills);
    const conversation =
      on.where === room
        ? { conversation: { ...inRoom(people[name].tenantId), id: `${room};messageid=${on.id}` } }
        : {};
    const body = await delivers(
      teams.activities.action({ verb, data, cardActivityId: on.id }, people[name], conversation),
    );
    const value = isJson(body) ? body['value'] : null;
    if (!isJson(value)) return [text(value)];
    seen.set(name, { ...on, card: value });
    return cardLines(value).map(settled);
  };

  const tell = async ({ who: name, tells, answers }: Of<'tells'>): Promise<readonly string[]> => {
    const before = screens.cards().filter(({ where }) => where === chatOf(name)).length;
    await delivers(teams.activities.message(tells, people[name]));
    const opened = screens.cards().filter(({ where }) => where === chatOf(name))[before];
    assert.ok(opened !== undefined, 'the bot posted no card');
    // The interview's pages are other stories' matter.
    screens.skip(chatOf(name));
    seen.set(name, opened);
    let lines: readonly string[] = cardLines(opened.card);
    for (let page = 0; page < 8; page += 1) {
      const on = seen.get(name) ?? opened;
      const asked = answersFor(on.card, answers);
      if (asked === null) return lines;
      lines = await click(name, on, 'answer', asked);
    }
    return assert.fail(`the interview does not end:\n${lines.join('\n')}`);
  };

  const latest = (name: Name): void => {
    const last = screens.cards().findLast(({ where }) => where === chatOf(name));
    if (last !== undefined) seen.set(name, last);
  };

  const activityOf = (one: Exclude<Of<'who'>, Of<'tells'> | Of<'clicks'>>, person: Caller): unknown => {
    if ('posts' in one) return teams.activities.inChannel(one.posts, person);
    if ('installs' in one) return teams.activities.installed(person);
    if ('leaves' in one) return teams.activities.removed(person);
    return teams.activities.message(one.says, person, attached(one.files));
  };

  const answerOf = async (one: Of<'who'>): Promise<readonly string[]> => {
    const person = people[one.who];
    if ('tells' in one) return shortened(await tell(one), answerLines);
    if ('clicks' in one)
      return shortened(
        await click(one.who, held(one), one.clicks, one.fills ?? {}),
        one.whole === true ? Infinity : answerLines,
      );
    await delivers(activityOf(one, person));
    if ('installs' in one) screens.skip(chatOf(one.who));
    latest(one.who);
    return [];
  };

  const passes = async (minutes: number): Promise<readonly string[]> => {
    stage.advance(minutes);
    await looks();
    await rests();
    return [];
  };

  const answerTo = (one: Step): Promise<readonly string[]> => {
    if ('note' in one) return Promise.resolve([]);
    return 'minutes' in one ? passes(one.minutes) : answerOf(one);
  };

  return { answerTo, news: screens.news };
};

/** As Teams names pictures; nothing is ever fetched from where they lie. */
const attached = (files: readonly string[] = []): Json =>
  files.length === 0
    ? {}
    : {
        attachments: files.map((name) => ({
          contentType: 'image/png',
          name,
          contentUrl: `https://files.example/${name}`,
        })),
      };

const inRoom = (tenantId: string) => ({ conversationType: 'channel', isGroup: true, tenantId });

/** Nobody clicks twice in one moment, and Teams would not take it. */
const secondsPerStep = 2;

const firstNumber = 1001;

const casesOf = async ({ store }: Stage) => {
  const cases = [];
  for (let number = firstNumber; ; number += 1) {
    const found = await store.caseByNumber(number);
    if (found === null) return cases;
    cases.push(found);
  }
};

const accountOf = async ({ store }: Stage, recordId: string, title: string): Promise<readonly string[]> => {
  const lines = await store.record(recordId);
  const told = lines.map(({ at, what, byName, texts }) => {
    const reason = Object.entries(texts).map(([name, value]) => `${name}: ${shortenedText(value)}`);
    return [`${at.slice(5, 16).replace('T', ' ')}  ${what}, ${byName}`, ...reason].join('; ');
  });
  return lines.length === 0 ? [] : [`## the record of ${title} (UTC)`, ...told, ''];
};

const shortenedText = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

const assertEnds = async ({ ends }: DeskStory, stage: Stage): Promise<void> => {
  for (const found of await casesOf(stage)) {
    const { decision, stage: at, follow } = found;
    const got = {
      owner: found.ownerName,
      stage: at.at,
      outcome: decision?.verdict.outcome,
      door: decision?.verdict.channel ?? null,
      severity: decision?.verdict.severity ?? null,
      holder: follow.holder,
      acknowledgedBy: follow.acknowledged?.byName ?? null,
      chainStep: follow.chain?.step ?? null,
      bounces: found.bounces.length,
      inLeadRoom: follow.inLeadRoomSince !== null,
      linked: follow.linked.length,
    };
    const wanted = ends[String(found.number)] ?? {};
    const compared = Object.fromEntries(Object.entries(got).filter(([name]) => name in wanted));
    assert.deepEqual(compared, wanted, `H-${String(found.number)}`);
  }
  const numbers = (await casesOf(stage)).map(({ number }) => String(number));
  assert.deepEqual(
    Object.keys(ends).filter((number) => !numbers.includes(number)),
    [],
  );
};

/** The story's transcript: every step, all that is new on any screen, and the records. */
export const playDesk = async (story: DeskStory): Promise<string> => {
  const people = castOf(story);
  const stage = await openStage(
    story.at,
    undefined,
    story.leads.map((name) => people[name].objectId),
  );
  try {
    const desk = deskOn(stage, people);
    const told: string[] = [];
    for (const one of story.steps) {
      told.push(heading(one, people));
      stage.advance(secondsPerStep / 60);
      const answer = await desk.answerTo(one).catch((cause: unknown) => {
        throw new Error(`after:\n${told.slice(-60).join('\n')}`, { cause });
      });
      told.push(...answer, ...desk.news(), '');
    }
    for (const { id, number } of await casesOf(stage))
      told.push(...(await accountOf(stage, id, `H-${String(number)}`)));
    told.push(...(await accountOf(stage, 'desk', 'the desk')));
    await assertEnds(story, stage);
    return told.join('\n');
  } finally {
    await stage.close();
  }
};
