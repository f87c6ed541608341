/** People and their problems at the bench's desk: what they type and how they answer, page by page. */
import { homeTenant, type Caller } from '../stand-in/activities.ts';

/** `fills`: an answer for every field some page may ask for; a page is given those it shows. */
export type Report = { readonly says: string; readonly fills: Readonly<Record<string, string>> };

const done = {
  knownIncident: 'none',
  troubleshooting: 'done-unresolved',
  triedSteps: 'Restarted the connectors, checked the MX records, tested from two networks',
  agentRole: 'admin-agent',
  noPermissionReason: 'azure-only',
  requestNumber: '2611200040001234',
};

/** Broken services that are escalated and filed, a bill, and a question: each passes three to five pages. */
export const reports: readonly Report[] = [
  {
    says: 'new mail is down for everyone at contoso.onmicrosoft.com since 9 this morning',
    fills: {
      ...done,
      customer: 'contoso.onmicrosoft.com',
      product: 'office-365',
      kind: 'broken',
      title: 'Mail is down for everyone',
      description: 'mail is down for everyone since 9 this morning, nobody can send or receive',
      startedDate: '2026-11-20',
      startedTime: '09:00',
      category: 'unavailable',
      impact: 'critical',
      affectedUsers: 'All 240 people',
    },
  },
  {
    says: 'new fabrikam.example: the web app in Azure answers with error 503 since 6am',
    fills: {
      ...done,
      customer: 'fabrikam.example',
      product: 'azure',
      kind: 'broken',
      title: 'The web app answers with error 503',
      description: 'The shop answers with 503 on every page; a restart did not help',
      category: 'undocumented',
      impact: 'moderate',
      errorText: 'HTTP 503 Service Unavailable',
    },
  },
  {
    says: 'new contoso-pharma.example was billed twice for Microsoft 365 in October',
    fills: {
      ...done,
      customer: 'contoso-pharma.example',
      product: 'office-365',
      kind: 'billing',
      title: 'October was billed twice',
      description: 'The invoice of October lists the same 40 licences twice',
    },
  },
  {
    says: 'new how do I set up a shared mailbox at contoso-suites.example?',
    fills: {
      ...done,
      customer: 'contoso-suites.example',
      product: 'office-365',
      kind: 'how-to',
      title: 'How to set up a shared mailbox',
      description: '共有メールボックスの作り方を教えてください',
      withinEntitlement: 'true',
    },
  },
];

const places = [
  { locale: 'en-US', zone: 'Europe/Berlin' },
  { locale: 'en-GB', zone: 'Europe/London' },
  { locale: 'ja-JP', zone: 'Asia/Tokyo' },
  { locale: 'zh-TW', zone: 'Asia/Taipei' },
  { locale: 'zh-CN', zone: 'Asia/Shanghai' },
] as const;

/** The nth agent of the desk. */
export const agentOf = (nth: number): Caller => ({
  objectId: `30000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  tenantId: homeTenant,
  name: `Agent ${nth}`,
  ...(places[nth % places.length] ?? places[0]),
});
