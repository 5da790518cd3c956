// What is not in wrangler.toml, so the generated types do not know it. Sealing keys are numbered, because a new key
// is added next to the old one until everything is resealed: worker/secrets/keyring.ts reads them all.
interface OutsideConfiguration {
  SEALING_KEY_1?: string;
  /** The bearer token for MAIL_URL. */
  MAIL_TOKEN?: string;
  /** Cloudflare's email sending; `npm run deploy -- --mail-from` binds it. */
  EMAIL?: SendEmail;
}
declare namespace Cloudflare {
  interface Env extends OutsideConfiguration {}
}
interface Env extends OutsideConfiguration {}
