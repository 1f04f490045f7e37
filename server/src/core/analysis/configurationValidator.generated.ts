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
    globs: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$' } },
    names: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$' } },
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
const schema16 = { type: 'array', items: { type: 'string', pattern: '^.{1,200}$' } };
const pattern0 = new RegExp('^.{1,200}$', 'u');
const pattern2 = new RegExp('^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$', 'u');
const pattern3 = new RegExp('^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$', 'u');
const pattern4 = new RegExp('^[a-z_]+$', 'u');
const pattern10 = new RegExp('^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$', 'u');
const pattern12 = new RegExp(
  '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
  'u',
);

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
        if (data7.repository !== undefined) {
          let data14 = data7.repository;
          if (typeof data14 === 'string') {
            if (!pattern2.test(data14)) {
              const err37 = {
                instancePath: instancePath + '/assume/repository',
                schemaPath: '#/properties/assume/properties/repository/pattern',
                keyword: 'pattern',
                params: { pattern: '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$' },
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
              instancePath: instancePath + '/assume/repository',
              schemaPath: '#/properties/assume/properties/repository/type',
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
        if (data7.subject !== undefined) {
          let data15 = data7.subject;
          if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
            for (const key7 in data15) {
              if (!(key7 === 'identifiers' || key7 === 'prefix' || key7 === 'template')) {
                const err39 = {
                  instancePath: instancePath + '/assume/subject',
                  schemaPath: '#/properties/assume/properties/subject/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data15.identifiers !== undefined) {
              if (typeof data15.identifiers !== 'boolean') {
                const err40 = {
                  instancePath: instancePath + '/assume/subject/identifiers',
                  schemaPath: '#/properties/assume/properties/subject/properties/identifiers/type',
                  keyword: 'type',
                  params: { type: 'boolean' },
                };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
            if (data15.prefix !== undefined) {
              let data17 = data15.prefix;
              if (typeof data17 === 'string') {
                if (!pattern3.test(data17)) {
                  const err41 = {
                    instancePath: instancePath + '/assume/subject/prefix',
                    schemaPath: '#/properties/assume/properties/subject/properties/prefix/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
              } else {
                const err42 = {
                  instancePath: instancePath + '/assume/subject/prefix',
                  schemaPath: '#/properties/assume/properties/subject/properties/prefix/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data15.template !== undefined) {
              let data18 = data15.template;
              const _errs70 = errors;
              let valid22 = false;
              const _errs71 = errors;
              if ('default' !== data18) {
                const err43 = {
                  instancePath: instancePath + '/assume/subject/template',
                  schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf/0/const',
                  keyword: 'const',
                  params: { allowedValue: 'default' },
                };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
              var _valid6 = _errs71 === errors;
              valid22 = valid22 || _valid6;
              if (!valid22) {
                const _errs72 = errors;
                if (Array.isArray(data18)) {
                  const len2 = data18.length;
                  for (let i2 = 0; i2 < len2; i2++) {
                    let data19 = data18[i2];
                    if (typeof data19 === 'string') {
                      if (!pattern4.test(data19)) {
                        const err44 = {
                          instancePath: instancePath + '/assume/subject/template/' + i2,
                          schemaPath:
                            '#/properties/assume/properties/subject/properties/template/anyOf/1/items/pattern',
                          keyword: 'pattern',
                          params: { pattern: '^[a-z_]+$' },
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
                        instancePath: instancePath + '/assume/subject/template/' + i2,
                        schemaPath:
                          '#/properties/assume/properties/subject/properties/template/anyOf/1/items/type',
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
                } else {
                  const err46 = {
                    instancePath: instancePath + '/assume/subject/template',
                    schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf/1/type',
                    keyword: 'type',
                    params: { type: 'array' },
                  };
                  if (vErrors === null) {
                    vErrors = [err46];
                  } else {
                    vErrors.push(err46);
                  }
                  errors++;
                }
                var _valid6 = _errs72 === errors;
                valid22 = valid22 || _valid6;
              }
              if (!valid22) {
                const err47 = {
                  instancePath: instancePath + '/assume/subject/template',
                  schemaPath: '#/properties/assume/properties/subject/properties/template/anyOf',
                  keyword: 'anyOf',
                  params: {},
                };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  vErrors.push(err47);
                }
                errors++;
              } else {
                errors = _errs70;
                if (vErrors !== null) {
                  if (_errs70) {
                    vErrors.length = _errs70;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err48 = {
              instancePath: instancePath + '/assume/subject',
              schemaPath: '#/properties/assume/properties/subject/type',
              keyword: 'type',
              params: { type: 'object' },
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
          instancePath: instancePath + '/assume',
          schemaPath: '#/properties/assume/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.sensitive !== undefined) {
      let data20 = data.sensitive;
      if (data20 && typeof data20 == 'object' && !Array.isArray(data20)) {
        for (const key8 in data20) {
          if (!(
            key8 === 'production' ||
            key8 === 'billing' ||
            key8 === 'customer-data' ||
            key8 === 'admin' ||
            key8 === 'publishing'
          )) {
            const err50 = {
              instancePath: instancePath + '/sensitive',
              schemaPath: '#/properties/sensitive/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key8 },
            };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
        }
        if (data20.production !== undefined) {
          let data21 = data20.production;
          if (Array.isArray(data21)) {
            const len3 = data21.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data22 = data21[i3];
              if (typeof data22 === 'string') {
                if (!pattern0.test(data22)) {
                  const err51 = {
                    instancePath: instancePath + '/sensitive/production/' + i3,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,200}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err51];
                  } else {
                    vErrors.push(err51);
                  }
                  errors++;
                }
              } else {
                const err52 = {
                  instancePath: instancePath + '/sensitive/production/' + i3,
                  schemaPath: '#/definitions/names/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err52];
                } else {
                  vErrors.push(err52);
                }
                errors++;
              }
            }
          } else {
            const err53 = {
              instancePath: instancePath + '/sensitive/production',
              schemaPath: '#/definitions/names/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
        if (data20.billing !== undefined) {
          let data23 = data20.billing;
          if (Array.isArray(data23)) {
            const len4 = data23.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data24 = data23[i4];
              if (typeof data24 === 'string') {
                if (!pattern0.test(data24)) {
                  const err54 = {
                    instancePath: instancePath + '/sensitive/billing/' + i4,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,200}$' },
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
                  instancePath: instancePath + '/sensitive/billing/' + i4,
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
              instancePath: instancePath + '/sensitive/billing',
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
        if (data20['customer-data'] !== undefined) {
          let data25 = data20['customer-data'];
          if (Array.isArray(data25)) {
            const len5 = data25.length;
            for (let i5 = 0; i5 < len5; i5++) {
              let data26 = data25[i5];
              if (typeof data26 === 'string') {
                if (!pattern0.test(data26)) {
                  const err57 = {
                    instancePath: instancePath + '/sensitive/customer-data/' + i5,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,200}$' },
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
                  instancePath: instancePath + '/sensitive/customer-data/' + i5,
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
              instancePath: instancePath + '/sensitive/customer-data',
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
        if (data20.admin !== undefined) {
          let data27 = data20.admin;
          if (Array.isArray(data27)) {
            const len6 = data27.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data28 = data27[i6];
              if (typeof data28 === 'string') {
                if (!pattern0.test(data28)) {
                  const err60 = {
                    instancePath: instancePath + '/sensitive/admin/' + i6,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,200}$' },
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
                  instancePath: instancePath + '/sensitive/admin/' + i6,
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
              instancePath: instancePath + '/sensitive/admin',
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
        if (data20.publishing !== undefined) {
          let data29 = data20.publishing;
          if (Array.isArray(data29)) {
            const len7 = data29.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data30 = data29[i7];
              if (typeof data30 === 'string') {
                if (!pattern0.test(data30)) {
                  const err63 = {
                    instancePath: instancePath + '/sensitive/publishing/' + i7,
                    schemaPath: '#/definitions/names/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^.{1,200}$' },
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
                  instancePath: instancePath + '/sensitive/publishing/' + i7,
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
              instancePath: instancePath + '/sensitive/publishing',
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
      } else {
        const err66 = {
          instancePath: instancePath + '/sensitive',
          schemaPath: '#/properties/sensitive/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.limits !== undefined) {
      let data31 = data.limits;
      if (data31 && typeof data31 == 'object' && !Array.isArray(data31)) {
        for (const key9 in data31) {
          if (!(key9 === 'long-session')) {
            const err67 = {
              instancePath: instancePath + '/limits',
              schemaPath: '#/properties/limits/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key9 },
            };
            if (vErrors === null) {
              vErrors = [err67];
            } else {
              vErrors.push(err67);
            }
            errors++;
          }
        }
        if (data31['long-session'] !== undefined) {
          let data32 = data31['long-session'];
          const _errs108 = errors;
          let valid42 = false;
          const _errs109 = errors;
          if (!(typeof data32 == 'number' && !(data32 % 1) && !isNaN(data32) && isFinite(data32))) {
            const err68 = {
              instancePath: instancePath + '/limits/long-session',
              schemaPath: '#/properties/limits/properties/long-session/anyOf/0/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
          if (typeof data32 == 'number' && isFinite(data32)) {
            if (data32 < 1 || isNaN(data32)) {
              const err69 = {
                instancePath: instancePath + '/limits/long-session',
                schemaPath: '#/properties/limits/properties/long-session/anyOf/0/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err69];
              } else {
                vErrors.push(err69);
              }
              errors++;
            }
          }
          var _valid7 = _errs109 === errors;
          valid42 = valid42 || _valid7;
          if (!valid42) {
            const _errs111 = errors;
            if (typeof data32 === 'string') {
              if (!pattern10.test(data32)) {
                const err70 = {
                  instancePath: instancePath + '/limits/long-session',
                  schemaPath: '#/properties/limits/properties/long-session/anyOf/1/pattern',
                  keyword: 'pattern',
                  params: { pattern: '^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$' },
                };
                if (vErrors === null) {
                  vErrors = [err70];
                } else {
                  vErrors.push(err70);
                }
                errors++;
              }
            } else {
              const err71 = {
                instancePath: instancePath + '/limits/long-session',
                schemaPath: '#/properties/limits/properties/long-session/anyOf/1/type',
                keyword: 'type',
                params: { type: 'string' },
              };
              if (vErrors === null) {
                vErrors = [err71];
              } else {
                vErrors.push(err71);
              }
              errors++;
            }
            var _valid7 = _errs111 === errors;
            valid42 = valid42 || _valid7;
          }
          if (!valid42) {
            const err72 = {
              instancePath: instancePath + '/limits/long-session',
              schemaPath: '#/properties/limits/properties/long-session/anyOf',
              keyword: 'anyOf',
              params: {},
            };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          } else {
            errors = _errs108;
            if (vErrors !== null) {
              if (_errs108) {
                vErrors.length = _errs108;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err73 = {
          instancePath: instancePath + '/limits',
          schemaPath: '#/properties/limits/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err73];
        } else {
          vErrors.push(err73);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data33 = data.ignore;
      if (Array.isArray(data33)) {
        const len8 = data33.length;
        for (let i8 = 0; i8 < len8; i8++) {
          let data34 = data33[i8];
          if (typeof data34 === 'string') {
            if (!pattern0.test(data34)) {
              const err74 = {
                instancePath: instancePath + '/ignore/' + i8,
                schemaPath: '#/definitions/globs/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^.{1,200}$' },
              };
              if (vErrors === null) {
                vErrors = [err74];
              } else {
                vErrors.push(err74);
              }
              errors++;
            }
          } else {
            const err75 = {
              instancePath: instancePath + '/ignore/' + i8,
              schemaPath: '#/definitions/globs/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          }
        }
      } else {
        const err76 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/definitions/globs/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err76];
        } else {
          vErrors.push(err76);
        }
        errors++;
      }
    }
    if (data.actions !== undefined) {
      let data35 = data.actions;
      if (data35 && typeof data35 == 'object' && !Array.isArray(data35)) {
        for (const key10 in data35) {
          const _errs120 = errors;
          if (typeof key10 === 'string') {
            if (!pattern12.test(key10)) {
              const err77 = {
                instancePath: instancePath + '/actions',
                schemaPath: '#/properties/actions/propertyNames/pattern',
                keyword: 'pattern',
                params: {
                  pattern: '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
                },
                propertyName: key10,
              };
              if (vErrors === null) {
                vErrors = [err77];
              } else {
                vErrors.push(err77);
              }
              errors++;
            }
          }
          var valid46 = _errs120 === errors;
          if (!valid46) {
            const err78 = {
              instancePath: instancePath + '/actions',
              schemaPath: '#/properties/actions/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key10 },
            };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
        for (const key11 in data35) {
          let data36 = data35[key11];
          if (data36 && typeof data36 == 'object' && !Array.isArray(data36)) {
            if (data36.token === undefined) {
              const err79 = {
                instancePath: instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/properties/actions/additionalProperties/required',
                keyword: 'required',
                params: { missingProperty: 'token' },
              };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
            for (const key12 in data36) {
              if (!(key12 === 'token' || key12 === 'needs' || key12 === 'federates' || key12 === 'source')) {
                const err80 = {
                  instancePath: instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/actions/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key12 },
                };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  vErrors.push(err80);
                }
                errors++;
              }
            }
            if (data36.token !== undefined) {
              let data37 = data36.token;
              const _errs126 = errors;
              let valid49 = false;
              const _errs127 = errors;
              if ('none' !== data37) {
                const err81 = {
                  instancePath:
                    instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                  schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/0/const',
                  keyword: 'const',
                  params: { allowedValue: 'none' },
                };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  vErrors.push(err81);
                }
                errors++;
              }
              var _valid8 = _errs127 === errors;
              valid49 = valid49 || _valid8;
              if (!valid49) {
                const _errs128 = errors;
                if ('default' !== data37) {
                  const err82 = {
                    instancePath:
                      instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                    schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/1/const',
                    keyword: 'const',
                    params: { allowedValue: 'default' },
                  };
                  if (vErrors === null) {
                    vErrors = [err82];
                  } else {
                    vErrors.push(err82);
                  }
                  errors++;
                }
                var _valid8 = _errs128 === errors;
                valid49 = valid49 || _valid8;
                if (!valid49) {
                  const _errs129 = errors;
                  if (Array.isArray(data37)) {
                    const len9 = data37.length;
                    for (let i9 = 0; i9 < len9; i9++) {
                      if (typeof data37[i9] !== 'string') {
                        const err83 = {
                          instancePath:
                            instancePath +
                            '/actions/' +
                            key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/token/' +
                            i9,
                          schemaPath:
                            '#/properties/actions/additionalProperties/properties/token/anyOf/2/items/type',
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
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/token',
                      schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/2/type',
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
                  var _valid8 = _errs129 === errors;
                  valid49 = valid49 || _valid8;
                  if (!valid49) {
                    const _errs133 = errors;
                    if (data37 && typeof data37 == 'object' && !Array.isArray(data37)) {
                      for (const key13 in data37) {
                        if (!(key13 === 'inputs' || key13 === 'env' || key13 === 'default')) {
                          const err85 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/additionalProperties',
                            keyword: 'additionalProperties',
                            params: { additionalProperty: key13 },
                          };
                          if (vErrors === null) {
                            vErrors = [err85];
                          } else {
                            vErrors.push(err85);
                          }
                          errors++;
                        }
                      }
                      if (data37.inputs !== undefined) {
                        let data39 = data37.inputs;
                        if (Array.isArray(data39)) {
                          const len10 = data39.length;
                          for (let i10 = 0; i10 < len10; i10++) {
                            if (typeof data39[i10] !== 'string') {
                              const err86 = {
                                instancePath:
                                  instancePath +
                                  '/actions/' +
                                  key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                                  '/token/inputs/' +
                                  i10,
                                schemaPath:
                                  '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/inputs/items/type',
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
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/inputs',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/inputs/type',
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
                      if (data37.env !== undefined) {
                        let data41 = data37.env;
                        if (Array.isArray(data41)) {
                          const len11 = data41.length;
                          for (let i11 = 0; i11 < len11; i11++) {
                            if (typeof data41[i11] !== 'string') {
                              const err88 = {
                                instancePath:
                                  instancePath +
                                  '/actions/' +
                                  key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                                  '/token/env/' +
                                  i11,
                                schemaPath:
                                  '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/env/items/type',
                                keyword: 'type',
                                params: { type: 'string' },
                              };
                              if (vErrors === null) {
                                vErrors = [err88];
                              } else {
                                vErrors.push(err88);
                              }
                              errors++;
                            }
                          }
                        } else {
                          const err89 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/env',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/env/type',
                            keyword: 'type',
                            params: { type: 'array' },
                          };
                          if (vErrors === null) {
                            vErrors = [err89];
                          } else {
                            vErrors.push(err89);
                          }
                          errors++;
                        }
                      }
                      if (data37.default !== undefined) {
                        if (typeof data37.default !== 'boolean') {
                          const err90 = {
                            instancePath:
                              instancePath +
                              '/actions/' +
                              key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/token/default',
                            schemaPath:
                              '#/properties/actions/additionalProperties/properties/token/anyOf/3/properties/default/type',
                            keyword: 'type',
                            params: { type: 'boolean' },
                          };
                          if (vErrors === null) {
                            vErrors = [err90];
                          } else {
                            vErrors.push(err90);
                          }
                          errors++;
                        }
                      }
                    } else {
                      const err91 = {
                        instancePath:
                          instancePath +
                          '/actions/' +
                          key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/token',
                        schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf/3/type',
                        keyword: 'type',
                        params: { type: 'object' },
                      };
                      if (vErrors === null) {
                        vErrors = [err91];
                      } else {
                        vErrors.push(err91);
                      }
                      errors++;
                    }
                    var _valid8 = _errs133 === errors;
                    valid49 = valid49 || _valid8;
                  }
                }
              }
              if (!valid49) {
                const err92 = {
                  instancePath:
                    instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/token',
                  schemaPath: '#/properties/actions/additionalProperties/properties/token/anyOf',
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
                errors = _errs126;
                if (vErrors !== null) {
                  if (_errs126) {
                    vErrors.length = _errs126;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data36.needs !== undefined) {
              let data44 = data36.needs;
              if (data44 && typeof data44 == 'object' && !Array.isArray(data44)) {
                for (const key14 in data44) {
                  let data45 = data44[key14];
                  const _errs150 = errors;
                  let valid58 = false;
                  const _errs151 = errors;
                  if ('read' !== data45) {
                    const err93 = {
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/needs/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf/0/const',
                      keyword: 'const',
                      params: { allowedValue: 'read' },
                    };
                    if (vErrors === null) {
                      vErrors = [err93];
                    } else {
                      vErrors.push(err93);
                    }
                    errors++;
                  }
                  var _valid9 = _errs151 === errors;
                  valid58 = valid58 || _valid9;
                  if (!valid58) {
                    const _errs152 = errors;
                    if ('write' !== data45) {
                      const err94 = {
                        instancePath:
                          instancePath +
                          '/actions/' +
                          key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/needs/' +
                          key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                        schemaPath:
                          '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf/1/const',
                        keyword: 'const',
                        params: { allowedValue: 'write' },
                      };
                      if (vErrors === null) {
                        vErrors = [err94];
                      } else {
                        vErrors.push(err94);
                      }
                      errors++;
                    }
                    var _valid9 = _errs152 === errors;
                    valid58 = valid58 || _valid9;
                  }
                  if (!valid58) {
                    const err95 = {
                      instancePath:
                        instancePath +
                        '/actions/' +
                        key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/needs/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/actions/additionalProperties/properties/needs/additionalProperties/anyOf',
                      keyword: 'anyOf',
                      params: {},
                    };
                    if (vErrors === null) {
                      vErrors = [err95];
                    } else {
                      vErrors.push(err95);
                    }
                    errors++;
                  } else {
                    errors = _errs150;
                    if (vErrors !== null) {
                      if (_errs150) {
                        vErrors.length = _errs150;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                }
              } else {
                const err96 = {
                  instancePath:
                    instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/needs',
                  schemaPath: '#/properties/actions/additionalProperties/properties/needs/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err96];
                } else {
                  vErrors.push(err96);
                }
                errors++;
              }
            }
            if (data36.federates !== undefined) {
              if (typeof data36.federates !== 'boolean') {
                const err97 = {
                  instancePath:
                    instancePath +
                    '/actions/' +
                    key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/federates',
                  schemaPath: '#/properties/actions/additionalProperties/properties/federates/type',
                  keyword: 'type',
                  params: { type: 'boolean' },
                };
                if (vErrors === null) {
                  vErrors = [err97];
                } else {
                  vErrors.push(err97);
                }
                errors++;
              }
            }
            if (data36.source !== undefined) {
              if (typeof data36.source !== 'string') {
                const err98 = {
                  instancePath:
                    instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/source',
                  schemaPath: '#/properties/actions/additionalProperties/properties/source/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err98];
                } else {
                  vErrors.push(err98);
                }
                errors++;
              }
            }
          } else {
            const err99 = {
              instancePath: instancePath + '/actions/' + key11.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/actions/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err99];
            } else {
              vErrors.push(err99);
            }
            errors++;
          }
        }
      } else {
        const err100 = {
          instancePath: instancePath + '/actions',
          schemaPath: '#/properties/actions/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err100];
        } else {
          vErrors.push(err100);
        }
        errors++;
      }
    }
  } else {
    const err101 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err101];
    } else {
      vErrors.push(err101);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
