/**
 * The bot everybody starts from: botbuilder 4.23.3 and restify 12 put together as Microsoft's echo sample does
 * (https://github.com/microsoft/BotBuilder-Samples, javascript_nodejs/02.echo-bot; checked 2026-11-20), with the
 * SDK's own authentication on. It differs from the sample in two places only: the addresses of the Bot Framework come
 * from the environment, and the bot's token is asked for by a plain request, because MSAL insists on a login service
 * with https. Prints `listening <port>`.
 */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  MessageFactory,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type TurnContext,
} from 'botbuilder';
import {
  AppCredentials,
  ServiceClientCredentialsFactory,
  type AuthenticatorResult,
} from 'botframework-connector';
import restify from 'restify';

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};
const appId = setting('MicrosoftAppId');
const loginUrl = setting('ToChannelFromBotLoginUrl');
const scope = setting('ToChannelFromBotOAuthScope');

class SecretCredentials extends AppCredentials {
  protected override async refreshToken(): Promise<AuthenticatorResult> {
    const answer = await fetch(`${loginUrl}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: appId, scope }),
    });
    const body: unknown = await answer.json();
    const accessToken =
      typeof body === 'object' && body !== null && 'access_token' in body ? String(body.access_token) : '';
    return { accessToken, expiresOn: new Date(Date.now() + 3_600_000) };
  }
}

class SecretFactory extends ServiceClientCredentialsFactory {
  override isValidAppId(id: string): Promise<boolean> {
    return Promise.resolve(id === appId);
  }
  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }
  override createCredentials(): Promise<AppCredentials> {
    return Promise.resolve(new SecretCredentials(appId, undefined, scope));
  }
}

/** Any of these switches the SDK to addresses of one's own, and then it wants them all. */
const addresses: ConfigurationBotFrameworkAuthenticationOptions = {
  ToChannelFromBotLoginUrl: loginUrl,
  ToChannelFromBotOAuthScope: scope,
  ToBotFromChannelTokenIssuer: setting('ToBotFromChannelTokenIssuer'),
  ToBotFromChannelOpenIdMetadataUrl: setting('ToBotFromChannelOpenIdMetadataUrl'),
  ToBotFromEmulatorOpenIdMetadataUrl: setting('ToBotFromChannelOpenIdMetadataUrl'),
  OAuthUrl: loginUrl,
  CallerId: 'urn:botframework:azure',
};

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(addresses, new SecretFactory()));
adapter.onTurnError = async (context: TurnContext, error: Error) => {
  console.error(`\n [onTurnError] unhandled error: ${String(error)}`);
  await context.sendTraceActivity(
    'OnTurnError Trace',
    String(error),
    'https://www.botframework.com/schemas/error',
  );
  await context.sendActivity('The bot encountered an error or bug.');
  await context.sendActivity('To continue to run this bot, please fix the bot source code.');
};

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const replyText = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(replyText, replyText));
      await next();
    });
  }
}

const bot = new EchoBot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  // The SDK's types want a method that cannot be absent; the value is what it was.
  const posted = Object.assign(request, { method: request.method ?? 'POST' });
  await adapter.process(posted, response, (context) => bot.run(context));
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`listening ${String(server.address().port)}\n`);
});
