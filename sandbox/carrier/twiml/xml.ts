import { SaxesParser } from 'saxes';
import { err, ok, type Result } from '../../../shared/result.ts';

export type XmlElement = {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
};

/** Reads one well-formed document. A document type is refused: Twilio expands no entities. */
export const parseXml = (
  source: string,
): Result<XmlElement, { readonly line: number; readonly message: string }> => {
  const parser = new SaxesParser();
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let fault: { line: number; message: string } | undefined;
  const fail = (message: string) => {
    fault ??= { line: parser.line, message };
  };
  parser.on('error', error => fail(error.message.replace(/^[\d:\s]+/, '')));
  parser.on('doctype', () => fail('a document type declaration is not allowed'));
  parser.on('opentag', tag => {
    const element = { name: tag.name, line: parser.line, attributes: tag.attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(source).close();
  if (fault) return err(fault);
  return root ? ok(root) : err({ line: 1, message: 'the document is empty' });
};
