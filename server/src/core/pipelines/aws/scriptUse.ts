import { deploysToAws, isPlain, WRAPPERS } from '../../knowledge/aws/needs/programs.js';
import { awsCommandUse } from '../../knowledge/commands/aws.js';
import { hasFlag, mentions, operands, options } from '../../knowledge/commands/commandUse.js';
import { commandUse } from '../../knowledge/commands/index.js';
import { runCommand } from '../../knowledge/commands/runners.js';
import type { ShellCommand } from '../../model/shellScript.js';
import { imageUse } from './images.js';
import type { PipelineScript } from '../script.js';
import { BRANCHES, isReadWhole } from '../script.js';
import type { AwsStepUse, AwsSurroundings } from './use.js';
import { allUses, NO_AWS, openUse } from './use.js';
import { quoted } from '../../text/quoted.js';

/** A remote may be one of CodeCommit: https://docs.aws.amazon.com/codecommit/latest/userguide/auth-and-access-control-permissions-reference.html */
const GIT: AwsStepUse = {
  needs: [],
  gaps: [{ why: 'where git pulls from and pushes to is not known', rights: ['codecommit:Git*'] }],
};

/** What the commands of a script do in AWS. */
export function awsScriptUse(step: AwsSurroundings, script: PipelineScript): AwsStepUse {
  let { registry } = step;
  const uses = script.commands.map((command) => {
    const use = useOf({ ...step, registry }, command);
    registry ||= use.registryLogin === true;
    return use;
  });
  const all = allUses([
    ...uses,
    ...(isReadWhole(script) ? [] : [openUse(`part of ${step.label} cannot be read`)]),
  ]);
  if (!BRANCHES.test(script.text)) return all;
  return { ...all, needs: all.needs.map((need) => ({ ...need, conditional: true })) };
}

/** What stands behind more runners than anybody writes is not read. */
const MOST_RUNNERS = 20;

function useOf(step: AwsSurroundings, command: ShellCommand, around = 0): AwsStepUse {
  const inner = WRAPPERS.has(command.name) ? wrapped(command) : runCommand(command);
  if (inner !== undefined && around < MOST_RUNNERS) return useOf(step, inner, around + 1);
  const { name } = command;
  const words = command.args.map(({ text }) => text).join(' ');
  if (name === 'aws') return cliUse(step, command);
  if (CONTAINERS.has(name) || (name === 'helm' && /^(?:push|pull)\b/u.test(words))) {
    return containerUse(step, command, words);
  }
  const { label } = step;
  const deploys = deploysToAws(name, words);
  if (deploys === true) {
    return openUse(`what ${quoted(name)} does in AWS stands in its own files (${label})`);
  }
  if (mentions(command, /^--aws-sigv4/u)) {
    return openUse(`what ${quoted(name)} asks AWS for is not read here (${label})`);
  }
  if (name === 'git') return GIT;
  if (deploys === false || isPlain(name, words)) return NO_AWS;
  const { runs } = commandUse(command);
  if (runs === undefined) return NO_AWS;
  const what = name === '' ? 'a computed command' : quoted(name);
  return openUse(`what ${what} does with the session is not read here (${label})`, runs === 'conventional');
}

/** The command in the words of a program that runs it, as far as it is one that is known to act in AWS. */
function wrapped(command: ShellCommand): ShellCommand | undefined {
  const at = command.args.findIndex(({ text, dynamic }) => !dynamic && /^(?:aws|docker)$/u.test(text));
  return at < 0 || /^-[vV]$/u.test(command.args[0]?.text ?? '')
    ? undefined
    : { ...command, name: command.args[at]?.text ?? '', args: command.args.slice(at + 1) };
}

function cliUse(step: AwsSurroundings, command: ShellCommand): AwsStepUse {
  const { label } = step;
  const { needs, open } = awsCommandUse(command, step.catalogue);
  const verbs = operands(command, VALUED).slice(0, 2);
  const why = `run ${quoted(`aws ${verbs.join(' ')}`)}`;
  return {
    needs: needs.map((need) => ({ ...need, why, conditional: false, by: 'environment' as const })),
    gaps: open === undefined ? [] : [{ why: `what ${open} is not known (${label})`, rights: 'all' }],
    ...(/^ecr(?:-public)? get-login/u.test(verbs.join(' ')) ? { registryLogin: true } : {}),
  };
}

const VALUED = /^--(?:region|profile|output|query|endpoint-url|color|ca-bundle)$/u;

/** Tools that push and pull images. */
const CONTAINERS: ReadonlySet<string> = new Set(
  'docker docker-compose podman nerdctl buildah crane skopeo regctl oras ko cosign'.split(' '),
);

/** What a container that is run sees of the session. */
const HANDED_IN = /AWS_|^(?:-e|--env|--env-file)(?:$|=)|\.aws\b/u;

function containerUse(step: AwsSurroundings, command: ShellCommand, words: string): AwsStepUse {
  const { name } = command;
  if (/^(?:run|exec|compose)\b/u.test(words) && mentions(command, HANDED_IN)) {
    return openUse(`what the container does with the session is not read here (${step.label})`);
  }
  if (
    /^(?:login|logout|tag|images?|ps|inspect|info|version|system|stop|rm|rmi|logs|network|volume)\b/u.test(
      words,
    )
  ) {
    return NO_AWS;
  }
  const tags = options(command, '-t', '--tag');
  const names = tags.length > 0 ? tags : operands(command).filter((word) => /[/:$]/u.test(word));
  const [, verb = ''] = /^(?:image |manifest )?(\w+)/u.exec(words) ?? [];
  return imageUse(step, {
    pushes: pushesOf(command, name, verb),
    names,
    why: `run ${quoted(`${name} ${verb}`)}`,
  });
}

function pushesOf(command: ShellCommand, name: string, verb: string): boolean | 'maybe' {
  if (verb === 'push' || hasFlag(command, '--push')) return true;
  if (/^(?:docker|podman|nerdctl|buildah)$/u.test(name)) return verb === 'compose' ? 'maybe' : false;
  return name === 'helm' ? false : 'maybe';
}
