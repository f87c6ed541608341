/** Teams' rules for an app package, checked on the package as it is built. */
import assert from 'node:assert/strict';
import { crc32, inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { buildPackage } from '../../src/commands/package-build.ts';
import { readPolicy } from '../../src/data.ts';
import type { VocabularyRow } from '../../src/policy/policy.ts';
import { readCustomerTemplate, readTemplate, values } from './package-sample.ts';

const command = z.object({ title: z.string(), description: z.string() });
const shape = z.object({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  developer: z.object({
    websiteUrl: z.string(),
    privacyUrl: z.string(),
    termsOfUseUrl: z.string(),
    name: z.string(),
  }),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  accentColor: z.string(),
  bots: z.array(
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      supportsFiles: z.boolean(),
      isNotificationOnly: z.boolean(),
      commandLists: z.array(z.object({ scopes: z.array(z.string()), commands: z.array(command) })),
    }),
  ),
  validDomains: z.array(z.string()),
});

type Package = {
  readonly whose: string;
  readonly read: (name: string) => Uint8Array;
  /** What the commands of its menu mean to the bot, in their order. */
  readonly meant: readonly string[];
};
const packages: readonly Package[] = [
  {
    whose: 'the desk’s package',
    read: readTemplate,
    meant: ['new', 'my-cases', 'help', 'language', 'use-channel', 'board', 'check'],
  },
  {
    whose: 'the customers’ package',
    read: readCustomerTemplate,
    meant: ['status', 'language', 'stop', 'help'],
  },
];

const files = async (read: Package['read']): Promise<Readonly<Record<string, Uint8Array>>> => {
  const built = await buildPackage({ ...values, domain: 'bot.northwind.cloud' }, read);
  assert.ok(built.kind === 'built');
  return unzipSync(built.zip);
};
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
/** Width, height and pixels (RGBA) of a PNG with 8-bit RGBA and no line filters, which is how the icons are drawn. */
const image = (bytes: Uint8Array | undefined): { width: number; height: number; pixels: Uint8Array } => {
  const png = Buffer.from(bytes ?? []);
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt16BE(24)];
  assert.equal(kind, 0x0806);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 4, at + 8 + png.readUInt32BE(at));
    assert.equal(png.readUInt32BE(at + 4 + data.length), crc32(data));
    if (data.toString('latin1', 0, 4) === 'IDAT') parts.push(data.subarray(4));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const rows = Array.from({ length: height }, (_, y) =>
    raw.subarray(y * (width * 4 + 1), (y + 1) * (width * 4 + 1)),
  );
  for (const row of rows) assert.equal(row[0], 0);
  return { width, height, pixels: Buffer.concat(rows.map((row) => row.subarray(1))) };
};
const pixelsOf = ({ pixels }: { pixels: Uint8Array }): readonly (readonly number[])[] =>
  Array.from({ length: pixels.length / 4 }, (_, at) => [...pixels.subarray(at * 4, at * 4 + 4)]);

for (const { whose, read, meant } of packages) {
  const content = await files(read);
  const manifest = shape.parse(JSON.parse(text(content['manifest.json'])));
  const languages = manifest.localizationInfo.additionalLanguages.map(({ languageTag, file }) => ({
    languageTag,
    words: z.record(z.string(), z.string()).parse(JSON.parse(text(content[file]))),
  }));
  const lists = manifest.bots.flatMap(({ commandLists }) => commandLists);
  const commands = lists.flatMap((list) => list.commands);
  const titlesIn = (words: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(words).flatMap(([key, word]) => (/\.commands\[\d\]\.title$/.test(key) ? [word] : []));

  describe(`${whose}: commands in the menu (G01, G02, G11, G12, G15, G165)`, () => {
    it('exist, each with a description', () => {
      assert.ok(commands.length > 0);
      for (const { title, description } of commands)
        assert.ok(title !== '' && description.length > 10, title);
    });

    it('are one to three plain words without a sign in front, and none twice', () => {
      for (const words of [
        commands.map(({ title }) => title),
        ...languages.map(({ words: own }) => titlesIn(own)),
      ]) {
        for (const title of words) {
          assert.match(title, /^[\p{L}\p{N}]/u);
          assert.ok(title.split(' ').length <= 3, title);
        }
        assert.equal(new Set(words).size, words.length);
      }
    });

    it('keep to the smaller limits of the published schemas', () => {
      assert.ok(lists.length <= 3);
      for (const { commands: own } of lists) assert.ok(own.length <= 10);
      const localized = languages.flatMap(({ words }) =>
        Object.entries(words).filter(([key]) => key.startsWith('bots')),
      );
      for (const [key, word] of localized) assert.ok(word.length <= (key.endsWith('title') ? 32 : 128), word);
      for (const { title, description } of commands)
        assert.ok(title.length <= 32 && description.length <= 128);
    });

    it('are understood by the bot in every language they are shown in', () => {
      const vocabulary: readonly VocabularyRow[] = readPolicy().policy?.vocabulary ?? [];
      const shown = [
        { locale: 'en', titles: commands.map(({ title }) => title) },
        ...languages.map(({ languageTag, words }) => ({ locale: languageTag, titles: titlesIn(words) })),
      ];
      for (const { locale, titles } of shown) {
        const heard = titles.map((title) => {
          const row = vocabulary.find(
            (one) =>
              (one.asks ?? one.command) !== undefined && one.locale === locale && one.words.includes(title),
          );
          return row?.asks ?? row?.command;
        });
        assert.deepEqual(heard, meant, locale);
      }
    });
  });

  describe(`${whose}: scopes (G14, G166, G155, G175)`, () => {
    it('are only those the bot has a use for, commands included', () => {
      for (const { scopes, commandLists } of manifest.bots) {
        assert.deepEqual(scopes, ['personal', 'team']);
        for (const list of commandLists) for (const scope of list.scopes) assert.ok(scopes.includes(scope));
      }
    });

    it('claim no file upload and no one-way bot', () => {
      for (const bot of manifest.bots) assert.ok(!bot.supportsFiles && !bot.isNotificationOnly);
    });
  });

  describe(`${whose}: the manifest (G30, G40, G158–G178)`, () => {
    it('names a released schema that agrees with its version', () => {
      assert.match(manifest.manifestVersion, /^1\.(1\d|2\d)$/);
      assert.ok(manifest.$schema.includes(`/teams/v${manifest.manifestVersion}/`));
    });

    it('has a version of three numbers', () => {
      assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
    });

    it('keeps names and descriptions within their limits in every language', () => {
      const own = [
        {
          'name.short': manifest.name.short,
          'name.full': manifest.name.full,
          'description.short': manifest.description.short,
          'description.full': manifest.description.full,
        },
        ...languages.map(({ words }) => words),
      ];
      const limits = {
        'name.short': 30,
        'name.full': 100,
        'description.short': 80,
        'description.full': 4000,
      };
      for (const words of own)
        for (const [key, limit] of Object.entries(limits)) {
          const word = new Map(Object.entries(words)).get(key) ?? '';
          assert.ok(word.length > 0 && word.length <= limit, `${key}: ${word}`);
        }
    });

    it('has one name everywhere, without Teams, Microsoft or a reserved word', () => {
      for (const { words } of languages) assert.equal(words['name.short'], manifest.name.short);
      assert.doesNotMatch(
        `${manifest.name.short} ${manifest.name.full}`,
        /\b(Teams|Microsoft|Office|Azure|Chat|Contacts|Calendar|Calls|Files|Activity|Apps|Help)\b/i,
      );
    });

    it('uses the bot’s id as the app’s, so that it stays the same across updates', () => {
      assert.equal(manifest.id, values.appId);
      assert.deepEqual(
        manifest.bots.map(({ botId }) => botId),
        [values.appId],
      );
    });

    it('has https addresses for website, privacy and terms', () => {
      const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
      for (const url of [websiteUrl, privacyUrl, termsOfUseUrl])
        assert.equal(new URL(url).protocol, 'https:');
    });

    it('trusts the partner’s own host and no other', () => {
      assert.deepEqual(manifest.validDomains, ['bot.northwind.cloud']);
    });

    it('says for whom it is, what account it needs, its limits, who sets it up and whom to ask', () => {
      for (const said of ['Who it is for', 'You need an account', 'Limits', 'Before you start', 'Questions'])
        assert.ok(manifest.description.full.includes(said), said);
    });

    it('is complete in every language: the same texts, none in English', () => {
      const keys = languages.map(({ words }) => Object.keys(words).sort());
      const expected = ['$schema', 'description.full', 'description.short', 'name.full', 'name.short'];
      const listed = lists.flatMap((list, of) =>
        list.commands.flatMap((_, at) =>
          ['description', 'title'].map((part) => `bots[0].commandLists[${of}].commands[${at}].${part}`),
        ),
      );
      for (const own of keys) assert.deepEqual(own, [...expected, ...listed].sort());
      assert.deepEqual(
        languages.map(({ languageTag }) => languageTag),
        ['ja', 'zh-TW', 'zh-CN'],
      );
      assert.equal(manifest.localizationInfo.defaultLanguageTag, 'en');
      for (const { words } of languages)
        for (const [key, word] of Object.entries(words))
          assert.ok(
            key === '$schema' || key === 'name.short' || /[\p{Script=Han}\p{Script=Katakana}]/u.test(word),
            key,
          );
    });

    it('has no placeholder left in any file', () => {
      for (const [name, bytes] of Object.entries(content))
        if (name.endsWith('.json'))
          assert.doesNotMatch(
            text(bytes),
            /<<|\$\{\{|00000000-0000-0000-0000-000000000000|TODO|example\.com/,
            name,
          );
    });

    it('has an accent colour as #RRGGBB and no word of prices', () => {
      assert.match(manifest.accentColor, /^#[0-9A-F]{6}$/);
      assert.doesNotMatch(text(content['manifest.json']), /\bprice|\bfree\b|trial|discount/i);
    });
  });

  describe(`${whose}: the icons (G161, G162)`, () => {
    it('are 192 pixels square on a solid ground', () => {
      const icon = image(content['color.png']);
      assert.deepEqual([icon.width, icon.height], [192, 192]);
      const pixels = pixelsOf(icon);
      assert.ok(pixels.every(([, , , alpha]) => alpha === 255));
      const edge = pixels.filter(
        (_, at) => at < 192 || at >= 191 * 192 || at % 192 === 0 || at % 192 === 191,
      );
      assert.equal(new Set(edge.map(String)).size, 1);
      assert.ok(new Set(pixels.map(String)).size > 3);
    });

    it('are 32 pixels square, white on nothing, out to the edge', () => {
      const icon = image(content['outline.png']);
      assert.deepEqual([icon.width, icon.height], [32, 32]);
      const pixels = pixelsOf(icon);
      assert.ok(
        pixels.every(
          ([red, green, blue, alpha]) => alpha === 0 || (red === 255 && green === 255 && blue === 255),
        ),
      );
      const drawn = pixels.flatMap(([, , , alpha = 0], at) =>
        alpha > 0 ? [{ x: at % 32, y: Math.floor(at / 32) }] : [],
      );
      assert.ok(Math.min(...drawn.map(({ x }) => x)) <= 1 && Math.max(...drawn.map(({ x }) => x)) >= 30);
      assert.ok(Math.min(...drawn.map(({ y }) => y)) <= 1 && Math.max(...drawn.map(({ y }) => y)) >= 30);
    });
  });
}
