/** `export-text` and `export-json`: the record as text to copy. Reading only, so the turn is not asked. */
import type { Picture } from '../triage/picture.ts';
import type { Action } from './action-token.ts';
import type { What } from '../triage/inbound.ts';

const formats: Readonly<Record<string, 'text' | 'json'>> = { 'export-text': 'text', 'export-json': 'json' };

export const exportPicture = (what: What, action: Action | null): Picture | null => {
  if (what.kind !== 'action' || action?.caseId == null) return null;
  const format = formats[what.verb];
  if (format === undefined) return null;
  const part = Number(what.data['part'] ?? 0);
  return {
    card: 'export',
    caseId: action.caseId,
    format,
    part: Number.isSafeInteger(part) && part >= 0 ? part : 0,
  };
};
