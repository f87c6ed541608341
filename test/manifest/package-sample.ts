/** Right values for a package, and the template as it stands. */
import { readFileSync } from 'node:fs';
import { buildPackage } from '../../src/commands/package-build.ts';
import type { PackageConfig } from '../../src/config.ts';
import type { Problem } from '../../src/fault.ts';

export const values: PackageConfig = {
  appId: '9c1f0a44-7d51-4a0e-9c53-0b8f6a2ec2d9',
  domain: null,
  websiteUrl: 'https://northwind.cloud',
  privacyUrl: 'https://northwind.cloud/privacy',
  termsUrl: 'https://northwind.cloud/terms',
  developerName: 'Northwind Cloud',
  version: null,
};

export const readTemplate = (name: string): Buffer => readFileSync(`manifest/${name}`);

/** The customers' words, the desk's icons. */
export const readCustomerTemplate = (name: string): Buffer =>
  readTemplate(name.endsWith('.png') ? name : `customers/${name}`);

export const problemsOf = async (change: Partial<PackageConfig>): Promise<readonly Problem[]> => {
  const built = await buildPackage({ ...values, ...change }, readTemplate);
  return built.kind === 'problems' ? built.problems : [];
};
