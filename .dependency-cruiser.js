// The import law. Each rule says why it stands; a break fails `npm run check`.
const PURE = '^src/(policy|clocks|triage|cards|texts)/';
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});
const npmOnlyIn = (name, npm, places, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: places },
  to: { path: `node_modules/(${npm})/` },
});
const shell = ['^src/fault\\.ts$', '^src/log\\.ts$', '^src/metrics\\.ts$', '^src/load-lean\\.ts$'];

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only(
      'policy-knows-only-itself',
      '^src/policy/',
      [],
      'What should happen must not depend on how it is talked about.',
    ),
    only(
      'clocks-know-policy',
      '^src/clocks/',
      ['^src/policy/'],
      'Clocks read the policy numbers, nothing above.',
    ),
    only(
      'triage-knows-policy-and-clocks',
      '^src/triage/',
      ['^src/policy/', '^src/clocks/'],
      'The conversation does not know its pictures or words.',
    ),
    only(
      'texts-know-only-themselves',
      '^src/texts/',
      [],
      'Words are the floor everything that speaks stands on.',
    ),
    only(
      'cards-know-the-pure-rooms',
      '^src/cards/',
      ['^src/(policy|clocks|triage|texts)/'],
      'A card is a picture of state, never a source of it.',
    ),
    {
      name: 'pure-rooms-touch-no-machine',
      comment: 'Pure rooms take values and return values: no time, no disk, no network.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-use-two-packages',
      comment: 'Calendars and message formats are the only outside code the pure rooms need.',
      severity: 'error',
      from: { path: PURE },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(temporal-polyfill|temporal-spec|intl-messageformat)/',
      },
    },
    only(
      'flow-sees-the-pure-rooms',
      '^src/flow/',
      [PURE, ...shell],
      'The shell reaches the outside through its own ports only.',
    ),
    only(
      'store-sees-ports',
      '^src/store/',
      ['^src/flow/ports\\.ts$', '^src/(policy|triage)/', ...shell],
      'A store keeps; it does not decide.',
    ),
    only(
      'outbound-sees-ports',
      '^src/outbound/',
      ['^src/flow/ports\\.ts$', ...shell],
      'The one way out knows hosts and tokens, not cases.',
    ),
    only(
      'clients-see-ports',
      '^src/clients/',
      ['^src/flow/ports\\.ts$', '^src/triage/', '^src/outbound/', ...shell],
      'Clients leave through outbound.',
    ),
    only(
      'teams-sees-ports',
      '^src/teams/',
      ['^src/flow/ports\\.ts$', '^src/triage/', '^src/outbound/', ...shell],
      'botbuilder handlers translate and nothing else.',
    ),
    only(
      'http-sees-ports',
      '^src/(http|http-bytes|restify|count)\\.ts$',
      ['^src/flow/ports\\.ts$', '^src/(http-bytes|restify|count)\\.ts$', ...shell],
      'Routes get plain functions from app.',
    ),
    only(
      'operator-port-knows-nobody',
      '^src/operator-port\\.ts$',
      shell,
      'Pages come as plain functions; what stands on them is made elsewhere.',
    ),
    only(
      'operations-see-store-and-ports',
      '^src/operations[^/]*\\.ts$',
      [
        '^src/(config|operator-port|after-start)\\.ts$',
        '^src/flow/ports\\.ts$',
        '^src/outbound/probe\\.ts$',
        '^src/(store|triage)/',
        ...shell,
      ],
      'What an operator sees is read from the store, beside the turns.',
    ),
    only(
      'data-reads-rows',
      '^src/(data|layout-check)\\.ts$',
      [PURE, '^src/(found-good|layout-check)\\.ts$', ...shell],
      'data.ts reads policy, cards and words.',
    ),
    only(
      'config-stands-alone',
      '^src/(config|variables|bot-identity)\\.ts$',
      ['^src/(variables|bot-identity)\\.ts$', ...shell],
      'Configuration is read once, at the edge.',
    ),
    only(
      'main-starts-app',
      '^src/main\\.ts$',
      ['^src/(app|after-start|config|data)\\.ts$', '^src/demo/', ...shell],
      'The process knows app and configuration.',
    ),
    only(
      'commands-see-pure-and-app',
      '^src/commands/',
      ['^src/(app|data|config|operations-look)\\.ts$', '^src/store/', PURE, ...shell],
      'Commands are other front doors to the same house.',
    ),
    only('demo-sees-app', '^src/demo/', ['^src/(app|config|data)\\.ts$', ...shell], 'The demo is a guest.'),
    only(
      'app-does-not-run-commands',
      '^src/(app|bot-auth)\\.ts$',
      [
        '^src/(policy|clocks|triage|cards|texts|flow|store|outbound|clients|teams)/',
        '^src/(bot-auth|config|data|http|operations)\\.ts$',
        ...shell,
      ],
      'The composition root knows every room, no program.',
    ),
    npmOnlyIn(
      'botbuilder-only-in-teams',
      'botbuilder[^/]*|botframework-[^/]+',
      ['^src/teams/'],
      'A move to another SDK must stay a change to one folder.',
    ),
    npmOnlyIn(
      'restify-only-in-http',
      'restify|@types/restify',
      ['^src/(http|restify)\\.ts$'],
      'One file knows the web server.',
    ),
    npmOnlyIn(
      'msal-only-in-outbound',
      '@azure/msal-node',
      ['^src/outbound/'],
      'Tokens are made in one place.',
    ),
    npmOnlyIn('jose-only-in-verify', 'jose', ['^src/teams/'], 'Tokens are checked in one place.'),
    {
      name: 'no-dev-dependency-at-run-time',
      comment:
        'A production install has no dev packages; only the demo, the gallery and the package command load them, dynamically, with a clear message.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/demo/', '^src/commands/(gallery|package)'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
      mainFields: ['main', 'types'],
    },
  },
};
