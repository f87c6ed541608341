import assert from 'node:assert/strict';
import { argumentNames } from '../../src/texts/arguments.ts';
import { outcomes } from '../../src/policy/decision.ts';
import { locales, text, words } from './rows.ts';

const keys = [...words.en.keys()];
const translations = locales.filter((locale) => locale !== 'en');

/** Names that stay as they are in every language. */
const names = [
  'Advanced Support for Partners', 'Premier / Advanced Support for Partners', 'Signature Cloud Support',
  'Advanced Support', 'Premier Support', 'Support for Business', 'Support Request Contributor',
  'Service Support Administrator', 'Microsoft Security Response Center', 'Microsoft Partner Network',
  'Microsoft AI Cloud Partner Program', 'Microsoft Entra ID', 'Microsoft Cloud', 'Enterprise Mobility + Security',
  'Office 365, Dynamics 365, Enterprise Mobility Suite', 'Finance & Operations', 'Business Central',
  'Lifecycle Services', 'Power Platform GCC', 'Power Platform', 'Dynamics Support', 'Dynamics 365', 'Microsoft 365',
  'Office 365', 'Microsoft Office 365', 'Microsoft Graph', 'Azure AD', 'PartnerID', 'HelpdeskAgents', '21Vianet',
  'Microsoft', 'Dynamics', 'Azure', 'Teams', 'Handoff', 'Premier', 'Advanced', 'GDAP', 'DAP', 'MSRC', 'CSP', 'EMS', 'M365',
  'MPN ID', 'FAQ', 'ID', 'ISV',
].sort((a, b) => b.length - a.length); // prettier-ignore

/** What is left in Latin letters after names, placeholders and the English label in brackets are taken away. */
const leftover = (said: string): readonly string[] => {
  const bare = said
    .replaceAll(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, ' ')
    .replaceAll(/ ?[(（][^()（）]*[)）]/g, ' ');
  const unnamed = names.reduce((rest, name) => rest.replaceAll(name, ' '), bare);
  return unnamed.match(/[A-Za-z]{2,}/g) ?? [];
};

const said = locales.flatMap((locale) => keys.map((key) => ({ locale, key, says: text(locale, key) })));

describe('policy words in four languages', () => {
  for (const locale of translations) {
    it(`says in ${locale} everything that is said in English, and nothing more`, () => {
      assert.deepEqual([...words[locale].keys()], keys);
    });

    it(`fills in the same values in ${locale} as in English`, () => {
      for (const key of keys) {
        const [english, other] = [
          argumentNames(text('en', key), 'en'),
          argumentNames(text(locale, key), locale),
        ];
        assert.deepEqual(other, english, key);
        assert.equal(other.kind, 'readable', key);
      }
    });

    it(`leaves no English in ${locale} but product names and the portal’s own labels`, () => {
      const english = keys.flatMap((key) => leftover(text(locale, key)).map((word) => `${key}: ${word}`));
      assert.deepEqual(english, []);
    });
  }

  it('would notice a word left in English', () => {
    assert.deepEqual(leftover('請選取 New request'), ['New', 'request']);
    assert.deepEqual(leftover('選取 **新要求 (New request)** → {customer}'), []);
  });

  it('names and tells every outcome', () => {
    for (const outcome of outcomes)
      for (const part of ['name', 'do']) assert.ok(words.en.has(`outcome.${outcome}.${part}`), outcome);
  });

  it('never calls a published target guaranteed, nor support free of charge', () => {
    const promised = said.filter(({ says }) =>
      /guarantee|\bfree\b|保証|保證|保证|無料|免費|免费/i.test(says),
    );
    assert.deepEqual(promised, []);
  });

  it('repeats none of the misleading translations of the source pages', () => {
    const traps = /販売代理店|サポート車両|署名クラウド|簽章雲端|签名云|ファイルに記載|必ず直接サインイン/;
    assert.deepEqual(
      said.filter(({ says }) => traps.test(says)),
      [],
    );
    assert.match(text('zh-CN', 'sla.non-break-fix'), /工作日/);
    assert.match(text('ja', 'sla.non-break-fix'), /営業日/);
  });

  it('uses the characters of its own Chinese', () => {
    const simplified = /[户请门应这务时类问题简体关联产别议计订阅销织]/;
    const traditional = /[戶請門應這務時類問題簡體關聯產別議計訂閱銷織]/;
    const mixed = said.filter(
      ({ locale, says }) =>
        (locale === 'zh-TW' && simplified.test(says)) || (locale === 'zh-CN' && traditional.test(says)),
    );
    assert.deepEqual(
      mixed.map(({ key, locale, says }) => `${locale} ${key} ${says}`),
      [],
    );
  });

  it('names 21Vianet in Simplified Chinese as the Chinese know it', () => {
    const english = keys.filter((key) => text('zh-CN', key).includes('21Vianet'));
    assert.deepEqual(english, []);
  });

  it('keeps what a button opens within 20 characters', () => {
    const long = said.filter(({ key, says }) => key.startsWith('link.') && (says.length > 20 || says === ''));
    assert.deepEqual(long, []);
  });

  it('keeps warnings to two short sentences', () => {
    const long = said.filter(
      ({ locale, key, says }) => key.startsWith('warning.') && says.length > (locale === 'en' ? 190 : 110),
    );
    assert.deepEqual(long, []);
  });

  it('marks labels so that they turn bold next to Chinese and Japanese too', () => {
    // Markdown closes a bold run only before a space, punctuation of its own script aside, so both sides stay free.
    for (const { key, locale, says } of said) {
      const parts = says.split('**');
      assert.equal(parts.length % 2, 1, `${locale} ${key} leaves a label open`);
      parts.forEach((part, at) => {
        if (at % 2 === 1) assert.match(part, /^\S(.*\S)?$/, `${locale} ${key}`);
        else if (locale !== 'en') {
          if (at > 0) assert.match(part, /^($|\s)/, `${locale} ${key} after a label`);
          if (at < parts.length - 1) assert.match(part, /(^|[\s：(（])$/, `${locale} ${key} before a label`);
        }
      });
    }
  });

  it('writes apostrophes so that the message format does not read them as quotes', () => {
    assert.deepEqual(
      said.filter(({ says }) => /['<>]/.test(says)),
      [],
    );
  });

  it('speaks of no rule, warning or update by its code', () => {
    assert.deepEqual(
      said.filter(({ says }) => /\b(R\d{2}|[WUB]-[A-Z0-9]+)\b/.test(says)),
      [],
    );
  });
});
