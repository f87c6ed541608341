/** A real browser: the one CHROME_PATH names, else the Chromium of the devDependencies (Linux x64). */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const cache = fileURLToPath(new URL('../../node_modules/.cache/handoff-chromium', import.meta.url));

/**
 * Unpacks into a folder of this project's own, once. The package unpacks to the temporary folder and takes
 * whatever lies there for complete, so it gets a fresh folder, which is moved into place when it is.
 */
const unpacked = async (): Promise<string> => {
  const place = join(cache, 'chromium');
  if (existsSync(place)) return join(place, 'chromium');
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'unpacking-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = fresh;
  packaged.setGraphicsMode = false;
  await packaged.executablePath();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  // Another run may have been quicker; its copy is as good.
  await rename(fresh, place).catch(() => rm(fresh, { recursive: true, force: true }));
  return join(place, 'chromium');
};

/** The package's own arguments assume a single process that dies with its first page; none of them is needed here. */
export const launchChromium = async (): Promise<Browser> => {
  const chosen = process.env['CHROME_PATH'];
  if (chosen === undefined && (process.platform !== 'linux' || process.arch !== 'x64'))
    throw new Error(
      'Set CHROME_PATH to an installed Chrome or Edge: the packaged Chromium is for Linux x64.',
    );
  return chromium.launch({
    executablePath: chosen ?? (await unpacked()),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'],
  });
};
