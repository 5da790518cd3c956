interface ImportMetaEnv {
  /** True in a build for this machine's own sandbox. Only such a build works on pages served from this machine. */
  readonly RINGSIDE_SANDBOX: boolean;
}
