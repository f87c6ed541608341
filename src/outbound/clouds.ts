import type { HostRow } from './hosts.ts';

/** What differs between the clouds of the Bot Framework. Null: not published, off until the operator gives it. */
export type CloudRow = {
  readonly id: 'public' | 'us-gov' | '21vianet';
  /** Where the Connector publishes its signing keys. */
  readonly openIdMetadataUrl: string | null;
  readonly tokenIssuer: string | null;
  /** The authority before the tenant. */
  readonly loginUrl: string | null;
  readonly oauthScope: string | null;
  /** Microsoft Graph, which sends mail. */
  readonly graphUrl: string | null;
  readonly connectorHosts: readonly HostRow[];
  /** Where a bot of this host is told (403 InvalidBotApiHost) to send instead. */
  readonly otherHost: { readonly from: string; readonly base: string } | null;
};

const exact = (host: string): HostRow => ({ host, port: null });

/**
 * Sources: Bot Connector authentication, https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication,
 * and Teams proactive messages, https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages;
 * Graph: https://learn.microsoft.com/graph/deployments;
 * checked 2026-11-20. Never `*.trafficmanager.net`: anybody can register a name there.
 */
export const clouds: readonly CloudRow[] = [
  {
    id: 'public',
    openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    tokenIssuer: 'https://api.botframework.com',
    loginUrl: 'https://login.microsoftonline.com',
    oauthScope: 'https://api.botframework.com/.default',
    graphUrl: 'https://graph.microsoft.com',
    connectorHosts: [
      exact('smba.trafficmanager.net'),
      exact('smba.infra.gcc.teams.microsoft.com'),
      exact('*.botframework.com'),
    ],
    otherHost: {
      from: 'smba.trafficmanager.net',
      base: 'https://smba.infra.gcc.teams.microsoft.com/gcc',
    },
  },
  {
    id: 'us-gov',
    openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    tokenIssuer: 'https://api.botframework.us',
    loginUrl: 'https://login.microsoftonline.us',
    oauthScope: 'https://api.botframework.us/.default',
    graphUrl: 'https://graph.microsoft.us',
    connectorHosts: [exact('smba.infra.gov.teams.microsoft.us')],
    otherHost: null,
  },
  {
    id: '21vianet',
    openIdMetadataUrl: null,
    tokenIssuer: null,
    loginUrl: null,
    oauthScope: null,
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    connectorHosts: [],
    otherHost: null,
  },
];
