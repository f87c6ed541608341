import { dayAfter, instantOf, onTheWall } from '../clocks/wall-clock.ts';
import type { Instant, Zone } from './desk.ts';
import type { ToldStart } from './reading.ts';

type Groups = Readonly<Record<string, string | undefined>>;

/** An hour behind a day in English: told with "at", minutes or a half of the day; "since Monday 3 users …" has none. */
const enHour = String.raw`(?:,?\s+(?:at\s+)?(?<hour>\d{1,2})(?!\d)(?=:\d\d|\s*[ap]\.?m\b|(?<=\bat\s+\d{1,2}))(?::(?<minute>\d{2}))?\s*(?<half>[ap]\.?m\b\.?)?)?`;
const enMonth = String.raw`(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
const jaHour = String.raw`\s*の?(?<part>午前|午後|朝|夕方|夜)?(?:(?<hour>\d{1,2})(?:時|:)(?:(?<minute>\d{1,2})分?|(?<halfHour>半))?)?(?:頃|ごろ|すぎ)?(?:から|より|以降)`;
const zhHour = String.raw`\s*的?(?<part>早上|上午|中午|下午|晚上|凌晨)?\s*(?:(?<hour>\d{1,2})\s*(?:点|點|时|時|:)\s*(?:(?<minute>\d{1,2})分?|(?<halfHour>半))?)?`;
const zhWeekday = String.raw`(?<lastWeek>上)?(?:个|個)?(?:星期|週|周|礼拜|禮拜)(?<weekday>[一二三四五六日天])`;
const zhDate = String.raw`(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<date>\d{1,2})[日号號]`;
const zhFrom = String.raw`(?:从|從|自)\s*`;
const zhOn = String.raw`\s*(?:开始|開始|起|以来|以來)`;

/** Starts on a weekday or a date. They come first: the "18" of "since 18 November" is no hour. */
const dayPatterns: readonly RegExp[] = [
  String.raw`\bsince\s+(?:on\s+)?(?<last>last\s+)?(?<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b(?:\s+(?<part>morning|afternoon|evening))?${enHour}`,
  String.raw`\bsince\s+(?:the\s+)?(?<date>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?${enMonth}(?:,?\s+(?<year>\d{4})\b)?${enHour}`,
  String.raw`\bsince\s+${enMonth}\s+(?:the\s+)?(?<date>\d{1,2})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+(?<year>\d{4})\b)?${enHour}`,
  String.raw`(?:(?<lastWeek>先週)の?)?(?<weekday>[月火水木金土日])曜日?${jaHour}`,
  String.raw`(?:(?<year>\d{4})[年/])?(?<month>\d{1,2})[月/](?<date>\d{1,2})日?(?:\([月火水木金土日]\))?${jaHour}`,
  `${zhFrom}${zhWeekday}${zhHour}(?:${zhOn})?`,
  `${zhWeekday}${zhHour}${zhOn}`,
  `${zhFrom}${zhDate}${zhHour}(?:${zhOn})?`,
  `${zhDate}${zhHour}${zhOn}`,
].map((pattern) => new RegExp(pattern, 'iu'));

/** How a start is told: named groups `day`, `part` (of the day), `hour`, `minute`, `half`. One row per way of saying it. */
const patterns: readonly RegExp[] = [
  ...dayPatterns,
  /\bsince\s+(?<day>yesterday|today)?\s*(?:at\s+)?(?<part>morning|afternoon|evening|noon)?\s*(?:at\s+)?(?<hour>\d{1,2})(?::(?<minute>\d{2}))?\s*(?<half>[ap]\.?m\.?)?\s*(?:o'clock)?\s*(?:(?<day2>yesterday|today)|(?:this|in the)\s+(?<part2>morning|afternoon|evening))?/iu,
  /\bsince\s+(?:(?<day>yesterday|today)\b\s*(?<part>morning|afternoon|evening)?|this\s+(?<part2>morning|afternoon|evening))/iu,
  /\b(?:(?<day>yesterday)(?:\s+(?<part>morning|afternoon|evening))?|this\s+(?<part2>morning|afternoon|evening))\b/iu,
  /(?<day>一昨日|おととい|昨日|きのう|今日|本日|今朝|昨夜|昨晩)?の?(?<part>午前|午後|朝|夕方|夜)?(?<hour>\d{1,2})(?:時|:)(?:(?<minute>\d{1,2})分?|(?<halfHour>半))?(?:頃|ごろ|すぎ)?(?:から|より|以降)/u,
  /(?<day>一昨日|おととい|昨日|きのう|今日|本日|今朝|昨夜|昨晩)の?(?<part>午前|午後|朝|夕方|夜)?(?:頃|ごろ)?(?:から|より|以降)/u,
  /(?:从|從|自)\s*(?<day>前天|昨天|昨日|昨晚|今天|今日|今早|今晨)?\s*的?(?<part>早上|上午|中午|下午|晚上|凌晨)?\s*(?<hour>\d{1,2})\s*(?:点|點|时|時|:)\s*(?:(?<minute>\d{1,2})分?|(?<halfHour>半))?(?:开始|開始|起|以来|以來)?/u,
  /(?<day>前天|昨天|昨日|昨晚|今天|今日|今早|今晨)\s*的?(?<part>早上|上午|中午|下午|晚上|凌晨)?\s*(?<hour>\d{1,2})\s*(?:点|點|时|時|:)\s*(?:(?<minute>\d{1,2})分?|(?<halfHour>半))?(?:开始|開始|起)?/u,
  /(?:从|從|自)\s*(?<day>前天|昨天|昨日|昨晚|今天|今日|今早|今晨)\s*的?(?<part>早上|上午|下午|晚上)?(?:开始|開始|起)?/u,
];

const days: Readonly<Record<string, ToldStart['day']>> = {
  yesterday: 'yesterday',
  昨日: 'yesterday',
  きのう: 'yesterday',
  昨夜: 'yesterday',
  昨晩: 'yesterday',
  昨天: 'yesterday',
  昨晚: 'yesterday',
  一昨日: 'day-before-yesterday',
  おととい: 'day-before-yesterday',
  前天: 'day-before-yesterday',
  today: 'today',
  今日: 'today',
  本日: 'today',
  今朝: 'today',
  今天: 'today',
  今早: 'today',
  今晨: 'today',
};

const mornings = ['morning', '朝', '午前', '今朝', '早上', '上午', '凌晨', '今早', '今晨'];
const afternoons = [
  'afternoon',
  'evening',
  '午後',
  '夕方',
  '夜',
  '昨夜',
  '昨晩',
  '下午',
  '晚上',
  '昨晚',
  '中午',
  'noon',
];

type Half = 'am' | 'pm' | null;

const halfOf = (groups: Groups): Half => {
  const half = groups['half']?.toLowerCase()[0];
  if (half !== undefined) return half === 'a' ? 'am' : 'pm';
  const said = [groups['part'], groups['part2'], groups['day']].map((word) => word?.toLowerCase() ?? '');
  if (said.some((word) => mornings.includes(word))) return 'am';
  return said.some((word) => afternoons.includes(word)) ? 'pm' : null;
};

/** 1 = Monday, in the order of the week and of the year. */
const weekdays = [
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  ['月', '火', '水', '木', '金', '土', '日'],
  ['一', '二', '三', '四', '五', '六', '天'],
];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const weekdayOf = (word: string): number =>
  Math.max(...weekdays.map((names) => names.indexOf(word.toLowerCase()))) + 1;

const monthOf = (word: string): number =>
  /^\d/.test(word) ? Number(word) : months.indexOf(word.toLowerCase()) + 1;

const dayOf = (groups: Groups): ToldStart['day'] => {
  const { weekday, month, date, year } = groups;
  if (weekday !== undefined) {
    const week = groups['lastWeek'] === undefined ? 'latest' : 'last';
    return { weekday: weekdayOf(weekday), week: groups['last'] === undefined ? week : 'before-today' };
  }
  if (month !== undefined && date !== undefined)
    return { year: year === undefined ? null : Number(year), month: monthOf(month), date: Number(date) };
  const said = groups['day'] ?? groups['day2'];
  if (said !== undefined) return days[said.toLowerCase()] ?? 'latest';
  return groups['part2'] === undefined ? 'latest' : 'today';
};

const toldAs = (groups: Groups, words: string): ToldStart | null => {
  const hour = groups['hour'] === undefined ? null : Number(groups['hour']);
  const minute = groups['halfHour'] === undefined ? Number(groups['minute'] ?? 0) : 30;
  if (minute > 59 || (hour !== null && hour > 23)) return null;
  const half = halfOf(groups);
  const late = half === 'pm' && hour !== null && hour < 12 ? hour + 12 : hour;
  const day = dayOf(groups);
  const isShort = half === null && groups['minute'] === undefined && hour !== null && hour >= 1 && hour <= 11;
  return {
    day,
    hour: late,
    minute,
    isHalfDay: isShort && day === 'latest' && /^since/iu.test(words),
    words: words.trim(),
  };
};

/** The start a text tells of, in the words it was told with; null if it tells none. */
export const toldStart = (text: string): ToldStart | null => {
  const composed = text.normalize('NFKC');
  for (const pattern of patterns) {
    const found = pattern.exec(composed);
    const told = found === null ? null : toldAs(found.groups ?? {}, found[0]);
    if (told !== null) return told;
  }
  return null;
};

const daysBack = { today: 0, latest: 0, yesterday: 1, 'day-before-yesterday': 2 } as const;

type Today = { readonly date: string; readonly time: string; readonly weekday: number };

/** Whoever is still at the desk before this hour says "today" of the day that has just ended. */
const nightEnds = '05:00';

/** Days of the calendar (YYYY-MM-DD) a told day can mean, the likeliest first. Some may not exist or lie ahead. */
const possibleDays = (day: ToldStart['day'], { date: today, time, weekday }: Today): readonly string[] => {
  if (typeof day === 'string') {
    const told = dayAfter(today, -daysBack[day]);
    const isAtNight = day === 'today' && time < nightEnds;
    return day === 'latest' || isAtNight ? [told, dayAfter(told, -1)] : [told];
  }
  if ('month' in day) {
    const thisYear = Number(today.slice(0, 4));
    const years = day.year === null ? [thisYear, thisYear - 1] : [day.year];
    return years.map((year) => [year, pair(day.month), pair(day.date)].join('-'));
  }
  if (day.week === 'last') return [dayAfter(today, day.weekday - weekday - 7)];
  const back = (weekday - day.weekday + 7) % 7;
  const latest = dayAfter(today, -back);
  const before = dayAfter(latest, -7);
  return day.week === 'before-today' && back === 0 ? [before] : [latest, before];
};

const pair = (number: number): string => String(number).padStart(2, '0');

const clock = (hour: number, minute: number): string => `${pair(hour)}:${pair(minute)}`;

/** Whether a day exists and has begun. */
const isOver = (day: string, now: Instant, zone: Zone): boolean => {
  const begins = instantOf(day, '00:00', zone);
  return begins !== null && Date.parse(begins) <= Date.parse(now);
};

/**
 * The told start as a UTC instant, or as a day (YYYY-MM-DD) if no hour was told. A problem never starts in the
 * future: of the readings that remain ("since 9" may be last evening) the latest that is over counts.
 */
export const startOf = (told: ToldStart, now: Instant, zone: Zone): string | null => {
  const possible = possibleDays(told.day, onTheWall(now, zone));
  const { hour } = told;
  if (hour === null) return possible.find((day) => isOver(day, now, zone)) ?? null;
  const hours = told.isHalfDay ? [hour, hour + 12] : [hour];
  return (
    possible
      .flatMap((date) => hours.map((one) => instantOf(date, clock(one, told.minute), zone)))
      .filter((at) => at !== null && Date.parse(at) <= Date.parse(now))
      .sort()
      .at(-1) ?? null
  );
};
