/** A real OpenID provider (oidc-provider) on loopback: `node openid_provider.mjs PORT REDIRECT_URI`; its users are of the tests. */
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [port, redirectUri, library] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(library).href);
const issuer = `http://127.0.0.1:${port}`;

// The login is the subject, `subject-of-ana`; whatever a provider may know of somebody is here, to be looked for afterwards.
const ACCOUNTS = {
  ana: { birthdate: "1990-05-17", name: "Ana Quartz-Veritas", email: "ana.quartz@example.org" },
  bilal: { birthdate: "2012-03-02", name: "Bilal Onyx-Veritas", email: "bilal.onyx@example.org" },
  chloe: { name: "Chloé Jade-Veritas", email: "chloe.jade@example.org" },
  year: { birthdate: "1985", name: "Year Only-Veritas" },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "palabre",
      client_secret: "a-secret-of-the-tests-of-palabre",
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_basic",
      id_token_signed_response_alg: "RS256",
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["name", "birthdate"], email: ["email"] },
  features: { claimsParameter: { enabled: process.env.CLAIMS !== "no" }, devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id.replace("subject-of-", "")] }) }),
  cookies: { keys: ["of-the-tests"] },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Session: 600, Interaction: 600, Grant: 600 },
});

// What it hands out is told here, so that a test can look for it where it must not be.
for (const event of ["access_token.saved", "authorization_code.saved"]) {
  provider.on(event, (token) => process.stdout.write(`handed out ${token.jti}\n`));
}

createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
