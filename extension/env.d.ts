interface ImportMetaEnv {
  /** True in a build for this machine's own sandbox: it may work on pages of this machine, and on no other. */
  readonly RINGSIDE_SANDBOX: boolean;
}
