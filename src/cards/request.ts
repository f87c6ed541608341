/** The packet: what to write into the door's form, each field to be copied on its own. */
import { packet, packetDoor, type Packet, type PacketAsk, type PacketField } from '../triage/packet.ts';
import { wholeText } from '../triage/packet-text.ts';
import type { Phrase } from '../triage/phrase.ts';
import { optional, showPanel, type Button } from './buttons.ts';
import { cardBytes, largestCardBytes, type Drawing } from './card.ts';
import { doorRow, linksOf, openButton, type Decided } from './case-view.ts';
import { partAt, partLine, pieceView, turnButtons } from './pieces.ts';
import { cut, lines } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { plainWords } from './phrase.ts';
import { questionRows, type Question } from './question-view.ts';
import { languageName } from '../triage/packet-context.ts';
import { caseLabel } from '../triage/case.ts';

/** The packet of the verdict's door, or of the door behind a block. */
export const packetOf = ({ case: subject, verdict, context }: Decided): Packet | null => {
  const door = packetDoor(verdict, context.policy);
  const { customer, profile, person, policy } = context;
  return door === null ? null : packet({ case: subject, customer, profile, person, policy, door });
};

/** Longest paragraph shown, in code points, as less and less room is left; the whole stands in the one text. */
const lengths = [4_000, 1_200, 400, 150] as const;

export const requestCard = (request: Packet, decided: Decided): Drawing => {
  const fields = request.fields.map((field) => shownField(field, request, decided));
  return shortened(0, fields, bare(request, decided), decided);
};

/** The card without its fields, which stays the same however little is shown of them. */
const bare = (request: Packet, decided: Decided): Drawing => {
  const { picture, desk, verdict } = decided;
  const { voice } = desk;
  const door = doorRow(request.door, decided);
  return {
    template: 'request',
    summary: voice.plain('card.request.summary', { form: request.says }),
    foldable: ['cautions', 'asks'],
    view: {
      label: caseLabel(decided.case.number),
      title: voice.say('card.request.title'),
      sub: subOf(request, decided),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: optional(picture.problems.length === 0 ? null : voice.say('card.problems')),
      warning: optional(verdict.outcome === 'blocked' ? voice.say('card.request.behind-block') : null),
      missing: optional(missingLine(request, decided)),
      cautions: cautionsOf(request, decided),
      asks: asksOf(request, decided),
      open: door === null ? [] : openButton(linksOf(door, decided), decided),
      buttons: desk.buttons(...buttonsOf(decided)),
    },
  };
};

const shortened = (at: number, fields: readonly ShownField[], around: Drawing, decided: Decided): Drawing => {
  const longest = lengths[at] ?? 0;
  const shorter = (): Drawing => shortened(at + 1, fields, around, decided);
  const isLast = at + 1 >= lengths.length;
  const shown = fields.map(({ lines: all }) => all.map((text) => cut(text, longest)));
  // What is too large by its words alone need not be drawn to see that.
  const size = shown.flat().reduce((sum, text) => sum + cardBytes(text), 0);
  if (size > largestCardBytes && !isLast) return shorter();
  const view = {
    ...around.view,
    fields: fields.map((field, index) => fieldView(field, shown[index] ?? [], decided)),
  };
  return { ...around, view, ...(isLast ? {} : { shorter }) };
};

const buttonsOf = ({ verdict, case: { stage } }: Decided): readonly Button[] => {
  const files = stage.at === 'decided' && verdict.outcome.startsWith('escalate');
  return [
    showPanel('request-text', 'whole-text'),
    ...(files ? [showPanel('filing', 'file')] : []),
    showPanel('verdict', 'to-verdict'),
  ];
};

const subOf = (request: Packet, { desk: { voice } }: Decided): string =>
  voice.say('card.request.sub', {
    form: request.says,
    language: languageName(request.language),
    count: request.missing.length,
  });

/** A field in words: paragraphs in the language of whoever reads the request, label and note in the agent's. */
type ShownField = { readonly label: string; readonly note: string | null; readonly lines: readonly string[] };

const shownField = (
  { label, note, paragraphs }: PacketField,
  { language }: Packet,
  { context, desk: { voice } }: Decided,
): ShownField => ({
  label: voice.words(label),
  note: note === null ? null : voice.words(note),
  lines: paragraphs.flatMap((paragraph: Phrase) => lines(plainWords(paragraph, language, context.texts))),
});

/** `shown`: its lines as far as there is room for them. */
const fieldView = (
  { label, note, lines: all }: ShownField,
  shown: readonly string[],
  { desk: { voice } }: Decided,
): JsonObject => ({
  label,
  lines: shown.length > 0 ? shown.map((text) => ({ text })) : [{ text: voice.plain('card.request.open') }],
  note: [
    ...optional(note),
    ...optional(shown.some((text, at) => text !== all[at]) ? voice.say('card.request.cut') : null),
  ],
});

const missingLine = ({ missing }: Packet, { desk: { voice } }: Decided): string | null =>
  missing.length === 0
    ? null
    : voice.say('card.request.missing', { count: missing.length, fields: missing.map(({ label }) => label) });

const cautionsOf = ({ cautions }: Packet, { desk: { voice } }: Decided): readonly JsonObject[] =>
  cautions.length === 0 ? [] : [{ lines: cautions.map((caution) => ({ text: voice.words(caution) })) }];

/** More inputs at once would not fit beside the request; what is saved makes room for the next. */
const mostAsks = 10;

/** Longer than any id or path a portal asks for. */
const longestExtra = 2_000;

const asksOf = (request: Packet, { desk, picture }: Decided): readonly JsonObject[] => {
  const open = request.missing.slice(0, mostAsks);
  if (open.length === 0) return [];
  return [
    {
      label: desk.voice.say('card.request.add', { count: open.length }),
      rows: questionRows(open.map(askQuestion), picture, desk.voice),
      buttons: desk.buttons({ verb: 'save-extras', says: 'save', sends: 'inputs' }),
    },
  ];
};

const askQuestion = ({ id, label, value, choices }: PacketAsk): Question => ({
  input: id,
  control: choices.length > 0 ? 'choice' : 'text',
  label: 'key' in label ? label.key : '',
  hint: null,
  choices: choices.map((choice) => ({ value: choice.value, says: choice.label })),
  value,
  words: null,
  required: false,
  maxLength: longestExtra,
});

/** The same as one text, piece by piece where it is long. */
export const requestTextCard = (request: Packet, decided: Decided): Drawing => {
  const { desk, picture, context } = decided;
  const { voice } = desk;
  const pieces = wholeText(
    request.fields.map((field) => ({
      label: plainWords(field.label, request.language, context.texts),
      paragraphs: field.paragraphs.map((one) => plainWords(one, request.language, context.texts)),
    })),
  );
  const at = partAt(picture.inputs['part'], pieces.length);
  return {
    template: 'text',
    summary: voice.plain('card.request.summary', { form: request.says }),
    foldable: [],
    view: {
      label: caseLabel(decided.case.number),
      title: voice.say('card.request-text.title'),
      explain: [...optional(subOf(request, decided)), ...partLine(at, pieces.length, voice)],
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      font: 'Monospace',
      pieces: [pieceView(pieces[at] ?? '')],
      buttons: desk.buttons(
        ...turnButtons(at, pieces.length, (part) => ({
          verb: 'show',
          data: { panel: 'request-text', part },
        })),
        showPanel('request', 'request'),
        showPanel('verdict', 'to-verdict'),
      ),
    },
  };
};
