/**
 * Cases of a few days' work, so that there is something to look at from the first minute: fictional customers, in
 * several states and time zones. Only what people did is written down; what comes of it the desk works out itself.
 */
import { deskSide } from './people.ts';

type Player = {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly isLead: boolean;
  readonly locale: string;
  readonly zone: string;
};

type Fills = Readonly<Record<string, string>>;
/** Minutes before the demo's first start, what was clicked, and what was typed or chosen. */
type Step = readonly [minutesAgo: number, clicks: string, fills?: Fills];

type SampleStory = {
  readonly by: Player;
  readonly minutesAgo: number;
  readonly says: string;
  readonly steps: readonly Step[];
};

const colleague = (at: 0 | 1 | 2 | 3 | 4, locale: string, zone: string): Player => ({
  name: deskSide.others[at].name,
  objectId: deskSide.others[at].objectId,
  tenantId: deskSide.tenantId,
  isLead: false,
  locale,
  zone,
});

const jonas = colleague(0, 'en', 'Europe/Berlin');
const priya = colleague(1, 'en', 'Asia/Kolkata');
const yuting = colleague(2, 'zh-TW', 'Asia/Taipei');
const carla = colleague(3, 'en', 'America/Sao_Paulo');
const tom = colleague(4, 'en', 'Europe/London');

const checked = { knownIncident: 'none', troubleshooting: 'done-unresolved' };

/** The same at three customers within a day: the leads are asked whether the desk changed something. */
const mailStuck = { category: 'unavailable', symptom: 'mail-not-delivered' };

const stories: readonly SampleStory[] = [
  {
    by: jonas,
    minutesAgo: 190,
    says: 'new mail is down for everyone at Woodgrove Bank since this morning',
    steps: [
      [188, 'answer'],
      [186, 'answer', { ...checked, triedSteps: 'Restarted the connectors, tested from two networks' }],
      [184, 'answer', { ...mailStuck, impact: 'critical', affectedUsers: 'All 1,200 people' }],
      [183, 'answer', { agentRole: 'helpdesk-agent' }],
      [170, 'show:filing'],
      [170, 'file', { requestNumber: '2611200040001234' }],
    ],
  },
  {
    by: priya,
    minutesAgo: 42,
    says: 'Outlook cannot open shared mailboxes at Best For You Organics since yesterday',
    steps: [
      [41, 'answer'],
      [40, 'answer', checked],
      [39, 'answer', { category: 'bug', impact: 'moderate' }],
      [38, 'answer', { agentRole: 'admin-agent' }],
    ],
  },
  {
    by: yuting,
    minutesAgo: 95,
    says: '上海麦田贸易有限公司 今天上午9点起邮件无法发送',
    steps: [
      [94, 'answer'],
      [93, 'answer', { ...checked, triedSteps: '在管理中心检查了邮件流规则' }],
      [92, 'answer', { reason21v: 'no-tools,no-documentation' }],
    ],
  },
  {
    by: carla,
    minutesAgo: 1_500,
    says: 'Azure web app at Fabrikam Residences returns error 503 since 6am',
    steps: [
      [1_498, 'answer'],
      [1_496, 'answer', checked],
      [1_495, 'answer', { category: 'unavailable', impact: 'critical' }],
      [1_494, 'answer', { agentRole: 'admin-agent', noPermissionReason: 'azure-only' }],
      [1_480, 'show:filing'],
      [1_480, 'file', { requestNumber: '2611190040005512' }],
      [1_400, 'answered'],
      [55, 'asks-us'],
    ],
  },
  {
    by: tom,
    minutesAgo: 75,
    says: 'mail is down at Relecloud since an hour ago',
    steps: [
      [74, 'answer'],
      [73, 'answer', { knownIncident: 'active-match', incidentId: 'EX1094417' }],
    ],
  },
  {
    by: tom,
    minutesAgo: 2_900,
    says: 'new mail is down for everyone at Nod Publishers since this morning',
    steps: [
      [2_898, 'answer'],
      [2_896, 'answer', checked],
      [2_894, 'answer', { category: 'unavailable', impact: 'critical', affectedUsers: '35 people' }],
      [2_893, 'answer', { agentRole: 'helpdesk-agent' }],
      [2_880, 'show:filing'],
      [2_880, 'file', { requestNumber: '2611180040000871' }],
      [2_600, 'solved'],
    ],
  },
  {
    by: priya,
    minutesAgo: 130,
    says: 'mail is not delivered at Tailspin Toys since two hours ago',
    steps: [
      [129, 'answer'],
      [127, 'answer', checked],
      [126, 'answer', { ...mailStuck, impact: 'moderate', affectedUsers: 'The warehouse, 60 people' }],
      [110, 'show:filing'],
      [110, 'file', { requestNumber: '2611200040002077' }],
      [65, 'answered'],
    ],
  },
  {
    by: tom,
    minutesAgo: 21,
    says: 'new mail is not delivered at Wingtip Toys since half an hour ago',
    steps: [
      [20, 'answer'],
      [19, 'answer', checked],
      [18, 'answer', { ...mailStuck, impact: 'moderate' }],
    ],
  },
  // Private: its owner and the leads find it, no channel ever shows it.
  {
    by: jonas,
    minutesAgo: 58,
    says: 'new somebody bought licences nobody ordered at Fourth Coffee',
    steps: [[57, 'answer', { kind: 'fraud', product: 'office-365' }]],
  },
];

/** Numbers of their own, below the first a new case gets. */
const firstNumber = 901;

const before = (now: string, minutes: number): string =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();

/** The stories as they would have happened up to `now` (UTC, ISO 8601). */
export const sampleStories = (now: string) =>
  stories.map(({ by, minutesAgo, says, steps }, index) => ({
    number: firstNumber + index,
    by,
    says,
    at: before(now, minutesAgo),
    steps: steps.map(([ago, clicks, fills]) => ({
      at: before(now, ago),
      clicks,
      ...(fills === undefined ? {} : { fills }),
    })),
  }));
