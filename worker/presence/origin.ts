/** Whether an Origin header names an extension that may call this Worker. */
export const isOurExtension = (env: Env, origin: string): boolean =>
  origin !== '' &&
  env.EXTENSION_ORIGINS.split(',')
    .map(each => each.trim())
    .includes(origin);
