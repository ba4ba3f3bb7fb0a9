import {
  type BindingElement,
  isBindingElement,
  isClassDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isObjectBindingPattern,
  isParameterDeclaration,
  isPropertySignatureDeclaration,
  isTypeAliasDeclaration,
  isVariableDeclaration,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import { inParsed } from "./parsed";

export type DeclaredName = { file: string; name: string; isProperty: boolean };

/** The names that these files declare: variables, parameters, functions, classes, types, and the properties of types. */
export const declaredNames = (files: string[]): DeclaredName[] => inParsed(files, namesIn);

function namesIn(source: SourceFile): Omit<DeclaredName, "file">[] {
  const found: Omit<DeclaredName, "file">[] = [];
  const visit = (node: Node): void => {
    const name = nameOf(node);
    if (name && isIdentifier(name)) found.push({ name: name.text, isProperty: isPropertySignatureDeclaration(node) });
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function nameOf(node: Node): Node | undefined {
  if (isBindingElement(node)) return takesPropertyName(node) ? undefined : node.name;
  const declares =
    isVariableDeclaration(node) ||
    isParameterDeclaration(node) ||
    isFunctionDeclaration(node) ||
    isClassDeclaration(node) ||
    isTypeAliasDeclaration(node) ||
    isPropertySignatureDeclaration(node);
  return declares ? node.name : undefined;
}

/** `{ late }`: whoever declared the property chose the name. */
const takesPropertyName = (element: BindingElement): boolean =>
  isObjectBindingPattern(element.parent) && !element.propertyName && !element.dotDotDotToken;
