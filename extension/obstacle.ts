/** Why an action in the extension did not happen, other than a refusal by the Worker. */
export type Obstacle =
  | { readonly reason: 'signed_out' }
  /** Managers and members do not call. */
  | { readonly reason: 'no_dialer' }
  | { readonly reason: 'microphone'; readonly cause: 'not_asked' | 'refused' | 'no_device' }
  | { readonly reason: 'offline' }
  /** The phone network cannot be reached. */
  | { readonly reason: 'no_line' }
  | {
      readonly reason: 'server';
      readonly detail: string;
      readonly requestId?: string;
      /** The fields of the request that were not understood, with a message each. */
      readonly fields?: Readonly<Record<string, string>>;
      /** Nothing was done: the request is repeated once the member has proved their identity. */
      readonly stepUpFirst?: true;
    }
  | { readonly reason: 'no_call' }
  /** Nothing was dialled: the panel shows the number and asks for confirmation. */
  | { readonly reason: 'to_confirm' };
