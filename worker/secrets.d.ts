// Secrets are not in wrangler.toml, so the generated types do not know them. Unset ones are undefined.
declare namespace Cloudflare {
  interface Env {
    TWILIO_AUTH_TOKEN?: string;
    TWILIO_API_KEY_SECRET?: string;
  }
}
interface Env {
  TWILIO_AUTH_TOKEN?: string;
  TWILIO_API_KEY_SECRET?: string;
}
