/** The doctor on what proves the bot's identity, and on the addresses it needs. */
import { probeEdge } from '../app.ts';
import type { Config } from '../config.ts';
import { createLog } from '../log.ts';
import { lookAtCredential, lookOutside } from '../operations-look.ts';
import { inWords } from './doctor-findings.ts';
import type { Finding } from './doctor-findings.ts';
import { faultFinding } from './doctor-store.ts';

export const examineEdge = async (config: Config): Promise<readonly Finding[]> => {
  const credential = inWords(lookAtCredential(config, Date.now()));
  // Without a bot there is nowhere to go; with an unusable certificate there is nothing to log in with.
  if (config.bot === null || credential.is === 'wrong') return [credential];
  try {
    return [credential, ...lookOutside(await probeEdge(config, createLog('silent'))).map(inWords)];
  } catch (caught) {
    return [credential, faultFinding('network', caught)];
  }
};
