/** A software authenticator: ES256, no attestation, as specified in WebAuthn level 3. */
import { EXTENSION } from './kit.ts';

const utf8 = new TextEncoder();
const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap(part => [...part]));

const head = (kind: number, length: number): number[] =>
  length < 24
    ? [(kind << 5) | length]
    : length < 256
      ? [(kind << 5) | 24, length]
      : [(kind << 5) | 25, length >> 8, length & 255];
const integer = (value: number): number[] => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Uint8Array): number[] => [...head(2, value.length), ...value];
const text = (value: string): number[] => [...head(3, value.length), ...utf8.encode(value)];
const map = (entries: readonly (readonly number[])[][]): number[] => [
  ...head(5, entries.length),
  ...entries.flat(2),
];

/** An ECDSA signature in ASN.1: a sequence of two integers. */
const derOf = (raw: Uint8Array): Uint8Array => {
  const number = (half: Uint8Array): number[] => {
    const start = half.findIndex(each => each !== 0);
    const trimmed = [...half.slice(start)];
    const value = (trimmed[0] ?? 0) > 127 ? [0, ...trimmed] : trimmed;
    return [2, value.length, ...value];
  };
  const both = [...number(raw.slice(0, 32)), ...number(raw.slice(32))];
  return Uint8Array.from([48, both.length, ...both]);
};

const PRESENT = 1;
const VERIFIED = 4;
const WITH_KEY = 64;

export type Options = {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
};
type How = { readonly origin?: string; readonly rpId?: string; readonly flags?: number };

export class APasskey {
  readonly id = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  counter = 0;
  readonly #pair: CryptoKeyPair;

  private constructor(pair: CryptoKeyPair) {
    this.#pair = pair;
  }

  static async make(): Promise<APasskey> {
    const made: CryptoKey | CryptoKeyPair = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    );
    if (!('privateKey' in made)) throw new Error('ECDSA keys come in pairs.');
    return new APasskey(made);
  }

  #clientData(type: string, challenge: string, origin = EXTENSION): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(utf8.encode(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }

  async #authData(rpId: string, flags: number, more: readonly number[] = []) {
    const count = [0, 0, this.counter >> 8, this.counter & 255];
    return join(await sha256(Uint8Array.from(utf8.encode(rpId))), [flags], count, more);
  }

  /** RegistrationResponseJSON. */
  async register({ challenge, rp }: Options, how: How = {}) {
    const jwk = (await crypto.subtle.exportKey('jwk', this.#pair.publicKey)) as JsonWebKey;
    const key = map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(fromBase64Url(jwk.x ?? ''))],
      [integer(-3), bytes(fromBase64Url(jwk.y ?? ''))],
    ]);
    const id = fromBase64Url(this.id);
    const credential = [...new Uint8Array(16), id.length >> 8, id.length & 255, ...id, ...key];
    const flags = how.flags ?? PRESENT | VERIFIED | WITH_KEY;
    const authData = await this.#authData(how.rpId ?? rp?.id ?? '', flags, credential);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: base64Url(this.#clientData('webauthn.create', challenge, how.origin)),
        attestationObject: base64Url(Uint8Array.from(attestation)),
        transports: ['internal'],
      },
      clientExtensionResults: {},
    };
  }

  /** AuthenticationResponseJSON. */
  async sign({ challenge, rpId }: Options, how: How = {}) {
    this.counter += 1;
    const clientData = this.#clientData('webauthn.get', challenge, how.origin);
    const authData = await this.#authData(how.rpId ?? rpId ?? '', how.flags ?? PRESENT | VERIFIED);
    const signed = join(authData, await sha256(clientData));
    const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#pair.privateKey, signed);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: base64Url(clientData),
        authenticatorData: base64Url(authData),
        signature: base64Url(derOf(new Uint8Array(raw))),
      },
      clientExtensionResults: {},
    };
  }
}
