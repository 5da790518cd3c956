// Secrets are not in wrangler.toml, so the generated types do not know them. They are numbered, because a new one is
// added beside the old until everything is sealed anew: worker/secrets/keyring.ts reads them all.
declare namespace Cloudflare {
  interface Env {
    SEALING_KEY_1?: string;
  }
}
interface Env {
  SEALING_KEY_1?: string;
}
