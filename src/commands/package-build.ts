/** From template and values to a checked zip, or to the full list of what is wrong. */
import { z } from 'zod';
import type { PackageConfig } from '../config.ts';
import type { Problem } from '../fault.ts';
import { appManifest, filled, packageProblems, zipped, type JsonObject } from './package-app.ts';
import { loadSchemaCheck } from './package-schema.ts';

export type BuiltPackage =
  | {
      readonly kind: 'built';
      readonly zip: Uint8Array;
      readonly names: readonly string[];
      readonly version: string;
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads a file of the template folder by name. Throws where there is none. */
export type ReadTemplate = (name: string) => Uint8Array;

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** What the package is told by the manifest to contain. */
const named = z.object({
  version: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })) }),
});

const readJson = (read: ReadTemplate, name: string): JsonObject =>
  jsonObject.parse(JSON.parse(new TextDecoder().decode(read(name))));

const bytes = (json: JsonObject): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);

const schemasMissing: Problem = {
  place: 'ajv-draft-04, @microsoft/app-manifest',
  value: 'nothing',
  expected: 'the development dependencies, which carry Microsoft’s schemas',
  remedy: 'Run npm ci without --omit=dev, then npm run package again.',
};

const templateProblem = (cause: unknown): Problem => ({
  place: 'manifest/',
  value: cause instanceof Error ? cause.message : 'something unreadable',
  expected: 'the manifest, its language files and two icons',
  remedy: 'Restore the folder from the release.',
});

type Template = {
  readonly texts: Readonly<Record<string, JsonObject>>;
  readonly icons: Readonly<Record<string, Uint8Array>>;
  readonly version: string;
};

const readTemplate = (values: PackageConfig, read: ReadTemplate): Template => {
  const manifest = appManifest(readJson(read, 'manifest.json'), values);
  const { icons, localizationInfo, version } = named.parse(manifest);
  const languages = localizationInfo.additionalLanguages.map(
    ({ file }) => [file, filled(readJson(read, file), values)] as const,
  );
  return {
    texts: { 'manifest.json': manifest, ...Object.fromEntries(languages) },
    icons: { [icons.color]: read(icons.color), [icons.outline]: read(icons.outline) },
    version,
  };
};

/** The zip and what it holds, or every problem there is. Writes nothing. */
export const buildPackage = async (values: PackageConfig, read: ReadTemplate): Promise<BuiltPackage> => {
  const problems = packageProblems(values);
  if (problems.length > 0) return { kind: 'problems', problems };
  const check = await loadSchemaCheck();
  if (check === null) return { kind: 'problems', problems: [schemasMissing] };
  try {
    const { texts, icons, version } = readTemplate(values, read);
    const refused = Object.entries(texts).flatMap(([name, json]) => check(name, json));
    if (refused.length > 0) return { kind: 'problems', problems: refused };
    const files = {
      ...Object.fromEntries(Object.entries(texts).map(([name, json]) => [name, bytes(json)])),
      ...icons,
    };
    return { kind: 'built', zip: zipped(files), names: Object.keys(files), version };
  } catch (cause) {
    return { kind: 'problems', problems: [templateProblem(cause)] };
  }
};
