/** Whether the type checker, which every commit has to pass, refuses a mutant that no test sees. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './mocha-run.ts';
import { mutated, type Mutant } from './mutants.ts';

const configured = () => {
  const path = join(root, 'tsconfig.json');
  const read = ts.readJsonConfigFile(path, (file) => readFileSync(file, 'utf8'));
  return ts.parseJsonSourceFileConfigFileContent(read, ts.sys, root);
};

/** Keeps the whole program; a mutant costs the check of its own file only. */
export const createTypeCheck = () => {
  const { fileNames, options } = configured();
  const changed = new Map<string, { readonly version: number; readonly text: string }>();
  let version = 0;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ ...options, incremental: false }),
    getScriptFileNames: () => fileNames,
    getScriptVersion: (file) => String(changed.get(file)?.version ?? 0),
    getScriptSnapshot: (file) => {
      const text = changed.get(file)?.text ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    readDirectory: (...given) => ts.sys.readDirectory(...given),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
  };
  const service = ts.createLanguageService(host);
  return (mutant: Mutant): boolean => {
    const file = join(root, mutant.file);
    const source = readFileSync(file, 'utf8');
    version += 1;
    changed.set(file, { version, text: mutated(source, mutant) });
    const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
    version += 1;
    changed.set(file, { version, text: source });
    return found.some(({ category }) => category === ts.DiagnosticCategory.Error);
  };
};
