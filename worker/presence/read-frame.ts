import { ClientFrame } from '../../shared/presence/contract.ts';

const LARGEST_FRAME = 4096;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The text of a frame; undefined for one that no phone of ours sends. */
export const frameText = (message: string | ArrayBuffer): string | undefined =>
  typeof message === 'string' && message.length <= LARGEST_FRAME ? message : undefined;

/** What a phone says; undefined if this release cannot read it. */
export const readFrame = (text: string): ClientFrame | undefined =>
  ClientFrame.safeParse(parseJson(text)).data;
