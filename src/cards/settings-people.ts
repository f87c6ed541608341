/** Settings about people and words: who is a lead, whom requests name, what customers read of us. */
import type { DeskLead, LeadRef } from '../triage/desk-state.ts';
import { contactInputs, longestWords, wordsByLanguage, type WordsName } from '../triage/own-profile.ts';
import { languageName } from '../triage/packet-context.ts';
import { phrase, typed } from '../triage/phrase.ts';
import type { Desk } from './buttons.ts';
import type { CardContext } from './context.ts';
import type { Section } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { question } from './forms.ts';
import { personQuestions } from './person-questions.ts';
import type { Question } from './question-view.ts';
import { factsOf, type PartView } from './settings-part.ts';
import type { Voice } from './voice.ts';

// ── leads ────────────────────────────────────────────────────────────────────────────────────

const nameOf = ({ name }: LeadRef): string => literal(cut(name, 60));

const leadFact = (lead: DeskLead, voice: Voice): { title: string; value: string } => ({
  title: nameOf(lead),
  value: voice.say(lead.isFixed === true ? 'card.settings.lead-fixed' : 'card.settings.lead-appointed'),
});

const leadsSections = ({ around }: CardContext, { voice }: Desk): readonly Section[] => [
  { title: null, facts: around.desk.leads.map((lead) => leadFact(lead, voice)) },
];

/** The choice that changes nothing. */
const nobody = { value: 'nobody', says: phrase('card.on-call.no-backup') };

const leadsQuestions = ({ around }: CardContext): readonly Question[] => {
  const { leads } = around.desk;
  const others = around.colleagues.filter(
    ({ personId }) => !leads.some((lead) => lead.personId === personId),
  );
  const ending = leads.filter(({ isFixed }) => isFixed !== true);
  return [
    ...personQuestions('newLead', others, []),
    ...(ending.length === 0
      ? []
      : [
          question('formerLead', 'choice', {
            required: false,
            folded: 'whole',
            value: nobody.value,
            choices: [
              nobody,
              ...ending.map(({ personId, name }) => ({ value: personId, says: typed(cut(name, 50)) })),
            ],
          }),
        ]),
  ];
};

export const leadsPart: PartView = { sections: leadsSections, questions: leadsQuestions };

// ── contact and languages ────────────────────────────────────────────────────────────────────

const roomWords = ({ around }: CardContext, voice: Voice): string => {
  const { leadRoom } = around.desk;
  if (leadRoom === null) return voice.say('card.settings.lead-room-none');
  return voice.say('card.settings.lead-room-set', {
    who: cut(leadRoom.setBy.name, 60),
    at: voice.moment(leadRoom.setAt),
  });
};

const profileSections = (context: CardContext, { voice }: Desk): readonly Section[] => {
  const { contact, support } = context.profile;
  const pairs = {
    company: literal(contact.company),
    languages: voice.say('card.list', { items: support.languages.map(languageName) }),
    'lead-room': roomWords(context, voice),
  };
  return [{ title: null, facts: factsOf(pairs, voice) }];
};

/** The product's languages are chosen; any other is typed as a tag. */
const languageQuestions = ({ profile: { support }, texts }: CardContext): readonly Question[] => {
  const ours = texts.locales.map(({ id }) => id);
  return [
    question('languages', 'choices', {
      required: false,
      value: support.languages.filter((tag) => ours.includes(tag)).join(','),
      choices: ours.map((tag) => ({ value: tag, says: languageName(tag) })),
    }),
    question('otherLanguages', 'text', {
      required: false,
      hint: 'card.input.otherLanguages-hint',
      value: support.languages.filter((tag) => !ours.includes(tag)).join(', '),
    }),
  ];
};

const profileQuestions = (context: CardContext): readonly Question[] => [
  ...contactInputs.map(({ input, member }) =>
    question(input, 'text', { required: false, value: context.profile.contact[member] }),
  ),
  ...languageQuestions(context),
];

export const profilePart: PartView = { sections: profileSections, questions: profileQuestions };

// ── words for customers ──────────────────────────────────────────────────────────────────────

/** The product's languages, the desk's own, and those the text has already. */
const wordsQuestions = ({ profile, texts }: CardContext): readonly Question[] => {
  const of = (name: WordsName): readonly Question[] => {
    const byLanguage = wordsByLanguage(profile.support[name], profile.language);
    const tags = new Set([
      ...texts.locales.map(({ id }) => id),
      profile.language,
      ...Object.keys(byLanguage),
    ]);
    return [...tags].map((tag) =>
      question(`${name}.${tag}`, name === 'priceText' ? 'long-text' : 'text', {
        label: `card.input.${name}`,
        values: { language: languageName(tag) },
        required: false,
        value: byLanguage[tag] ?? null,
        maxLength: longestWords[name],
      }),
    );
  };
  return [...of('contactMethod'), ...of('priceText')];
};

export const wordsPart: PartView = { sections: () => [], questions: wordsQuestions };
