import { describe, expect, it } from 'vitest';
import { Renderer } from '../../../../../server/src/core/platforms/kubernetes/helm/render.js';
import { parseTemplate } from '../../../../../server/src/core/platforms/kubernetes/helm/template.js';
import type { Value } from '../../../../../server/src/core/platforms/kubernetes/helm/values.js';
import { UNKNOWN, valueOf } from '../../../../../server/src/core/platforms/kubernetes/helm/values.js';
import { parse } from '../../../../../server/src/core/syntax/parse.js';

const UNTOLD = '\uFFFC';

/** What a template renders to with these values, and whether something in it is not known. */
function rendered(text: string, values = ''): { readonly text: string; readonly isOpen: boolean } {
  const template = parseTemplate(text);
  const renderer = new Renderer(template.defines);
  const root = new Map<string, Value>([
    ['Values', valueOf(parse(values === '' ? '{}' : values, 'yaml').documents[0])],
    ['Release', new Map([['Name', 'rel']])],
    ['Capabilities', UNKNOWN],
  ]);
  const out = renderer.render(template, root).map((piece) => piece.text);
  return { text: out.join(''), isOpen: renderer.isOpen || !template.complete };
}

describe('templates of Helm', () => {
  it.each([
    ['{{ .Values.a }}', 'a: b', 'b'],
    ['{{ .Values.a.b.c }}', 'a: {}', ''],
    ['x {{- " y " -}} z', '', 'x y z'],
    ['{{/* no {{ . }} */}}a', '', 'a'],
    ['{{ if .Values.a }}1{{ else if .Values.b }}2{{ else }}3{{ end }}', 'b: yes', '2'],
    ['{{ if and .Values.a (not .Values.b) }}1{{ else }}2{{ end }}', 'a: 1\nb: 0', '1'],
    ['{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ else }}none{{ end }}', 'a: { b: 1 }\nc: 2', '12'],
    ['{{ with .Values.a }}{{ .b }}{{ else }}none{{ end }}', 'c: 2', 'none'],
    ['{{ range .Values.l }}[{{ . }}]{{ else }}empty{{ end }}', 'l: [a, b]', '[a][b]'],
    ['{{ range .Values.l }}[{{ . }}]{{ else }}empty{{ end }}', 'l: []', 'empty'],
    ['{{ range $k, $v := .Values.m }}{{ $k }}={{ $v }};{{ end }}', 'm: { b: 2, a: 1 }', 'a=1;b=2;'],
    [
      '{{ range $i, $v := .Values.l }}{{ if eq $v "b" }}{{ continue }}{{ end }}{{ $i }}{{ $v }}{{ end }}',
      'l: [a, b, c]',
      '0a2c',
    ],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '', '2'],
    [
      '{{ define "n" }}<{{ . }}>{{ end }}{{ include "n" .Values.a | upper }}{{ template "n" "b" }}',
      'a: x',
      '<X><b>',
    ],
    ['{{ default "d" .Values.a | quote }}', '', '"d"'],
    ['{{ printf "%s-%d %q" .Release.Name 3 "x" | trunc 8 }}', '', 'rel-3 "x'],
    ['{{ "abc--" | trimSuffix "-" | trimSuffix "-" }}', '', 'abc'],
    [
      'a:{{ .Values.m | toYaml | nindent 2 }}',
      'm: { k: [1, x: z], s: "true" }',
      'a:\n  k:\n  - 1\n  - x: z\n  s: "true"',
    ],
    ['{{ (index .Values.l 1).name }}', 'l: [{ name: a }, { name: b }]', 'b'],
    ['{{ dict "a" 1 "b" (list 1 2) | toJson }}', '', '{"a":1,"b":[1,2]}'],
    ['{{ ternary "y" "n" (hasKey .Values "a") }}{{ coalesce .Values.z .Values.a }}', 'a: q', 'yq'],
    ['{{ merge (dict "a" 1) (dict "a" 2 "b" 3) | toJson }}', '', '{"a":1,"b":3}'],
    ['{{ tpl .Values.t . }}', 't: "{{ .Release.Name }}-x"', 'rel-x'],
    ['{{ .Values.s | replace "+" "_" | lower | b64enc }}', 's: A+b', UNTOLD],
    [
      '{{ if semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version }}new{{ else }}old{{ end }}',
      '',
      'new',
    ],
    ['{{ join "," .Values.l }}{{ len .Values.l }}{{ has "b" .Values.l }}', 'l: [a, b]', 'a,b2true'],
  ])('renders %s', (template, values, expected) => {
    expect(rendered(template, values).text).toBe(expected);
  });

  it('keeps an unknown part where only a cluster tells, and says so', () => {
    expect(rendered('a-{{ .Capabilities.KubeVersion.Minor }}')).toEqual({
      text: `a-${UNTOLD}`,
      isOpen: false,
    });
    expect(rendered('{{ if .Capabilities.APIVersions.Has "v1" }}a{{ else }}b{{ end }}')).toEqual({
      text: 'a',
      isOpen: true,
    });
    expect(rendered('{{ .Values.a | sha256sum }}').isOpen).toBe(true);
  });

  it('ends, whatever includes itself or repeats', () => {
    const loops = '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}';
    expect(rendered(loops).isOpen).toBe(true);
    const nested = '{{ range until 2000 }}{{ range until 2000 }}x{{ end }}{{ end }}';
    expect(rendered(nested).isOpen).toBe(true);
  });

  it.each([
    '{{',
    '{{ if }}',
    '{{ end }}{{ else }}x',
    '{{ range',
    '{{ if .a }}{{ with .b }}',
    '{{ "a }}',
    '{{ $ := 1 }}',
    '{{ ((( }}',
  ])('reads broken text %s without failing', (text) => {
    expect(() => rendered(text)).not.toThrow();
  });
});
