import type { Locale } from './desk.ts';

/** Letters that exist only in one of the two Chinese scripts, among the commonest of support mails. */
const simplifiedOnly = /[们这个为时会说对发过无没开关问题错误录网络邮户订阅单费账密码务连线设备应]/u;
const traditionalOnly = /[們這個為時會說對發過無沒開關問題錯誤錄網絡郵戶訂閱單費帳密碼務連線設備應]/u;
const englishWords = /\b(the|is|are|not|and|cannot|can't|for|with|our|we|has|have|since)\b/iu;

/**
 * The language a text seems to be written in, one of those the product speaks; null if that cannot be told.
 * Limit: letters and common words only; a short Chinese text of letters both scripts share stays untold.
 */
export const languageOf = (text: string): Locale | null => {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Han}/u.test(text)) return chinese(text);
  return englishWords.test(text) ? 'en' : null;
};

const chinese = (text: string): Locale | null => {
  const count = (letters: RegExp): number => text.match(new RegExp(letters, 'gu'))?.length ?? 0;
  const lead = count(simplifiedOnly) - count(traditionalOnly);
  if (lead === 0) return null;
  return lead > 0 ? 'zh-CN' : 'zh-TW';
};
