import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { check, resolveConfig } from 'prettier';
import ts from 'typescript';

// In a process of its own: jest refuses the way in which prettier loads its parsers.
const root = resolve(__dirname, '../../..');
const [folder = ''] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(folder, name));

/** The files and what they import, with the settings of the tree: nothing else of it is read. */
function programOf() {
  const { config: settings } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...settings, include: [], files }, ts.sys, root);
  return ts.createProgram(files, options);
}

async function inspect() {
  const program = programOf();
  const types = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, programs: [program] } } },
  });
  const lint = (await eslint.lintFiles(files)).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message, line }) => `${filePath}:${line}: ${message} (${ruleId})`),
  );
  const format: string[] = [];
  for (const file of files) {
    const text = ts.sys.readFile(file) ?? '';
    if (!(await check(text, { ...(await resolveConfig(file)), filepath: file })))
      format.push(`${file} is not formatted`);
  }
  process.stdout.write(JSON.stringify({ files: files.length, problems: [...types, ...lint, ...format] }));
}

void inspect();
