/**
 * Preloaded into every process of a trial: one module is loaded with its change, every other as it is. Nothing is
 * written, so a trial that is killed leaves nothing behind, and two can run side by side.
 */
import { registerHooks } from 'node:module';

/** Its file as a URL, and what is replaced in it. */
type Given = { readonly url: string; readonly from: number; readonly to: number; readonly text: string };

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && 'url' in value && 'from' in value && 'to' in value;

const given: unknown = JSON.parse(process.env['HANDOFF_MUTANT'] ?? 'null');

if (isGiven(given))
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      if (url !== given.url || loaded.source == null) return loaded;
      const source =
        typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
      return { ...loaded, source: source.slice(0, given.from) + given.text + source.slice(given.to) };
    },
  });
