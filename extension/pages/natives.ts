// A page can put `<img name="createTreeWalker">` or `<input name="closest">` in its markup. The name then refers to
// that element on its document or form, in our isolated world too. All access to such objects goes through here.

const getter = <T, V>(prototype: object, name: string): ((of: T) => V) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`This browser has no ${name}.`);
  return of => Reflect.apply(get, of, []);
};

const { createTreeWalker, createElement, createRange, caretPositionFromPoint, elementsFromPoint } =
  Document.prototype;
const { getRootNode } = Node.prototype;
const { closest, getBoundingClientRect, getAttribute } = Element.prototype;
const { querySelectorAll } = Document.prototype;

export const rootOf: (of: Document) => HTMLElement = getter(Document.prototype, 'documentElement');
export const isConnected: (of: Node) => boolean = getter(Node.prototype, 'isConnected');
export const parentOf: (of: Node) => HTMLElement | null = getter(Node.prototype, 'parentElement');
export const nodeTypeOf: (of: Node) => number = getter(Node.prototype, 'nodeType');
export const titleOf: (of: Document) => string = getter(Document.prototype, 'title');
export const activeOf: (of: Document) => Element | null = getter(Document.prototype, 'activeElement');
export const textOf: (of: Node) => string | null = getter(Node.prototype, 'textContent');
export const shadowOf: (of: Element) => ShadowRoot | null = getter(Element.prototype, 'shadowRoot');

const rootNodeOf = (of: Node): Node => Reflect.apply(getRootNode, of, []);
export const elementsAt = (x: number, y: number): Element[] =>
  Reflect.apply(elementsFromPoint, document, [x, y]);
export const walkTexts = (root: Node): TreeWalker =>
  Reflect.apply(createTreeWalker, document, [root, NodeFilter.SHOW_TEXT]);
export const walkElements = (root: Node): TreeWalker =>
  Reflect.apply(createTreeWalker, document, [root, NodeFilter.SHOW_ELEMENT]);
/** A walker over texts and elements, positioned at `from`. */
export const walkContent = (from: Text): TreeWalker => {
  const shown = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walker: TreeWalker = Reflect.apply(createTreeWalker, document, [rootNodeOf(from), shown]);
  walker.currentNode = from;
  return walker;
};
type NewElement = <K extends keyof HTMLElementTagNameMap>(name: K) => HTMLElementTagNameMap[K];
export const newElement: NewElement = createElement.bind(document);
export const newRange = (): Range => Reflect.apply(createRange, document, []);
export const caretAt = (x: number, y: number, shadowRoots: ShadowRoot[]): CaretPosition | null =>
  Reflect.apply(caretPositionFromPoint, document, [x, y, { shadowRoots }]);
export const closestTo = (element: Element, selector: string): Element | null =>
  Reflect.apply(closest, element, [selector]);
export const rectOf = (element: Element): DOMRect => Reflect.apply(getBoundingClientRect, element, []);
export const attributeOf = (element: Element, name: string): string | null =>
  Reflect.apply(getAttribute, element, [name]);
export const allOf = (selector: string): NodeListOf<Element> =>
  Reflect.apply(querySelectorAll, document, [selector]);
