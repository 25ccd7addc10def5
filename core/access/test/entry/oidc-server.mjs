/* global process */
// A real OpenID Connect server, in a process of its own: prints its issuer and runs until it is ended.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [, , redirectUri] = process.argv;
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'regiso', client_secret: 'secret-of-the-test', redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
