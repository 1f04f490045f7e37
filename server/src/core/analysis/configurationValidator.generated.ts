// @ts-nocheck -- written by ajv
// Generated from schemas/configuration.schema.json by `npm run generate`. Do not edit.

export const validate = validate10;

const schema11 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    rules: {
      type: 'object',
      additionalProperties: {
        anyOf: [
          { $ref: '#/definitions/severity' },
          {
            type: 'object',
            additionalProperties: false,
            properties: {
              severity: { anyOf: [{ $ref: '#/definitions/severity' }] },
              paths: { $ref: '#/definitions/globs' },
              exclude: { $ref: '#/definitions/globs' },
            },
          },
        ],
      },
    },
    assume: {
      type: 'object',
      additionalProperties: false,
      properties: {
        defaultTokenPermissions: { anyOf: [{ const: 'permissive' }, { const: 'restricted' }] },
        environments: {
          type: 'object',
          propertyNames: {},
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            required: ['reviewers'],
            properties: { reviewers: { type: 'boolean' } },
          },
        },
        runners: {
          type: 'object',
          propertyNames: {},
          additionalProperties: { anyOf: [{ const: 'ephemeral' }, { const: 'persistent' }] },
        },
        blockedEvents: { type: 'array', items: { type: 'string', pattern: '^[a-z_]+$' } },
        repository: { type: 'string', pattern: '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$' },
        subject: {
          type: 'object',
          additionalProperties: false,
          properties: {
            identifiers: { type: 'boolean' },
            prefix: { type: 'string', pattern: '^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$' },
            template: {
              anyOf: [
                { const: 'default' },
                { type: 'array', items: { type: 'string', pattern: '^[a-z_]+$' } },
              ],
            },
          },
        },
      },
    },
    sensitive: {
      type: 'object',
      additionalProperties: false,
      properties: {
        production: { $ref: '#/definitions/names' },
        billing: { $ref: '#/definitions/names' },
        'customer-data': { $ref: '#/definitions/names' },
        admin: { $ref: '#/definitions/names' },
        publishing: { $ref: '#/definitions/names' },
      },
    },
    limits: {
      type: 'object',
      additionalProperties: false,
      properties: {
        'long-session': {
          anyOf: [
            { type: 'integer', minimum: 1 },
            { type: 'string', pattern: '^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$' },
          ],
        },
      },
    },
    ignore: { $ref: '#/definitions/globs' },
    scopes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['identities'],
        properties: {
          identities: { $ref: '#/definitions/names' },
          files: { $ref: '#/definitions/globs' },
          may: { $ref: '#/definitions/reaches' },
          lasts: { $ref: '#/definitions/life' },
          credentialsLast: { $ref: '#/definitions/life' },
          startedBy: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: {
                event: { type: 'string', pattern: '^.{1,2000}$' },
                actor: {
                  anyOf: [
                    { const: 'anyone' },
                    { const: 'outside-contributor' },
                    { const: 'another-session' },
                    { const: 'workload' },
                    { const: 'collaborator' },
                    { const: 'maintainer' },
                    { const: 'schedule' },
                  ],
                },
                conditions: { $ref: '#/definitions/names' },
                withheld: { type: 'array', items: { anyOf: [{ const: 'writes' }, { const: 'secrets' }] } },
              },
            },
          },
          gates: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: {
                before: { $ref: '#/definitions/reaches' },
                name: { type: 'string', pattern: '^.{1,200}$' },
                kind: {
                  anyOf: [
                    { const: 'approval' },
                    { const: 'step-up' },
                    { const: 'condition' },
                    { const: 'fresh-session' },
                    { const: 'human-in-the-loop' },
                  ],
                },
                proof: { anyOf: [{ const: 'files' }, { const: 'settings' }] },
              },
            },
          },
          notKnown: { type: 'array', items: { type: 'string', pattern: '^.{1,1000}$' } },
        },
      },
    },
    actions: {
      type: 'object',
      propertyNames: {
        pattern: '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
      },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['token'],
        properties: {
          token: {
            anyOf: [
              { const: 'none' },
              { const: 'default' },
              { type: 'array', items: { type: 'string' } },
              {
                type: 'object',
                additionalProperties: false,
                properties: {
                  inputs: { type: 'array', items: { type: 'string' } },
                  env: { type: 'array', items: { type: 'string' } },
                  default: { type: 'boolean' },
                },
              },
            ],
          },
          needs: {
            type: 'object',
            propertyNames: {},
            additionalProperties: { anyOf: [{ const: 'read' }, { const: 'write' }] },
          },
          federates: { type: 'boolean' },
          source: { type: 'string' },
        },
      },
    },
  },
  definitions: {
    severity: {
      anyOf: [
        { const: 'off' },
        { const: 'hint' },
        { const: 'information' },
        { const: 'warning' },
        { const: 'error' },
      ],
    },
    life: {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: '^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$' },
      ],
    },
    reaches: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          system: { type: 'string', pattern: '^.{1,200}$' },
          access: { anyOf: [{ const: 'read' }, { const: 'write' }, { const: 'admin' }] },
          actions: { $ref: '#/definitions/texts' },
          on: { $ref: '#/definitions/texts' },
          only: { $ref: '#/definitions/texts' },
        },
      },
    },
    texts: { type: 'array', items: { type: 'string', pattern: '^.{1,1000}$' } },
    globs: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$' } },
    names: { type: 'array', items: { type: 'string', pattern: '^.{1,2000}$' } },
  },
};
const schema12 = {
  anyOf: [
    { const: 'off' },
    { const: 'hint' },
    { const: 'information' },
    { const: 'warning' },
    { const: 'error' },
  ],
};
const schema14 = { type: 'array', items: { type: 'string', pattern: '^.{1,200}$' } };
const schema16 = { type: 'array', items: { type: 'string', pattern: '^.{1,2000}$' } };
const schema28 = {
  anyOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', pattern: '^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$' },
  ],
};
const pattern0 = new RegExp('^.{1,200}$', 'u');
const pattern2 = new RegExp('^[a-z_]+$', 'u');
const pattern3 = new RegExp('^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$', 'u');
const pattern4 = new RegExp('^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$', 'u');
const pattern6 = new RegExp('^.{1,2000}$', 'u');
const pattern11 = new RegExp('^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$', 'u');
const pattern19 = new RegExp('^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$', 'u');
const pattern16 = new RegExp('^.{1,1000}$', 'u');
const pattern25 = new RegExp(
  '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
  'u',
);
const schema24 = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      system: { type: 'string', pattern: '^.{1,200}$' },
      access: { anyOf: [{ const: 'read' }, { const: 'write' }, { const: 'admin' }] },
      actions: { $ref: '#/definitions/texts' },
      on: { $ref: '#/definitions/texts' },
      only: { $ref: '#/definitions/texts' },
    },
  },
};
const schema25 = { type: 'array', items: { type: 'string', pattern: '^.{1,1000}$' } };

function validate11(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key0 in data0) {
          if (!(
            key0 === 'system' ||
            key0 === 'access' ||
            key0 === 'actions' ||
            key0 === 'on' ||
            key0 === 'only'
          )) {
            const err0 = {
              instancePath: instancePath + '/' + i0,
              schemaPath: '#/items/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key0 },
            };
            if (vErrors === null) {
              vErrors = [err0];
            } else {
              vErrors.push(err0);
            }
            errors++;
          }
        }
        if (data0.system !== undefined) {
          let data1 = data0.system;
          if (typeof data1 === 'string') {
            if (!pattern0.test(data1)) {
              const err1 = {
                instancePath: instancePath + '/' + i0 + '/system',
                schemaPath: '#/items/properties/system/pattern',
                keyword: 'pattern',
                params: { pattern: '^.{1,200}$' },
              };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = {
              instancePath: instancePath + '/' + i0 + '/system',
              schemaPath: '#/items/properties/system/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
        if (data0.access !== undefined) {
          let data2 = data0.access;
          const _errs7 = errors;
          let valid3 = false;
          const _errs8 = errors;
          if ('read' !== data2) {
            const err3 = {
              instancePath: instancePath + '/' + i0 + '/access',
              schemaPath: '#/items/properties/access/anyOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'read' },
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
          var _valid0 = _errs8 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const _errs9 = errors;
            if ('write' !== data2) {
              const err4 = {
                instancePath: instancePath + '/' + i0 + '/access',
                schemaPath: '#/items/properties/access/anyOf/1/const',
                keyword: 'const',
                params: { allowedValue: 'write' },
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            var _valid0 = _errs9 === errors;
            valid3 = valid3 || _valid0;
            if (!valid3) {
              const _errs10 = errors;
              if ('admin' !== data2) {
                const err5 = {
                  instancePath: instancePath + '/' + i0 + '/access',
                  schemaPath: '#/items/properties/access/anyOf/2/const',
                  keyword: 'const',
                  params: { allowedValue: 'admin' },
                };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
              var _valid0 = _errs10 === errors;
              valid3 = valid3 || _valid0;
            }
          }
          if (!valid3) {
            const err6 = {
              instancePath: instancePath + '/' + i0 + '/access',
              schemaPath: '#/items/properties/access/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          } else {
            errors = _errs7;
            if (vErrors !== null) {
              if (_errs7) {
                vErrors.length = _errs7;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.actions !== undefined) {
          let data3 = data0.actions;
          if (Array.isArray(data3)) {
            const len1 = data3.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data4 = data3[i1];
              if (typeof data4 === 'string') {
                if (!pattern16.test(data4)) {
                  const err7 = {
                    instancePath: instancePath + '/' + i0 + '/actions/' + i1,
                    schemaPath: '#/definitions/texts/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,1000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err7];
                  } else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
              } else {
                const err8 = {
                  instancePath: instancePath + '/' + i0 + '/actions/' + i1,
                  schemaPath: '#/definitions/texts/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
          } else {
            const err9 = {
              instancePath: instancePath + '/' + i0 + '/actions',
              schemaPath: '#/definitions/texts/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        if (data0.on !== undefined) {
          let data5 = data0.on;
          if (Array.isArray(data5)) {
            const len2 = data5.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data6 = data5[i2];
              if (typeof data6 === 'string') {
                if (!pattern16.test(data6)) {
                  const err10 = {
                    instancePath: instancePath + '/' + i0 + '/on/' + i2,
                    schemaPath: '#/definitions/texts/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,1000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
              } else {
                const err11 = {
                  instancePath: instancePath + '/' + i0 + '/on/' + i2,
                  schemaPath: '#/definitions/texts/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
          } else {
            const err12 = {
              instancePath: instancePath + '/' + i0 + '/on',
              schemaPath: '#/definitions/texts/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data0.only !== undefined) {
          let data7 = data0.only;
          if (Array.isArray(data7)) {
            const len3 = data7.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data8 = data7[i3];
              if (typeof data8 === 'string') {
                if (!pattern16.test(data8)) {
                  const err13 = {
                    instancePath: instancePath + '/' + i0 + '/only/' + i3,
                    schemaPath: '#/definitions/texts/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,1000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    vErrors.push(err13);
                  }
                  errors++;
                }
              } else {
                const err14 = {
                  instancePath: instancePath + '/' + i0 + '/only/' + i3,
                  schemaPath: '#/definitions/texts/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
          } else {
            const err15 = {
              instancePath: instancePath + '/' + i0 + '/only',
              schemaPath: '#/definitions/texts/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/' + i0,
          schemaPath: '#/items/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
  } else {
    const err17 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'array' } };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'rules' ||
        key0 === 'assume' ||
        key0 === 'sensitive' ||
        key0 === 'limits' ||
        key0 === 'ignore' ||
        key0 === 'scopes' ||
        key0 === 'actions'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rules !== undefined) {
      let data0 = data.rules;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          const _errs6 = errors;
          let valid2 = false;
          const _errs7 = errors;
          const _errs9 = errors;
          let valid4 = false;
          const _errs10 = errors;
          if ('off' !== data1) {
            const err1 = {
              instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/severity/anyOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'off' },
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
          var _valid1 = _errs10 === errors;
          valid4 = valid4 || _valid1;
          if (!valid4) {
            const _errs11 = errors;
            if ('hint' !== data1) {
              const err2 = {
                instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/severity/anyOf/1/const',
                keyword: 'const',
                params: { allowedValue: 'hint' },
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
            var _valid1 = _errs11 === errors;
            valid4 = valid4 || _valid1;
            if (!valid4) {
              const _errs12 = errors;
              if ('information' !== data1) {
                const err3 = {
                  instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/severity/anyOf/2/const',
                  keyword: 'const',
                  params: { allowedValue: 'information' },
                };
                if (vErrors === null) {
                  vErrors = [err3];
                } else {
                  vErrors.push(err3);
                }
                errors++;
              }
              var _valid1 = _errs12 === errors;
              valid4 = valid4 || _valid1;
              if (!valid4) {
                const _errs13 = errors;
                if ('warning' !== data1) {
                  const err4 = {
                    instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                    schemaPath: '#/definitions/severity/anyOf/3/const',
                    keyword: 'const',
                    params: { allowedValue: 'warning' },
                  };
                  if (vErrors === null) {
                    vErrors = [err4];
                  } else {
                    vErrors.push(err4);
                  }
                  errors++;
                }
                var _valid1 = _errs13 === errors;
                valid4 = valid4 || _valid1;
                if (!valid4) {
                  const _errs14 = errors;
                  if ('error' !== data1) {
                    const err5 = {
                      instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/definitions/severity/anyOf/4/const',
                      keyword: 'const',
                      params: { allowedValue: 'error' },
                    };
                    if (vErrors === null) {
                      vErrors = [err5];
                    } else {
                      vErrors.push(err5);
                    }
                    errors++;
                  }
                  var _valid1 = _errs14 === errors;
                  valid4 = valid4 || _valid1;
                }
              }
            }
          }
          if (!valid4) {
            const err6 = {
              instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/severity/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          } else {
            errors = _errs9;
            if (vErrors !== null) {
              if (_errs9) {
                vErrors.length = _errs9;
              } else {
                vErrors = null;
              }
            }
          }
          var _valid0 = _errs7 === errors;
          valid2 = valid2 || _valid0;
          if (!valid2) {
            const _errs15 = errors;
            if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
              for (const key2 in data1) {
                if (!(key2 === 'severity' || key2 === 'paths' || key2 === 'exclude')) {
                  const err7 = {
                    instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                    schemaPath: '#/properties/rules/additionalProperties/anyOf/1/additionalProperties',
                    keyword: 'additionalProperties',
                    params: { additionalProperty: key2 },
                  };
                  if (vErrors === null) {
                    vErrors = [err7];
                  } else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
              }
              if (data1.severity !== undefined) {
                let data2 = data1.severity;
                const _errs19 = errors;
                let valid6 = false;
                const _errs20 = errors;
                const _errs22 = errors;
                let valid8 = false;
                const _errs23 = errors;
                if ('off' !== data2) {
                  const err8 = {
                    instancePath:
                      instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1') + '/severity',
                    schemaPath: '#/definitions/severity/anyOf/0/const',
                    keyword: 'const',
                    params: { allowedValue: 'off' },
                  };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
                var _valid3 = _errs23 === errors;
                valid8 = valid8 || _valid3;
                if (!valid8) {
                  const _errs24 = errors;
                  if ('hint' !== data2) {
                    const err9 = {
                      instancePath:
                        instancePath +
                        '/rules/' +
                        key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/severity',
                      schemaPath: '#/definitions/severity/anyOf/1/const',
                      keyword: 'const',
                      params: { allowedValue: 'hint' },
                    };
                    if (vErrors === null) {
                      vErrors = [err9];
                    } else {
                      vErrors.push(err9);
                    }
                    errors++;
                  }
                  var _valid3 = _errs24 === errors;
                  valid8 = valid8 || _valid3;
                  if (!valid8) {
                    const _errs25 = errors;
                    if ('information' !== data2) {
                      const err10 = {
                        instancePath:
                          instancePath +
                          '/rules/' +
                          key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/severity',
                        schemaPath: '#/definitions/severity/anyOf/2/const',
                        keyword: 'const',
                        params: { allowedValue: 'information' },
                      };
                      if (vErrors === null) {
                        vErrors = [err10];
                      } else {
                        vErrors.push(err10);
                      }
                      errors++;
                    }
                    var _valid3 = _errs25 === errors;
                    valid8 = valid8 || _valid3;
                    if (!valid8) {
                      const _errs26 = errors;
                      if ('warning' !== data2) {
                        const err11 = {
                          instancePath:
                            instancePath +
                            '/rules/' +
                            key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/severity',
                          schemaPath: '#/definitions/severity/anyOf/3/const',
                          keyword: 'const',
                          params: { allowedValue: 'warning' },
                        };
                        if (vErrors === null) {
                          vErrors = [err11];
                        } else {
                          vErrors.push(err11);
                        }
                        errors++;
                      }
                      var _valid3 = _errs26 === errors;
                      valid8 = valid8 || _valid3;
                      if (!valid8) {
                        const _errs27 = errors;
                        if ('error' !== data2) {
                          const err12 = {
                            instancePath:
                              instancePath +
                              '/rules/' +
                              key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/severity',
                            schemaPath: '#/definitions/severity/anyOf/4/const',
                            keyword: 'const',
                            params: { allowedValue: 'error' },
                          };
                          if (vErrors === null) {
                            vErrors = [err12];
                          } else {
                            vErrors.push(err12);
                          }
                          errors++;
                        }
                        var _valid3 = _errs27 === errors;
                        valid8 = valid8 || _valid3;
                      }
                    }
                  }
                }
                if (!valid8) {
                  const err13 = {
                    instancePath:
                      instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1') + '/severity',
                    schemaPath: '#/definitions/severity/anyOf',
                    keyword: 'anyOf',
                    params: {},
                  };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    vErrors.push(err13);
                  }
                  errors++;
                } else {
                  errors = _errs22;
                  if (vErrors !== null) {
                    if (_errs22) {
                      vErrors.length = _errs22;
                    } else {
                      vErrors = null;
                    }
                  }
                }
                var _valid2 = _errs20 === errors;
                valid6 = valid6 || _valid2;
                if (!valid6) {
                  const err14 = {
                    instancePath:
                      instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1') + '/severity',
                    schemaPath: '#/properties/rules/additionalProperties/anyOf/1/properties/severity/anyOf',
                    keyword: 'anyOf',
                    params: {},
                  };
                  if (vErrors === null) {
                    vErrors = [err14];
                  } else {
                    vErrors.push(err14);
                  }
                  errors++;
                } else {
                  errors = _errs19;
                  if (vErrors !== null) {
                    if (_errs19) {
                      vErrors.length = _errs19;
                    } else {
                      vErrors = null;
                    }
                  }
                }
              }
              if (data1.paths !== undefined) {
                let data3 = data1.paths;
                if (Array.isArray(data3)) {
                  const len0 = data3.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data4 = data3[i0];
                    if (typeof data4 === 'string') {
                      if (!pattern0.test(data4)) {
                        const err15 = {
                          instancePath:
                            instancePath +
                            '/rules/' +
                            key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/paths/' +
                            i0,
                          schemaPath: '#/definitions/globs/items/pattern',
                          keyword: 'pattern',
                          params: { pattern: '^.{1,200}$' },
                        };
                        if (vErrors === null) {
                          vErrors = [err15];
                        } else {
                          vErrors.push(err15);
                        }
                        errors++;
                      }
                    } else {
                      const err16 = {
                        instancePath:
                          instancePath +
                          '/rules/' +
                          key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/paths/' +
                          i0,
                        schemaPath: '#/definitions/globs/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                      };
                      if (vErrors === null) {
                        vErrors = [err16];
                      } else {
                        vErrors.push(err16);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err17 = {
                    instancePath:
                      instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1') + '/paths',
                    schemaPath: '#/definitions/globs/type',
                    keyword: 'type',
                    params: { type: 'array' },
                  };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
              }
              if (data1.exclude !== undefined) {
                let data5 = data1.exclude;
                if (Array.isArray(data5)) {
                  const len1 = data5.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    let data6 = data5[i1];
                    if (typeof data6 === 'string') {
                      if (!pattern0.test(data6)) {
                        const err18 = {
                          instancePath:
                            instancePath +
                            '/rules/' +
                            key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/exclude/' +
                            i1,
                          schemaPath: '#/definitions/globs/items/pattern',
                          keyword: 'pattern',
                          params: { pattern: '^.{1,200}$' },
                        };
                        if (vErrors === null) {
                          vErrors = [err18];
                        } else {
                          vErrors.push(err18);
                        }
                        errors++;
                      }
                    } else {
                      const err19 = {
                        instancePath:
                          instancePath +
                          '/rules/' +
                          key1.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/exclude/' +
                          i1,
                        schemaPath: '#/definitions/globs/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                      };
                      if (vErrors === null) {
                        vErrors = [err19];
                      } else {
                        vErrors.push(err19);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err20 = {
                    instancePath:
                      instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1') + '/exclude',
                    schemaPath: '#/definitions/globs/type',
                    keyword: 'type',
                    params: { type: 'array' },
                  };
                  if (vErrors === null) {
                    vErrors = [err20];
                  } else {
                    vErrors.push(err20);
                  }
                  errors++;
                }
              }
            } else {
              const err21 = {
                instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/properties/rules/additionalProperties/anyOf/1/type',
                keyword: 'type',
                params: { type: 'object' },
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            var _valid0 = _errs15 === errors;
            valid2 = valid2 || _valid0;
          }
          if (!valid2) {
            const err22 = {
              instancePath: instancePath + '/rules/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/rules/additionalProperties/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          } else {
            errors = _errs6;
            if (vErrors !== null) {
              if (_errs6) {
                vErrors.length = _errs6;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err23 = {
          instancePath: instancePath + '/rules',
          schemaPath: '#/properties/rules/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.assume !== undefined) {
      let data7 = data.assume;
      if (data7 && typeof data7 == 'object' && !Array.isArray(data7)) {
        for (const key3 in data7) {
          if (!(
            key3 === 'defaultTokenPermissions' ||
            key3 === 'environments' ||
            key3 === 'runners' ||
            key3 === 'blockedEvents' ||
            key3 === 'repository' ||
            key3 === 'subject'
          )) {
            const err24 = {
              instancePath: instancePath + '/assume',
              schemaPath: '#/properties/assume/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key3 },
            };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data7.defaultTokenPermissions !== undefined) {
          let data8 = data7.defaultTokenPermissions;
          const _errs42 = errors;
          let valid16 = false;
          const _errs43 = errors;
          if ('permissive' !== data8) {
            const err25 = {
              instancePath: instancePath + '/assume/defaultTokenPermissions',
              schemaPath: '#/properties/assume/properties/defaultTokenPermissions/anyOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'permissive' },
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
          var _valid4 = _errs43 === errors;
          valid16 = valid16 || _valid4;
          if (!valid16) {
            const _errs44 = errors;
            if ('restricted' !== data8) {
              const err26 = {
                instancePath: instancePath + '/assume/defaultTokenPermissions',
                schemaPath: '#/properties/assume/properties/defaultTokenPermissions/anyOf/1/const',
                keyword: 'const',
                params: { allowedValue: 'restricted' },
              };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            var _valid4 = _errs44 === errors;
            valid16 = valid16 || _valid4;
          }
          if (!valid16) {
            const err27 = {
              instancePath: instancePath + '/assume/defaultTokenPermissions',
              schemaPath: '#/properties/assume/properties/defaultTokenPermissions/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          } else {
            errors = _errs42;
            if (vErrors !== null) {
              if (_errs42) {
                vErrors.length = _errs42;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data7.environments !== undefined) {
          let data9 = data7.environments;
          if (data9 && typeof data9 == 'object' && !Array.isArray(data9)) {
            for (const key4 in data9) {
              let data10 = data9[key4];
              if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
                if (data10.reviewers === undefined) {
                  const err28 = {
                    instancePath:
                      instancePath + '/assume/environments/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
                    schemaPath: '#/properties/assume/properties/environments/additionalProperties/required',
                    keyword: 'required',
                    params: { missingProperty: 'reviewers' },
                  };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
                for (const key5 in data10) {
                  if (!(key5 === 'reviewers')) {
                    const err29 = {
                      instancePath:
                        instancePath +
                        '/assume/environments/' +
                        key4.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/assume/properties/environments/additionalProperties/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key5 },
                    };
                    if (vErrors === null) {
                      vErrors = [err29];
                    } else {
                      vErrors.push(err29);
                    }
                    errors++;
                  }
                }
                if (data10.reviewers !== undefined) {
                  if (typeof data10.reviewers !== 'boolean') {
                    const err30 = {
                      instancePath:
                        instancePath +
                        '/assume/environments/' +
                        key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/reviewers',
                      schemaPath:
                        '#/properties/assume/properties/environments/additionalProperties/properties/reviewers/type',
                      keyword: 'type',
                      params: { type: 'boolean' },
                    };
                    if (vErrors === null) {
                      vErrors = [err30];
                    } else {
                      vErrors.push(err30);
                    }
                    errors++;
                  }
                }
              } else {
                const err31 = {
                  instancePath:
                    instancePath + '/assume/environments/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/assume/properties/environments/additionalProperties/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
            }
          } else {
            const err32 = {
              instancePath: instancePath + '/assume/environments',
              schemaPath: '#/properties/assume/properties/environments/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data7.runners !== undefined) {
          let data12 = data7.runners;
          if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
            for (const key6 in data12) {
              let data13 = data12[key6];
              const _errs57 = errors;
              let valid20 = false;
              const _errs58 = errors;
              if ('ephemeral' !== data13) {
                const err33 = {
                  instancePath:
                    instancePath + '/assume/runners/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/assume/properties/runners/additionalProperties/anyOf/0/const',
                  keyword: 'const',
                  params: { allowedValue: 'ephemeral' },
                };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
              var _valid5 = _errs58 === errors;
              valid20 = valid20 || _valid5;
              if (!valid20) {
                const _errs59 = errors;
                if ('persistent' !== data13) {
                  const err34 = {
                    instancePath:
                      instancePath + '/assume/runners/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                    schemaPath: '#/properties/assume/properties/runners/additionalProperties/anyOf/1/const',
                    keyword: 'const',
                    params: { allowedValue: 'persistent' },
                  };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
                var _valid5 = _errs59 === errors;
                valid20 = valid20 || _valid5;
              }
              if (!valid20) {
                const err35 = {
                  instancePath:
                    instancePath + '/assume/runners/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/assume/properties/runners/additionalProperties/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              } else {
                errors = _errs57;
                if (vErrors !== null) {
                  if (_errs57) {
                    vErrors.length = _errs57;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err36 = {
              instancePath: instancePath + '/assume/runners',
              schemaPath: '#/properties/assume/properties/runners/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
        }
        if (data7.blockedEvents !== undefined) {
          let data14 = data7.blockedEvents;
          if (Array.isArray(data14)) {
            const len2 = data14.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data15 = data14[i2];
              if (typeof data15 === 'string') {
                if (!pattern2.test(data15)) {
                  const err37 = {
                    instancePath: instancePath + '/assume/blockedEvents/' + i2,
                    schemaPath: '#/properties/assume/properties/blockedEvents/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[a-z_]+$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                }
              } else {
                const err38 = {
                  instancePath: instancePath + '/assume/blockedEvents/' + i2,
                  schemaPath: '#/properties/assume/properties/blockedEvents/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
          } else {
            const err39 = {
              instancePath: instancePath + '/assume/blockedEvents',
              schemaPath: '#/properties/assume/properties/blockedEvents/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
        }
        if (data7.repository !== undefined) {
          let data16 = data7.repository;
          if (typeof data16 === 'string') {
            if (!pattern3.test(data16)) {
              const err40 = {
                instancePath: instancePath + '/assume/repository',
                schemaPath: '#/properties/assume/properties/repository/pattern',
                keyword: 'pattern',
                params: { pattern: '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$' },
              };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          } else {
            const err41 = {
              instancePath: instancePath + '/assume/repository',
              schemaPath: '#/properties/assume/properties/repository/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
        if (data7.subject !== undefined) {
          let data17 = data7.subject;
          if (data17 && typeof data17 == 'object' && !Array.isArray(data17)) {
            for (const key7 in data17) {
              if (!(key7 === 'identifiers' || key7 === 'prefix' || key7 === 'template')) {
                const err42 = {
                  instancePath: instancePath + '/assume/subject',
                  schemaPath: '#/properties/assume/properties/subject/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data17.identifiers !== undefined) {
              if (typeof data17.identifiers !== 'boolean') {
                const err43 = {
                  instancePath: instancePath + '/assume/subject/identifiers',
                  schemaPath: '#/properties/assume/properties/subject/properties/identifiers/type',
                  keyword: 'type',
                  params: { type: 'boolean' },
                };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
            }
            if (data17.prefix !== undefined) {
              let data19 = data17.prefix;
              if (typeof data19 === 'string') {
                if (!pattern4.test(data19)) {
                  const err44 = {
                    instancePath: instancePath + '/assume/subject/prefix',
                    schemaPath: '#/properties/assume/properties/subject/properties/prefix/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err44];
                  } else {
                    vErrors.push(err44);
                  }
                  errors++;
                }
              } else {
                const err45 = {
                  instancePath: instancePath + '/assume/subject/prefix',
                  schemaPath: '#/properties/assume/properties/subject/properties/prefix/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  vErrors.push(err45);
                }
                errors++;
              }
            }
            if (data17.template !== undefined) {
              let data20 = data17.template;
              const _errs74 = errors;
              let valid24 = false;
              const _errs75 = errors;
              if ('default' !== data20) {
                const err46 = {
                  instancePath: instancePath + '/assume/subject/template',
                  schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf/0/const',
                  keyword: 'const',
                  params: { allowedValue: 'default' },
                };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
              var _valid6 = _errs75 === errors;
              valid24 = valid24 || _valid6;
              if (!valid24) {
                const _errs76 = errors;
                if (Array.isArray(data20)) {
                  const len3 = data20.length;
                  for (let i3 = 0; i3 < len3; i3++) {
                    let data21 = data20[i3];
                    if (typeof data21 === 'string') {
                      if (!pattern2.test(data21)) {
                        const err47 = {
                          instancePath: instancePath + '/assume/subject/template/' + i3,
                          schemaPath:
                            '#/properties/assume/properties/subject/properties/template/anyOf/1/items/pattern',
                          keyword: 'pattern',
                          params: { pattern: '^[a-z_]+$' },
                        };
                        if (vErrors === null) {
                          vErrors = [err47];
                        } else {
                          vErrors.push(err47);
                        }
                        errors++;
                      }
                    } else {
                      const err48 = {
                        instancePath: instancePath + '/assume/subject/template/' + i3,
                        schemaPath:
                          '#/properties/assume/properties/subject/properties/template/anyOf/1/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                      };
                      if (vErrors === null) {
                        vErrors = [err48];
                      } else {
                        vErrors.push(err48);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err49 = {
                    instancePath: instancePath + '/assume/subject/template',
                    schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf/1/type',
                    keyword: 'type',
                    params: { type: 'array' },
                  };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    vErrors.push(err49);
                  }
                  errors++;
                }
                var _valid6 = _errs76 === errors;
                valid24 = valid24 || _valid6;
              }
              if (!valid24) {
                const err50 = {
                  instancePath: instancePath + '/assume/subject/template',
                  schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err50];
                } else {
                  vErrors.push(err50);
                }
                errors++;
              } else {
                errors = _errs74;
                if (vErrors !== null) {
                  if (_errs74) {
                    vErrors.length = _errs74;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err51 = {
              instancePath: instancePath + '/assume/subject',
              schemaPath: '#/properties/assume/properties/subject/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
      } else {
        const err52 = {
          instancePath: instancePath + '/assume',
          schemaPath: '#/properties/assume/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err52];
        } else {
          vErrors.push(err52);
        }
        errors++;
      }
    }
    if (data.sensitive !== undefined) {
      let data22 = data.sensitive;
      if (data22 && typeof data22 == 'object' && !Array.isArray(data22)) {
        for (const key8 in data22) {
          if (!(
            key8 === 'production' ||
            key8 === 'billing' ||
            key8 === 'customer-data' ||
            key8 === 'admin' ||
            key8 === 'publishing'
          )) {
            const err53 = {
              instancePath: instancePath + '/sensitive',
              schemaPath: '#/properties/sensitive/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key8 },
            };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
        if (data22.production !== undefined) {
          let data23 = data22.production;
          if (Array.isArray(data23)) {
            const len4 = data23.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data24 = data23[i4];
              if (typeof data24 === 'string') {
                if (!pattern6.test(data24)) {
                  const err54 = {
                    instancePath: instancePath + '/sensitive/production/' + i4,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,2000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    vErrors.push(err54);
                  }
                  errors++;
                }
              } else {
                const err55 = {
                  instancePath: instancePath + '/sensitive/production/' + i4,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  vErrors.push(err55);
                }
                errors++;
              }
            }
          } else {
            const err56 = {
              instancePath: instancePath + '/sensitive/production',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
        }
        if (data22.billing !== undefined) {
          let data25 = data22.billing;
          if (Array.isArray(data25)) {
            const len5 = data25.length;
            for (let i5 = 0; i5 < len5; i5++) {
              let data26 = data25[i5];
              if (typeof data26 === 'string') {
                if (!pattern6.test(data26)) {
                  const err57 = {
                    instancePath: instancePath + '/sensitive/billing/' + i5,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,2000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err57];
                  } else {
                    vErrors.push(err57);
                  }
                  errors++;
                }
              } else {
                const err58 = {
                  instancePath: instancePath + '/sensitive/billing/' + i5,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
            }
          } else {
            const err59 = {
              instancePath: instancePath + '/sensitive/billing',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
        }
        if (data22['customer-data'] !== undefined) {
          let data27 = data22['customer-data'];
          if (Array.isArray(data27)) {
            const len6 = data27.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data28 = data27[i6];
              if (typeof data28 === 'string') {
                if (!pattern6.test(data28)) {
                  const err60 = {
                    instancePath: instancePath + '/sensitive/customer-data/' + i6,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,2000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err60];
                  } else {
                    vErrors.push(err60);
                  }
                  errors++;
                }
              } else {
                const err61 = {
                  instancePath: instancePath + '/sensitive/customer-data/' + i6,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            }
          } else {
            const err62 = {
              instancePath: instancePath + '/sensitive/customer-data',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              vErrors.push(err62);
            }
            errors++;
          }
        }
        if (data22.admin !== undefined) {
          let data29 = data22.admin;
          if (Array.isArray(data29)) {
            const len7 = data29.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data30 = data29[i7];
              if (typeof data30 === 'string') {
                if (!pattern6.test(data30)) {
                  const err63 = {
                    instancePath: instancePath + '/sensitive/admin/' + i7,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,2000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err63];
                  } else {
                    vErrors.push(err63);
                  }
                  errors++;
                }
              } else {
                const err64 = {
                  instancePath: instancePath + '/sensitive/admin/' + i7,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
            }
          } else {
            const err65 = {
              instancePath: instancePath + '/sensitive/admin',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              vErrors.push(err65);
            }
            errors++;
          }
        }
        if (data22.publishing !== undefined) {
          let data31 = data22.publishing;
          if (Array.isArray(data31)) {
            const len8 = data31.length;
            for (let i8 = 0; i8 < len8; i8++) {
              let data32 = data31[i8];
              if (typeof data32 === 'string') {
                if (!pattern6.test(data32)) {
                  const err66 = {
                    instancePath: instancePath + '/sensitive/publishing/' + i8,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,2000}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err66];
                  } else {
                    vErrors.push(err66);
                  }
                  errors++;
                }
              } else {
                const err67 = {
                  instancePath: instancePath + '/sensitive/publishing/' + i8,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
          } else {
            const err68 = {
              instancePath: instancePath + '/sensitive/publishing',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
      } else {
        const err69 = {
          instancePath: instancePath + '/sensitive',
          schemaPath: '#/properties/sensitive/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
    if (data.limits !== undefined) {
      let data33 = data.limits;
      if (data33 && typeof data33 == 'object' && !Array.isArray(data33)) {
        for (const key9 in data33) {
          if (!(key9 === 'long-session')) {
            const err70 = {
              instancePath: instancePath + '/limits',
              schemaPath: '#/properties/limits/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key9 },
            };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
        }
        if (data33['long-session'] !== undefined) {
          let data34 = data33['long-session'];
          const _errs112 = errors;
          let valid44 = false;
          const _errs113 = errors;
          if (!(typeof data34 == 'number' && !(data34 % 1) && !isNaN(data34) && isFinite(data34))) {
            const err71 = {
              instancePath: instancePath + '/limits/long-session',
              schemaPath: '#/properties/limits/properties/long-session/anyOf/0/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err71];
            } else {
              vErrors.push(err71);
            }
            errors++;
          }
          if (typeof data34 == 'number' && isFinite(data34)) {
            if (data34 < 1 || isNaN(data34)) {
              const err72 = {
                instancePath: instancePath + '/limits/long-session',
                schemaPath: '#/properties/limits/properties/long-session/anyOf/0/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err72];
              } else {
                vErrors.push(err72);
              }
              errors++;
            }
          }
          var _valid7 = _errs113 === errors;
          valid44 = valid44 || _valid7;
          if (!valid44) {
            const _errs115 = errors;
            if (typeof data34 === 'string') {
              if (!pattern11.test(data34)) {
                const err73 = {
                  instancePath: instancePath + '/limits/long-session',
                  schemaPath: '#/properties/limits/properties/long-session/anyOf/1/pattern',
                  keyword: 'pattern',
                  params: { pattern: '^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$' },
                };
                if (vErrors === null) {
                  vErrors = [err73];
                } else {
                  vErrors.push(err73);
                }
                errors++;
              }
            } else {
              const err74 = {
                instancePath: instancePath + '/limits/long-session',
                schemaPath: '#/properties/limits/properties/long-session/anyOf/1/type',
                keyword: 'type',
                params: { type: 'string' },
              };
              if (vErrors === null) {
                vErrors = [err74];
              } else {
                vErrors.push(err74);
              }
              errors++;
            }
            var _valid7 = _errs115 === errors;
            valid44 = valid44 || _valid7;
          }
          if (!valid44) {
            const err75 = {
              instancePath: instancePath + '/limits/long-session',
              schemaPath: '#/properties/limits/properties/long-session/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          } else {
            errors = _errs112;
            if (vErrors !== null) {
              if (_errs112) {
                vErrors.length = _errs112;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err76 = {
          instancePath: instancePath + '/limits',
          schemaPath: '#/properties/limits/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err76];
        } else {
          vErrors.push(err76);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data35 = data.ignore;
      if (Array.isArray(data35)) {
        const len9 = data35.length;
        for (let i9 = 0; i9 < len9; i9++) {
          let data36 = data35[i9];
          if (typeof data36 === 'string') {
            if (!pattern0.test(data36)) {
              const err77 = {
                instancePath: instancePath + '/ignore/' + i9,
                schemaPath: '#/definitions/globs/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^.{1,200}$' },
              };
              if (vErrors === null) {
                vErrors = [err77];
              } else {
                vErrors.push(err77);
              }
              errors++;
            }
          } else {
            const err78 = {
              instancePath: instancePath + '/ignore/' + i9,
              schemaPath: '#/definitions/globs/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
      } else {
        const err79 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/definitions/globs/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err79];
        } else {
          vErrors.push(err79);
        }
        errors++;
      }
    }
    if (data.scopes !== undefined) {
      let data37 = data.scopes;
      if (Array.isArray(data37)) {
        const len10 = data37.length;
        for (let i10 = 0; i10 < len10; i10++) {
          let data38 = data37[i10];
          if (data38 && typeof data38 == 'object' && !Array.isArray(data38)) {
            if (data38.identities === undefined) {
              const err80 = {
                instancePath: instancePath + '/scopes/' + i10,
                schemaPath: '#/properties/scopes/items/required',
                keyword: 'required',
                params: { missingProperty: 'identities' },
              };
              if (vErrors === null) {
                vErrors = [err80];
              } else {
                vErrors.push(err80);
              }
              errors++;
            }
            for (const key10 in data38) {
              if (!(
                key10 === 'identities' ||
                key10 === 'files' ||
                key10 === 'may' ||
                key10 === 'lasts' ||
                key10 === 'credentialsLast' ||
                key10 === 'startedBy' ||
                key10 === 'gates' ||
                key10 === 'notKnown'
              )) {
                const err81 = {
                  instancePath: instancePath + '/scopes/' + i10,
                  schemaPath: '#/properties/scopes/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key10 },
                };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  vErrors.push(err81);
                }
                errors++;
              }
            }
            if (data38.identities !== undefined) {
              let data39 = data38.identities;
              if (Array.isArray(data39)) {
                const len11 = data39.length;
                for (let i11 = 0; i11 < len11; i11++) {
                  let data40 = data39[i11];
                  if (typeof data40 === 'string') {
                    if (!pattern6.test(data40)) {
                      const err82 = {
                        instancePath: instancePath + '/scopes/' + i10 + '/identities/' + i11,
                        schemaPath: '#/definitions/names/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^.{1,2000}$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err82];
                      } else {
                        vErrors.push(err82);
                      }
                      errors++;
                    }
                  } else {
                    const err83 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/identities/' + i11,
                      schemaPath: '#/definitions/names/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err83];
                    } else {
                      vErrors.push(err83);
                    }
                    errors++;
                  }
                }
              } else {
                const err84 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/identities',
                  schemaPath: '#/definitions/names/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err84];
                } else {
                  vErrors.push(err84);
                }
                errors++;
              }
            }
            if (data38.files !== undefined) {
              let data41 = data38.files;
              if (Array.isArray(data41)) {
                const len12 = data41.length;
                for (let i12 = 0; i12 < len12; i12++) {
                  let data42 = data41[i12];
                  if (typeof data42 === 'string') {
                    if (!pattern0.test(data42)) {
                      const err85 = {
                        instancePath: instancePath + '/scopes/' + i10 + '/files/' + i12,
                        schemaPath: '#/definitions/globs/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^.{1,200}$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err85];
                      } else {
                        vErrors.push(err85);
                      }
                      errors++;
                    }
                  } else {
                    const err86 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/files/' + i12,
                      schemaPath: '#/definitions/globs/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err86];
                    } else {
                      vErrors.push(err86);
                    }
                    errors++;
                  }
                }
              } else {
                const err87 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/files',
                  schemaPath: '#/definitions/globs/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err87];
                } else {
                  vErrors.push(err87);
                }
                errors++;
              }
            }
            if (data38.may !== undefined) {
              if (
                !validate11(data38.may, {
                  instancePath: instancePath + '/scopes/' + i10 + '/may',
                  parentData: data38,
                  parentDataProperty: 'may',
                  rootData,
                })
              ) {
                vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
                errors = vErrors.length;
              }
            }
            if (data38.lasts !== undefined) {
              let data44 = data38.lasts;
              const _errs140 = errors;
              let valid58 = false;
              const _errs141 = errors;
              if (!(typeof data44 == 'number' && !(data44 % 1) && !isNaN(data44) && isFinite(data44))) {
                const err88 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/lasts',
                  schemaPath: '#/definitions/life/anyOf/0/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err88];
                } else {
                  vErrors.push(err88);
                }
                errors++;
              }
              if (typeof data44 == 'number' && isFinite(data44)) {
                if (data44 < 1 || isNaN(data44)) {
                  const err89 = {
                    instancePath: instancePath + '/scopes/' + i10 + '/lasts',
                    schemaPath: '#/definitions/life/anyOf/0/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err89];
                  } else {
                    vErrors.push(err89);
                  }
                  errors++;
                }
              }
              var _valid8 = _errs141 === errors;
              valid58 = valid58 || _valid8;
              if (!valid58) {
                const _errs143 = errors;
                if (typeof data44 === 'string') {
                  if (!pattern19.test(data44)) {
                    const err90 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/lasts',
                      schemaPath: '#/definitions/life/anyOf/1/pattern',
                      keyword: 'pattern',
                      params: { pattern: '^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$' },
                    };
                    if (vErrors === null) {
                      vErrors = [err90];
                    } else {
                      vErrors.push(err90);
                    }
                    errors++;
                  }
                } else {
                  const err91 = {
                    instancePath: instancePath + '/scopes/' + i10 + '/lasts',
                    schemaPath: '#/definitions/life/anyOf/1/type',
                    keyword: 'type',
                    params: { type: 'string' },
                  };
                  if (vErrors === null) {
                    vErrors = [err91];
                  } else {
                    vErrors.push(err91);
                  }
                  errors++;
                }
                var _valid8 = _errs143 === errors;
                valid58 = valid58 || _valid8;
              }
              if (!valid58) {
                const err92 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/lasts',
                  schemaPath: '#/definitions/life/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err92];
                } else {
                  vErrors.push(err92);
                }
                errors++;
              } else {
                errors = _errs140;
                if (vErrors !== null) {
                  if (_errs140) {
                    vErrors.length = _errs140;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data38.credentialsLast !== undefined) {
              let data45 = data38.credentialsLast;
              const _errs147 = errors;
              let valid60 = false;
              const _errs148 = errors;
              if (!(typeof data45 == 'number' && !(data45 % 1) && !isNaN(data45) && isFinite(data45))) {
                const err93 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/credentialsLast',
                  schemaPath: '#/definitions/life/anyOf/0/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err93];
                } else {
                  vErrors.push(err93);
                }
                errors++;
              }
              if (typeof data45 == 'number' && isFinite(data45)) {
                if (data45 < 1 || isNaN(data45)) {
                  const err94 = {
                    instancePath: instancePath + '/scopes/' + i10 + '/credentialsLast',
                    schemaPath: '#/definitions/life/anyOf/0/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err94];
                  } else {
                    vErrors.push(err94);
                  }
                  errors++;
                }
              }
              var _valid9 = _errs148 === errors;
              valid60 = valid60 || _valid9;
              if (!valid60) {
                const _errs150 = errors;
                if (typeof data45 === 'string') {
                  if (!pattern19.test(data45)) {
                    const err95 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/credentialsLast',
                      schemaPath: '#/definitions/life/anyOf/1/pattern',
                      keyword: 'pattern',
                      params: { pattern: '^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$' },
                    };
                    if (vErrors === null) {
                      vErrors = [err95];
                    } else {
                      vErrors.push(err95);
                    }
                    errors++;
                  }
                } else {
                  const err96 = {
                    instancePath: instancePath + '/scopes/' + i10 + '/credentialsLast',
                    schemaPath: '#/definitions/life/anyOf/1/type',
                    keyword: 'type',
                    params: { type: 'string' },
                  };
                  if (vErrors === null) {
                    vErrors = [err96];
                  } else {
                    vErrors.push(err96);
                  }
                  errors++;
                }
                var _valid9 = _errs150 === errors;
                valid60 = valid60 || _valid9;
              }
              if (!valid60) {
                const err97 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/credentialsLast',
                  schemaPath: '#/definitions/life/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err97];
                } else {
                  vErrors.push(err97);
                }
                errors++;
              } else {
                errors = _errs147;
                if (vErrors !== null) {
                  if (_errs147) {
                    vErrors.length = _errs147;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data38.startedBy !== undefined) {
              let data46 = data38.startedBy;
              if (Array.isArray(data46)) {
                const len13 = data46.length;
                for (let i13 = 0; i13 < len13; i13++) {
                  let data47 = data46[i13];
                  if (data47 && typeof data47 == 'object' && !Array.isArray(data47)) {
                    for (const key11 in data47) {
                      if (!(
                        key11 === 'event' ||
                        key11 === 'actor' ||
                        key11 === 'conditions' ||
                        key11 === 'withheld'
                      )) {
                        const err98 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13,
                          schemaPath:
                            '#/properties/scopes/items/properties/startedBy/items/additionalProperties',
                          keyword: 'additionalProperties',
                          params: { additionalProperty: key11 },
                        };
                        if (vErrors === null) {
                          vErrors = [err98];
                        } else {
                          vErrors.push(err98);
                        }
                        errors++;
                      }
                    }
                    if (data47.event !== undefined) {
                      let data48 = data47.event;
                      if (typeof data48 === 'string') {
                        if (!pattern6.test(data48)) {
                          const err99 = {
                            instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/event',
                            schemaPath:
                              '#/properties/scopes/items/properties/startedBy/items/properties/event/pattern',
                            keyword: 'pattern',
                            params: { pattern: '^.{1,2000}$' },
                          };
                          if (vErrors === null) {
                            vErrors = [err99];
                          } else {
                            vErrors.push(err99);
                          }
                          errors++;
                        }
                      } else {
                        const err100 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/event',
                          schemaPath:
                            '#/properties/scopes/items/properties/startedBy/items/properties/event/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err100];
                        } else {
                          vErrors.push(err100);
                        }
                        errors++;
                      }
                    }
                    if (data47.actor !== undefined) {
                      let data49 = data47.actor;
                      const _errs160 = errors;
                      let valid64 = false;
                      const _errs161 = errors;
                      if ('anyone' !== data49) {
                        const err101 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                          schemaPath:
                            '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/0/const',
                          keyword: 'const',
                          params: { allowedValue: 'anyone' },
                        };
                        if (vErrors === null) {
                          vErrors = [err101];
                        } else {
                          vErrors.push(err101);
                        }
                        errors++;
                      }
                      var _valid10 = _errs161 === errors;
                      valid64 = valid64 || _valid10;
                      if (!valid64) {
                        const _errs162 = errors;
                        if ('outside-contributor' !== data49) {
                          const err102 = {
                            instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                            schemaPath:
                              '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/1/const',
                            keyword: 'const',
                            params: { allowedValue: 'outside-contributor' },
                          };
                          if (vErrors === null) {
                            vErrors = [err102];
                          } else {
                            vErrors.push(err102);
                          }
                          errors++;
                        }
                        var _valid10 = _errs162 === errors;
                        valid64 = valid64 || _valid10;
                        if (!valid64) {
                          const _errs163 = errors;
                          if ('another-session' !== data49) {
                            const err103 = {
                              instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                              schemaPath:
                                '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/2/const',
                              keyword: 'const',
                              params: { allowedValue: 'another-session' },
                            };
                            if (vErrors === null) {
                              vErrors = [err103];
                            } else {
                              vErrors.push(err103);
                            }
                            errors++;
                          }
                          var _valid10 = _errs163 === errors;
                          valid64 = valid64 || _valid10;
                          if (!valid64) {
                            const _errs164 = errors;
                            if ('workload' !== data49) {
                              const err104 = {
                                instancePath:
                                  instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                                schemaPath:
                                  '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/3/const',
                                keyword: 'const',
                                params: { allowedValue: 'workload' },
                              };
                              if (vErrors === null) {
                                vErrors = [err104];
                              } else {
                                vErrors.push(err104);
                              }
                              errors++;
                            }
                            var _valid10 = _errs164 === errors;
                            valid64 = valid64 || _valid10;
                            if (!valid64) {
                              const _errs165 = errors;
                              if ('collaborator' !== data49) {
                                const err105 = {
                                  instancePath:
                                    instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                                  schemaPath:
                                    '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/4/const',
                                  keyword: 'const',
                                  params: { allowedValue: 'collaborator' },
                                };
                                if (vErrors === null) {
                                  vErrors = [err105];
                                } else {
                                  vErrors.push(err105);
                                }
                                errors++;
                              }
                              var _valid10 = _errs165 === errors;
                              valid64 = valid64 || _valid10;
                              if (!valid64) {
                                const _errs166 = errors;
                                if ('maintainer' !== data49) {
                                  const err106 = {
                                    instancePath:
                                      instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                                    schemaPath:
                                      '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/5/const',
                                    keyword: 'const',
                                    params: { allowedValue: 'maintainer' },
                                  };
                                  if (vErrors === null) {
                                    vErrors = [err106];
                                  } else {
                                    vErrors.push(err106);
                                  }
                                  errors++;
                                }
                                var _valid10 = _errs166 === errors;
                                valid64 = valid64 || _valid10;
                                if (!valid64) {
                                  const _errs167 = errors;
                                  if ('schedule' !== data49) {
                                    const err107 = {
                                      instancePath:
                                        instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                                      schemaPath:
                                        '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf/6/const',
                                      keyword: 'const',
                                      params: { allowedValue: 'schedule' },
                                    };
                                    if (vErrors === null) {
                                      vErrors = [err107];
                                    } else {
                                      vErrors.push(err107);
                                    }
                                    errors++;
                                  }
                                  var _valid10 = _errs167 === errors;
                                  valid64 = valid64 || _valid10;
                                }
                              }
                            }
                          }
                        }
                      }
                      if (!valid64) {
                        const err108 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/actor',
                          schemaPath:
                            '#/properties/scopes/items/properties/startedBy/items/properties/actor/anyOf',
                          keyword: 'anyOf',
                          params: {},
                        };
                        if (vErrors === null) {
                          vErrors = [err108];
                        } else {
                          vErrors.push(err108);
                        }
                        errors++;
                      } else {
                        errors = _errs160;
                        if (vErrors !== null) {
                          if (_errs160) {
                            vErrors.length = _errs160;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                    }
                    if (data47.conditions !== undefined) {
                      let data50 = data47.conditions;
                      if (Array.isArray(data50)) {
                        const len14 = data50.length;
                        for (let i14 = 0; i14 < len14; i14++) {
                          let data51 = data50[i14];
                          if (typeof data51 === 'string') {
                            if (!pattern6.test(data51)) {
                              const err109 = {
                                instancePath:
                                  instancePath +
                                  '/scopes/' +
                                  i10 +
                                  '/startedBy/' +
                                  i13 +
                                  '/conditions/' +
                                  i14,
                                schemaPath: '#/definitions/names/items/pattern',
                                keyword: 'pattern',
                                params: { pattern: '^.{1,2000}$' },
                              };
                              if (vErrors === null) {
                                vErrors = [err109];
                              } else {
                                vErrors.push(err109);
                              }
                              errors++;
                            }
                          } else {
                            const err110 = {
                              instancePath:
                                instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/conditions/' + i14,
                              schemaPath: '#/definitions/names/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err110];
                            } else {
                              vErrors.push(err110);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err111 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/conditions',
                          schemaPath: '#/definitions/names/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err111];
                        } else {
                          vErrors.push(err111);
                        }
                        errors++;
                      }
                    }
                    if (data47.withheld !== undefined) {
                      let data52 = data47.withheld;
                      if (Array.isArray(data52)) {
                        const len15 = data52.length;
                        for (let i15 = 0; i15 < len15; i15++) {
                          let data53 = data52[i15];
                          const _errs176 = errors;
                          let valid70 = false;
                          const _errs177 = errors;
                          if ('writes' !== data53) {
                            const err112 = {
                              instancePath:
                                instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/withheld/' + i15,
                              schemaPath:
                                '#/properties/scopes/items/properties/startedBy/items/properties/withheld/items/anyOf/0/const',
                              keyword: 'const',
                              params: { allowedValue: 'writes' },
                            };
                            if (vErrors === null) {
                              vErrors = [err112];
                            } else {
                              vErrors.push(err112);
                            }
                            errors++;
                          }
                          var _valid11 = _errs177 === errors;
                          valid70 = valid70 || _valid11;
                          if (!valid70) {
                            const _errs178 = errors;
                            if ('secrets' !== data53) {
                              const err113 = {
                                instancePath:
                                  instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/withheld/' + i15,
                                schemaPath:
                                  '#/properties/scopes/items/properties/startedBy/items/properties/withheld/items/anyOf/1/const',
                                keyword: 'const',
                                params: { allowedValue: 'secrets' },
                              };
                              if (vErrors === null) {
                                vErrors = [err113];
                              } else {
                                vErrors.push(err113);
                              }
                              errors++;
                            }
                            var _valid11 = _errs178 === errors;
                            valid70 = valid70 || _valid11;
                          }
                          if (!valid70) {
                            const err114 = {
                              instancePath:
                                instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/withheld/' + i15,
                              schemaPath:
                                '#/properties/scopes/items/properties/startedBy/items/properties/withheld/items/anyOf',
                              keyword: 'anyOf',
                              params: {},
                            };
                            if (vErrors === null) {
                              vErrors = [err114];
                            } else {
                              vErrors.push(err114);
                            }
                            errors++;
                          } else {
                            errors = _errs176;
                            if (vErrors !== null) {
                              if (_errs176) {
                                vErrors.length = _errs176;
                              } else {
                                vErrors = null;
                              }
                            }
                          }
                        }
                      } else {
                        const err115 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13 + '/withheld',
                          schemaPath:
                            '#/properties/scopes/items/properties/startedBy/items/properties/withheld/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err115];
                        } else {
                          vErrors.push(err115);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err116 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/startedBy/' + i13,
                      schemaPath: '#/properties/scopes/items/properties/startedBy/items/type',
                      keyword: 'type',
                      params: { type: 'object' },
                    };
                    if (vErrors === null) {
                      vErrors = [err116];
                    } else {
                      vErrors.push(err116);
                    }
                    errors++;
                  }
                }
              } else {
                const err117 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/startedBy',
                  schemaPath: '#/properties/scopes/items/properties/startedBy/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err117];
                } else {
                  vErrors.push(err117);
                }
                errors++;
              }
            }
            if (data38.gates !== undefined) {
              let data54 = data38.gates;
              if (Array.isArray(data54)) {
                const len16 = data54.length;
                for (let i16 = 0; i16 < len16; i16++) {
                  let data55 = data54[i16];
                  if (data55 && typeof data55 == 'object' && !Array.isArray(data55)) {
                    for (const key12 in data55) {
                      if (!(
                        key12 === 'before' ||
                        key12 === 'name' ||
                        key12 === 'kind' ||
                        key12 === 'proof'
                      )) {
                        const err118 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16,
                          schemaPath: '#/properties/scopes/items/properties/gates/items/additionalProperties',
                          keyword: 'additionalProperties',
                          params: { additionalProperty: key12 },
                        };
                        if (vErrors === null) {
                          vErrors = [err118];
                        } else {
                          vErrors.push(err118);
                        }
                        errors++;
                      }
                    }
                    if (data55.before !== undefined) {
                      if (
                        !validate11(data55.before, {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/before',
                          parentData: data55,
                          parentDataProperty: 'before',
                          rootData,
                        })
                      ) {
                        vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
                        errors = vErrors.length;
                      }
                    }
                    if (data55.name !== undefined) {
                      let data57 = data55.name;
                      if (typeof data57 === 'string') {
                        if (!pattern0.test(data57)) {
                          const err119 = {
                            instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/name',
                            schemaPath:
                              '#/properties/scopes/items/properties/gates/items/properties/name/pattern',
                            keyword: 'pattern',
                            params: { pattern: '^.{1,200}$' },
                          };
                          if (vErrors === null) {
                            vErrors = [err119];
                          } else {
                            vErrors.push(err119);
                          }
                          errors++;
                        }
                      } else {
                        const err120 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/name',
                          schemaPath: '#/properties/scopes/items/properties/gates/items/properties/name/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err120];
                        } else {
                          vErrors.push(err120);
                        }
                        errors++;
                      }
                    }
                    if (data55.kind !== undefined) {
                      let data58 = data55.kind;
                      const _errs188 = errors;
                      let valid74 = false;
                      const _errs189 = errors;
                      if ('approval' !== data58) {
                        const err121 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                          schemaPath:
                            '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf/0/const',
                          keyword: 'const',
                          params: { allowedValue: 'approval' },
                        };
                        if (vErrors === null) {
                          vErrors = [err121];
                        } else {
                          vErrors.push(err121);
                        }
                        errors++;
                      }
                      var _valid12 = _errs189 === errors;
                      valid74 = valid74 || _valid12;
                      if (!valid74) {
                        const _errs190 = errors;
                        if ('step-up' !== data58) {
                          const err122 = {
                            instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                            schemaPath:
                              '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf/1/const',
                            keyword: 'const',
                            params: { allowedValue: 'step-up' },
                          };
                          if (vErrors === null) {
                            vErrors = [err122];
                          } else {
                            vErrors.push(err122);
                          }
                          errors++;
                        }
                        var _valid12 = _errs190 === errors;
                        valid74 = valid74 || _valid12;
                        if (!valid74) {
                          const _errs191 = errors;
                          if ('condition' !== data58) {
                            const err123 = {
                              instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                              schemaPath:
                                '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf/2/const',
                              keyword: 'const',
                              params: { allowedValue: 'condition' },
                            };
                            if (vErrors === null) {
                              vErrors = [err123];
                            } else {
                              vErrors.push(err123);
                            }
                            errors++;
                          }
                          var _valid12 = _errs191 === errors;
                          valid74 = valid74 || _valid12;
                          if (!valid74) {
                            const _errs192 = errors;
                            if ('fresh-session' !== data58) {
                              const err124 = {
                                instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                                schemaPath:
                                  '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf/3/const',
                                keyword: 'const',
                                params: { allowedValue: 'fresh-session' },
                              };
                              if (vErrors === null) {
                                vErrors = [err124];
                              } else {
                                vErrors.push(err124);
                              }
                              errors++;
                            }
                            var _valid12 = _errs192 === errors;
                            valid74 = valid74 || _valid12;
                            if (!valid74) {
                              const _errs193 = errors;
                              if ('human-in-the-loop' !== data58) {
                                const err125 = {
                                  instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                                  schemaPath:
                                    '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf/4/const',
                                  keyword: 'const',
                                  params: { allowedValue: 'human-in-the-loop' },
                                };
                                if (vErrors === null) {
                                  vErrors = [err125];
                                } else {
                                  vErrors.push(err125);
                                }
                                errors++;
                              }
                              var _valid12 = _errs193 === errors;
                              valid74 = valid74 || _valid12;
                            }
                          }
                        }
                      }
                      if (!valid74) {
                        const err126 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/kind',
                          schemaPath:
                            '#/properties/scopes/items/properties/gates/items/properties/kind/anyOf',
                          keyword: 'anyOf',
                          params: {},
                        };
                        if (vErrors === null) {
                          vErrors = [err126];
                        } else {
                          vErrors.push(err126);
                        }
                        errors++;
                      } else {
                        errors = _errs188;
                        if (vErrors !== null) {
                          if (_errs188) {
                            vErrors.length = _errs188;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                    }
                    if (data55.proof !== undefined) {
                      let data59 = data55.proof;
                      const _errs195 = errors;
                      let valid75 = false;
                      const _errs196 = errors;
                      if ('files' !== data59) {
                        const err127 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/proof',
                          schemaPath:
                            '#/properties/scopes/items/properties/gates/items/properties/proof/anyOf/0/const',
                          keyword: 'const',
                          params: { allowedValue: 'files' },
                        };
                        if (vErrors === null) {
                          vErrors = [err127];
                        } else {
                          vErrors.push(err127);
                        }
                        errors++;
                      }
                      var _valid13 = _errs196 === errors;
                      valid75 = valid75 || _valid13;
                      if (!valid75) {
                        const _errs197 = errors;
                        if ('settings' !== data59) {
                          const err128 = {
                            instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/proof',
                            schemaPath:
                              '#/properties/scopes/items/properties/gates/items/properties/proof/anyOf/1/const',
                            keyword: 'const',
                            params: { allowedValue: 'settings' },
                          };
                          if (vErrors === null) {
                            vErrors = [err128];
                          } else {
                            vErrors.push(err128);
                          }
                          errors++;
                        }
                        var _valid13 = _errs197 === errors;
                        valid75 = valid75 || _valid13;
                      }
                      if (!valid75) {
                        const err129 = {
                          instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16 + '/proof',
                          schemaPath:
                            '#/properties/scopes/items/properties/gates/items/properties/proof/anyOf',
                          keyword: 'anyOf',
                          params: {},
                        };
                        if (vErrors === null) {
                          vErrors = [err129];
                        } else {
                          vErrors.push(err129);
                        }
                        errors++;
                      } else {
                        errors = _errs195;
                        if (vErrors !== null) {
                          if (_errs195) {
                            vErrors.length = _errs195;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                    }
                  } else {
                    const err130 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/gates/' + i16,
                      schemaPath: '#/properties/scopes/items/properties/gates/items/type',
                      keyword: 'type',
                      params: { type: 'object' },
                    };
                    if (vErrors === null) {
                      vErrors = [err130];
                    } else {
                      vErrors.push(err130);
                    }
                    errors++;
                  }
                }
              } else {
                const err131 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/gates',
                  schemaPath: '#/properties/scopes/items/properties/gates/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err131];
                } else {
                  vErrors.push(err131);
                }
                errors++;
              }
            }
            if (data38.notKnown !== undefined) {
              let data60 = data38.notKnown;
              if (Array.isArray(data60)) {
                const len17 = data60.length;
                for (let i17 = 0; i17 < len17; i17++) {
                  let data61 = data60[i17];
                  if (typeof data61 === 'string') {
                    if (!pattern16.test(data61)) {
                      const err132 = {
                        instancePath: instancePath + '/scopes/' + i10 + '/notKnown/' + i17,
                        schemaPath: '#/properties/scopes/items/properties/notKnown/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^.{1,1000}$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err132];
                      } else {
                        vErrors.push(err132);
                      }
                      errors++;
                    }
                  } else {
                    const err133 = {
                      instancePath: instancePath + '/scopes/' + i10 + '/notKnown/' + i17,
                      schemaPath: '#/properties/scopes/items/properties/notKnown/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err133];
                    } else {
                      vErrors.push(err133);
                    }
                    errors++;
                  }
                }
              } else {
                const err134 = {
                  instancePath: instancePath + '/scopes/' + i10 + '/notKnown',
                  schemaPath: '#/properties/scopes/items/properties/notKnown/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err134];
                } else {
                  vErrors.push(err134);
                }
                errors++;
              }
            }
          } else {
            const err135 = {
              instancePath: instancePath + '/scopes/' + i10,
              schemaPath: '#/properties/scopes/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err135];
            } else {
              vErrors.push(err135);
            }
            errors++;
          }
        }
      } else {
        const err136 = {
          instancePath: instancePath + '/scopes',
          schemaPath: '#/properties/scopes/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err136];
        } else {
          vErrors.push(err136);
        }
        errors++;
      }
    }
    if (data.actions !== undefined) {
      let data62 = data.actions;
      if (data62 && typeof data62 == 'object' && !Array.isArray(data62)) {
        for (const key13 in data62) {
          const _errs204 = errors;
          if (typeof key13 === 'string') {
            if (!pattern25.test(key13)) {
              const err137 = {
                instancePath: instancePath + '/actions',
                schemaPath: '#/properties/actions/propertyNames/pattern',
                keyword: 'pattern',
                params: {
                  pattern: '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
                },
                propertyName: key13,
              };
              if (vErrors === null) {
                vErrors = [err137];
              } else {
                vErrors.push(err137);
              }
              errors++;
            }
          }
          var valid78 = _errs204 === errors;
          if (!valid78) {
            const err138 = {
              instancePath: instancePath + '/actions',
              schemaPath: '#/properties/actions/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key13 },
            };
            if (vErrors === null) {
              vErrors = [err138];
            } else {
              vErrors.push(err138);
            }
            errors++;
          }
        }
        for (const key14 in data62) {
          let data63 = data62[key14];
          if (data63 && typeof data63 == 'object' && !Array.isArray(data63)) {
            if (data63.token === undefined) {
              const err139 = {
                instancePath: instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/properties/actions/additionalProperties/required',
                keyword: 'required',
                params: { missingProperty: 'token' },
              };
              if (vErrors === null) {
                vErrors = [err139];
              } else {
                vErrors.push(err139);
              }
              errors++;
            }
            for (const key15 in data63) {
              if (!(key15 === 'token' || key15 === 'needs' || key15 === 'federates' || key15 === 'source')) {
                const err140 = {
                  instancePath: instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/actions/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key15 },
                };
                if (vErrors === null) {
                  vErrors = [err140];
                } else {
                  vErrors.push(err140);
                }
                errors++;
              }
            }
            if (data63.token !== undefined) {
              let data64 = data63.token;
              const _errs210 = errors;
              let valid81 = false;
              const _errs211 = errors;
              if ('none' !== data64) {
                const err141 = {
                  instancePath:
                    instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                  schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/0/const',
                  keyword: 'const',
                  params: { allowedValue: 'none' },
                };
                if (vErrors === null) {
                  vErrors = [err141];
                } else {
                  vErrors.push(err141);
                }
                errors++;
              }
              var _valid14 = _errs211 === errors;
              valid81 = valid81 || _valid14;
              if (!valid81) {
                const _errs212 = errors;
                if ('default' !== data64) {
                  const err142 = {
                    instancePath:
                      instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                    schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/1/const',
                    keyword: 'const',
                    params: { allowedValue: 'default' },
                  };
                  if (vErrors === null) {
                    vErrors = [err142];
                  } else {
                    vErrors.push(err142);
                  }
                  errors++;
                }
                var _valid14 = _errs212 === errors;
                valid81 = valid81 || _valid14;
                if (!valid81) {
                  const _errs213 = errors;
                  if (Array.isArray(data64)) {
                    const len18 = data64.length;
                    for (let i18 = 0; i18 < len18; i18++) {
                      if (typeof data64[i18] !== 'string') {
                        const err143 = {
                          instancePath:
                            instancePath +
                            '/actions/' +
                            key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/token/' +
                            i18,
                          schemaPath:
                            '#/properties/actions/additionalProperties/properties/token/anyOf/2/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err143];
                        } else {
                          vErrors.push(err143);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err144 = {
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/token',
                      schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/2/type',
                      keyword: 'type',
                      params: { type: 'array' },
                    };
                    if (vErrors === null) {
                      vErrors = [err144];
                    } else {
                      vErrors.push(err144);
                    }
                    errors++;
                  }
                  var _valid14 = _errs213 === errors;
                  valid81 = valid81 || _valid14;
                  if (!valid81) {
                    const _errs217 = errors;
                    if (data64 && typeof data64 == 'object' && !Array.isArray(data64)) {
                      for (const key16 in data64) {
                        if (!(key16 === 'inputs' || key16 === 'env' || key16 === 'default')) {
                          const err145 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/additionalProperties',
                            keyword: 'additionalProperties',
                            params: { additionalProperty: key16 },
                          };
                          if (vErrors === null) {
                            vErrors = [err145];
                          } else {
                            vErrors.push(err145);
                          }
                          errors++;
                        }
                      }
                      if (data64.inputs !== undefined) {
                        let data66 = data64.inputs;
                        if (Array.isArray(data66)) {
                          const len19 = data66.length;
                          for (let i19 = 0; i19 < len19; i19++) {
                            if (typeof data66[i19] !== 'string') {
                              const err146 = {
                                instancePath:
                                  instancePath +
                                  '/actions/' +
                                  key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                                  '/token/inputs/' +
                                  i19,
                                schemaPath:
                                  '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/inputs/items/type',
                                keyword: 'type',
                                params: { type: 'string' },
                              };
                              if (vErrors === null) {
                                vErrors = [err146];
                              } else {
                                vErrors.push(err146);
                              }
                              errors++;
                            }
                          }
                        } else {
                          const err147 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/inputs',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/inputs/type',
                            keyword: 'type',
                            params: { type: 'array' },
                          };
                          if (vErrors === null) {
                            vErrors = [err147];
                          } else {
                            vErrors.push(err147);
                          }
                          errors++;
                        }
                      }
                      if (data64.env !== undefined) {
                        let data68 = data64.env;
                        if (Array.isArray(data68)) {
                          const len20 = data68.length;
                          for (let i20 = 0; i20 < len20; i20++) {
                            if (typeof data68[i20] !== 'string') {
                              const err148 = {
                                instancePath:
                                  instancePath +
                                  '/actions/' +
                                  key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                                  '/token/env/' +
                                  i20,
                                schemaPath:
                                  '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/env/items/type',
                                keyword: 'type',
                                params: { type: 'string' },
                              };
                              if (vErrors === null) {
                                vErrors = [err148];
                              } else {
                                vErrors.push(err148);
                              }
                              errors++;
                            }
                          }
                        } else {
                          const err149 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/env',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/env/type',
                            keyword: 'type',
                            params: { type: 'array' },
                          };
                          if (vErrors === null) {
                            vErrors = [err149];
                          } else {
                            vErrors.push(err149);
                          }
                          errors++;
                        }
                      }
                      if (data64.default !== undefined) {
                        if (typeof data64.default !== 'boolean') {
                          const err150 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/default',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/default/type',
                            keyword: 'type',
                            params: { type: 'boolean' },
                          };
                          if (vErrors === null) {
                            vErrors = [err150];
                          } else {
                            vErrors.push(err150);
                          }
                          errors++;
                        }
                      }
                    } else {
                      const err151 = {
                        instancePath:
                          instancePath +
                          '/actions/' +
                          key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/token',
                        schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/3/type',
                        keyword: 'type',
                        params: { type: 'object' },
                      };
                      if (vErrors === null) {
                        vErrors = [err151];
                      } else {
                        vErrors.push(err151);
                      }
                      errors++;
                    }
                    var _valid14 = _errs217 === errors;
                    valid81 = valid81 || _valid14;
                  }
                }
              }
              if (!valid81) {
                const err152 = {
                  instancePath:
                    instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                  schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err152];
                } else {
                  vErrors.push(err152);
                }
                errors++;
              } else {
                errors = _errs210;
                if (vErrors !== null) {
                  if (_errs210) {
                    vErrors.length = _errs210;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data63.needs !== undefined) {
              let data71 = data63.needs;
              if (data71 && typeof data71 == 'object' && !Array.isArray(data71)) {
                for (const key17 in data71) {
                  let data72 = data71[key17];
                  const _errs234 = errors;
                  let valid90 = false;
                  const _errs235 = errors;
                  if ('read' !== data72) {
                    const err153 = {
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/needs/' +
                        key17.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf/0/const',
                      keyword: 'const',
                      params: { allowedValue: 'read' },
                    };
                    if (vErrors === null) {
                      vErrors = [err153];
                    } else {
                      vErrors.push(err153);
                    }
                    errors++;
                  }
                  var _valid15 = _errs235 === errors;
                  valid90 = valid90 || _valid15;
                  if (!valid90) {
                    const _errs236 = errors;
                    if ('write' !== data72) {
                      const err154 = {
                        instancePath:
                          instancePath +
                          '/actions/' +
                          key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/needs/' +
                          key17.replace(/~/g, '~0').replace(/\//g, '~1'),
                        schemaPath:
                          '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf/1/const',
                        keyword: 'const',
                        params: { allowedValue: 'write' },
                      };
                      if (vErrors === null) {
                        vErrors = [err154];
                      } else {
                        vErrors.push(err154);
                      }
                      errors++;
                    }
                    var _valid15 = _errs236 === errors;
                    valid90 = valid90 || _valid15;
                  }
                  if (!valid90) {
                    const err155 = {
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/needs/' +
                        key17.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf',
                      keyword: 'anyOf',
                      params: {},
                    };
                    if (vErrors === null) {
                      vErrors = [err155];
                    } else {
                      vErrors.push(err155);
                    }
                    errors++;
                  } else {
                    errors = _errs234;
                    if (vErrors !== null) {
                      if (_errs234) {
                        vErrors.length = _errs234;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                }
              } else {
                const err156 = {
                  instancePath:
                    instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1') + '/needs',
                  schemaPath: '#/properties/actions/additionalProperties/properties/needs/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err156];
                } else {
                  vErrors.push(err156);
                }
                errors++;
              }
            }
            if (data63.federates !== undefined) {
              if (typeof data63.federates !== 'boolean') {
                const err157 = {
                  instancePath:
                    instancePath +
                    '/actions/' +
                    key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/federates',
                  schemaPath: '#/properties/actions/additionalProperties/properties/federates/type',
                  keyword: 'type',
                  params: { type: 'boolean' },
                };
                if (vErrors === null) {
                  vErrors = [err157];
                } else {
                  vErrors.push(err157);
                }
                errors++;
              }
            }
            if (data63.source !== undefined) {
              if (typeof data63.source !== 'string') {
                const err158 = {
                  instancePath:
                    instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1') + '/source',
                  schemaPath: '#/properties/actions/additionalProperties/properties/source/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err158];
                } else {
                  vErrors.push(err158);
                }
                errors++;
              }
            }
          } else {
            const err159 = {
              instancePath: instancePath + '/actions/' + key14.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/actions/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err159];
            } else {
              vErrors.push(err159);
            }
            errors++;
          }
        }
      } else {
        const err160 = {
          instancePath: instancePath + '/actions',
          schemaPath: '#/properties/actions/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err160];
        } else {
          vErrors.push(err160);
        }
        errors++;
      }
    }
  } else {
    const err161 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err161];
    } else {
      vErrors.push(err161);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
