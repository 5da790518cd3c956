// What is not in wrangler.toml, so the generated types do not know it. Sealing keys are numbered, because a new one is
// added beside the old until everything is sealed anew: worker/secrets/keyring.ts reads them all.
interface OutsideConfiguration {
  SEALING_KEY_1?: string;
  /** The bearer for MAIL_URL. */
  MAIL_TOKEN?: string;
  /** Cloudflare's sending; `npm run deploy -- --mail-from` binds it. */
  EMAIL?: SendEmail;
}
declare namespace Cloudflare {
  interface Env extends OutsideConfiguration {}
}
interface Env extends OutsideConfiguration {}
