/** Cases as a desk collects them over the years, the same for the same number, in the languages of the house. Pure. */
import type { Commit } from '../../src/flow/ports.ts';
import type { Decision } from '../../src/policy/decision.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { caseSummary, searchText } from '../../src/triage/case-summary.ts';
import type { Case, Stage } from '../../src/triage/case.ts';
import type { Customer } from '../../src/triage/desk.ts';
import type { RecordEntry } from '../../src/triage/turn.ts';
import { randomFrom } from '../policy/random-facts.ts';
import { aCase, aCustomer } from '../store/samples.ts';

/** As the product numbers them: the first case of a desk is 1001. */
export const firstNumber = 1_001;

/** Sentences by language; a case is told in three of one. What P7 looks for is in them. */
const sentences = {
  en: [
    'Mail is down for everyone since 9 this morning',
    'Conditional access blocks sign-in with error AADSTS53003',
    'The invoice of last month lists licences twice',
    'Outlook crashes when a shared mailbox is opened',
    'Virtual machines in the region do not start any more',
    'Files in SharePoint cannot be opened or synced',
    'A user cannot reset the password, the page stays white',
    'Teams meetings drop after ten minutes for half of the staff',
  ],
  ja: [
    '全員のメールが届きません',
    'アクセス許可がありません',
    '多要素認証の設定でエラーが出ます',
    '管理者の権限が足りません',
    '先月の請求書に誤りがあります',
    '仮想マシンが起動しません',
  ],
  'zh-TW': [
    '郵件無法寄送',
    '使用者無法重設密碼',
    '條件式存取已啟用',
    '權限不足，無法登入',
    '上個月的帳單重複計費',
  ],
  'zh-CN': [
    '邮件无法发送',
    '用户无法重置密码',
    '条件访问已启用',
    '权限不足，无法登录',
    '上个月的账单重复计费',
  ],
} as const;

const languages = ['en', 'en', 'en', 'ja', 'zh-TW', 'zh-CN'] as const;
const symptoms = ['mail-not-delivered', 'mailbox-not-opening', 'sign-in', 'slow', 'other'];

type Random = () => number;

const pick = <T>(list: readonly T[], random: Random): T => {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
};

const hex = (length: number, random: Random): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

export const customersKnown = 1_000;
export const peopleKnown = 40;

export const customerOf = (nth: number): Customer =>
  aCustomer({
    id: `customer-${nth}.example`,
    name: `Customer ${nth} Ltd.`,
    domain: `customer-${nth}.example`,
    tenantId: `40000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  });

export const ownerOf = (nth: number): string => `home/agent-${nth}`;

/** Two in a thousand are open, as at a desk that works a million off; of the others one in four had a verdict. */
const stageOf = (random: Random, at: string, owner: string): Stage => {
  const chance = random();
  if (chance < 0.001) return { at: 'intake', page: 'who-and-what' };
  if (chance < 0.002) {
    const requestNumber = `26${Math.floor(random() * 1e14)}`;
    const door = 'pc-m365-admin-center';
    return { at: 'handed-over', filing: { requestNumber, filedAt: at, severity: 'B', door, by: owner } };
  }
  return { at: 'closed', how: chance < 0.25 ? 'solved' : 'cancelled', closedAt: at };
};

const hadVerdict = (stage: Stage): boolean =>
  stage.at === 'handed-over' || (stage.at === 'closed' && stage.how === 'solved');

export type Seed = Commit['cases'][number] & { readonly entry: RecordEntry };

const dayMs = 86_400_000;
/** Within the time closed cases are kept by default, or the product would forget them at its start. */
const firstDayMs = Math.floor(Date.now() / dayMs) * dayMs - 350 * dayMs;
/** A million cases in less than a year. */
const apartMs = 30_000;

const instantOf = (nth: number): string => new Date(firstDayMs + nth * apartMs).toISOString();

const factsOf = (random: Random, text: string, title: string, customer: Customer): Facts => ({
  subject: 'customer',
  customer: customer.domain,
  cloud: 'global',
  product: random() < 0.6 ? 'office-365' : 'azure',
  issueKind: 'technical',
  title,
  description: text,
  symptom: pick(symptoms, random),
});

/** The nth case. `verdict`: what every one that has a verdict was decided to be, with its whole trail. */
export const seed = (nth: number, verdict: Decision): Seed => {
  const random = randomFrom(nth);
  const words: readonly string[] = sentences[pick(languages, random)];
  const told = [pick(words, random), pick(words, random), pick(words, random)];
  // A word of this case alone, as an error's id is.
  const text = `${told.join('. ')}. Ref ${nth.toString(36)}x${hex(4, random)}`;
  const customer = customerOf(Math.floor(random() * customersKnown));
  const owner = ownerOf(Math.floor(random() * peopleKnown));
  const at = instantOf(nth);
  const stage = stageOf(random, at, owner);
  const facts = factsOf(random, text, told[0] ?? '', customer);
  const one: Case = aCase({
    id: `${hex(8, random)}-${hex(4, random)}-4${hex(3, random)}-8${hex(3, random)}-${hex(12, random)}`,
    number: firstNumber + nth,
    owner,
    ownerName: owner,
    openedAt: at,
    changedAt: at,
    stage,
    customerId: customer.id,
    facts,
    origins: { customer: 'directory', cloud: 'directory', product: 'answered', title: 'answered' },
    words: { text, language: 'en' },
    decision: hadVerdict(stage) ? { verdict, policyVersion: 'bench', at } : null,
  });
  const { id: caseId } = one;
  const entry = {
    caseId,
    at,
    by: owner,
    byName: owner,
    what: 'opened',
    data: {},
    texts: { description: text },
  };
  return { case: one, search: searchText(one, customer), summary: caseSummary(one, customer.name), entry };
};
