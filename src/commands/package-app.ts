/**
 * The Teams app package from its template: values checked, placeholders filled, files zipped. Knows no disk and no
 * environment. What goes in is what the manifest names, nothing else.
 */
import { zipSync } from 'fflate';
import type { PackageConfig } from '../config.ts';
import type { Problem } from '../fault.ts';

type Variable = {
  readonly name: string;
  readonly of: keyof PackageConfig;
  /** Filled in where the template says `${{PLACE}}`. */
  readonly place: string;
  readonly expected: string;
  readonly isRight: (value: string) => boolean;
};

/** Ids and addresses that stand in documentation, never in a package people install. */
const exampleId = /^([0-9a-f])\1{7}-|^[0-9a-f]{8}-0000-0000-0000-0{12}$/i;
const exampleHost = /(^|\.)(example(\.(com|org|net))?|test|invalid|localhost|contoso\.com|fabrikam\.com)$/i;

const isId = (value: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) && !exampleId.test(value);

const isOwnAddress = (value: string): boolean => {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && url.protocol === 'https:' && !exampleHost.test(url.hostname);
};

/** Hosts that are not one's own, or whose whole service would be trusted; Teams refuses the first kind outright. */
const foreignHost =
  /(^|\.)(azurewebsites\.net|microsoft\.com|onmicrosoft\.com|azureedge\.com|botframework\.com|ngrok(-free)?\.(io|app|dev)|devtunnels\.ms|loca\.lt|trycloudflare\.com)$/i;

const isOwnHost = (value: string): boolean =>
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(value) &&
  !foreignHost.test(value) &&
  !exampleHost.test(value);

const variables: readonly Variable[] = [
  {
    name: 'MicrosoftAppId',
    of: 'appId',
    place: 'APP_ID',
    expected: 'the app id of your bot registration, a GUID that is not an example',
    isRight: isId,
  },
  {
    name: 'PACKAGE_DEVELOPER',
    of: 'developerName',
    place: 'DEVELOPER',
    expected: 'the name of your company, at most 32 characters',
    isRight: (value) => value.length <= 32 && !value.includes('${{'),
  },
  {
    name: 'PACKAGE_WEBSITE_URL',
    of: 'websiteUrl',
    place: 'WEBSITE_URL',
    expected: 'the https address of your website',
    isRight: isOwnAddress,
  },
  {
    name: 'PACKAGE_PRIVACY_URL',
    of: 'privacyUrl',
    place: 'PRIVACY_URL',
    expected: 'the https address of your privacy statement',
    isRight: isOwnAddress,
  },
  {
    name: 'PACKAGE_TERMS_URL',
    of: 'termsUrl',
    place: 'TERMS_URL',
    expected: 'the https address of your terms of use',
    isRight: isOwnAddress,
  },
];

const remedy = 'Set it in .env or in the environment, then run npm run package again.';

const valueProblem = (
  { name, of, expected, isRight }: Variable,
  values: PackageConfig,
): readonly Problem[] => {
  const value = values[of];
  if (value !== null && isRight(value)) return [];
  return [{ place: name, value: value === null ? 'nothing' : JSON.stringify(value), expected, remedy }];
};

const optionalProblem = (
  name: string,
  value: string | null,
  expected: string,
  isRight: boolean,
): readonly Problem[] =>
  value === null || isRight ? [] : [{ place: name, value: JSON.stringify(value), expected, remedy }];

/** Everything that is missing, a placeholder, or refused by Teams. */
export const packageProblems = (values: PackageConfig): readonly Problem[] => [
  ...variables.flatMap((variable) => valueProblem(variable, values)),
  ...optionalProblem(
    'PACKAGE_DOMAIN',
    values.domain,
    'a host name of your own, without wildcard, tunnel or shared domain',
    isOwnHost(values.domain ?? ''),
  ),
  ...optionalProblem(
    'PACKAGE_VERSION',
    values.version,
    'a version such as 1.2.3',
    /^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(values.version ?? ''),
  ),
];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

const fill = (json: Json, places: ReadonlyMap<string, string>): Json => {
  if (typeof json === 'string')
    return json.replaceAll(/\$\{\{(\w+)\}\}/g, (whole, place: string) => places.get(place) ?? whole);
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map((one) => fill(one, places));
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fill(value, places)]));
};

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** A file with its places filled. Values are put into parsed JSON, so that no quote can break out of it. */
export const filled = (template: JsonObject, values: PackageConfig): JsonObject => {
  const places = new Map(variables.map(({ place, of }) => [place, values[of] ?? '']));
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, places)]));
};

export const appManifest = (template: JsonObject, values: PackageConfig): JsonObject => {
  return {
    ...filled(template, values),
    ...(values.version === null ? {} : { version: values.version }),
    validDomains: values.domain === null ? [] : [values.domain],
  };
};

export type AppFiles = Readonly<Record<string, Uint8Array>>;

/**
 * The zip. The same files give the same bytes on every machine: sorted names and one date, built from local parts
 * because the format keeps local time.
 */
export const zipped = (files: AppFiles): Uint8Array => {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return zipSync(sorted, { level: 9, mtime: new Date(1980, 0, 1) });
};
