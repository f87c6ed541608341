/**
 * Microsoft's own JSON schemas of the Teams manifest, offline from @microsoft/app-manifest. Both packages are
 * development dependencies: a server never needs them, so they are loaded here, when the package is built.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Problem } from '../fault.ts';
import type { JsonObject } from './package-app.ts';

export type SchemaCheck = (file: string, json: JsonObject) => readonly Problem[];

/** `…/teams/v1.22/MicrosoftTeams.Localization.schema.json` → version folder and file name. */
const schemaPlace = (address: unknown): string | null =>
  typeof address === 'string'
    ? (/\/teams\/(v\d+\.\d+\/MicrosoftTeams(?:\.Localization)?\.schema\.json)$/.exec(address)?.[1] ?? null)
    : null;

const readSchema = (place: string): object => {
  const path = createRequire(import.meta.url).resolve(
    `@microsoft/app-manifest/build/json-schemas/teams/${place}`,
  );
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof schema === 'object' && schema !== null ? schema : {};
};

const noSchema = (file: string, address: unknown): Problem => ({
  place: `${file}: $schema`,
  value: typeof address === 'string' ? address : 'nothing',
  expected: 'a published schema of a Teams manifest',
  remedy: 'Name the schema of the manifestVersion.',
});

/** Null where the development dependencies are not installed. */
export const loadSchemaCheck = async (): Promise<SchemaCheck | null> => {
  const loaded = await import('ajv-draft-04').catch(() => null);
  if (loaded === null) return null;
  // Addresses are checked by us, more strictly; some of the schemas' patterns are not valid in Unicode mode.
  const ajv = new loaded.default.default({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  });
  return (file, json) => {
    const place = schemaPlace(json['$schema']);
    if (place === null) return [noSchema(file, json['$schema'])];
    const validate = ajv.compile(readSchema(place));
    if (validate(json)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => ({
      place: `${file}: ${instancePath === '' ? '(whole file)' : instancePath}`,
      value: 'something the schema refuses',
      expected: message ?? 'what the schema says',
      remedy: 'Mend the template in manifest/ or the value it was filled with.',
    }));
  };
};
