-- Drives Neovim as a person would, without a screen, and says what it sees as one JSON document:
--     nvim --headless --clean -l test/editors/neovim.lua PROGRAM FOLDER
local program, folder = arg[1], arg[2]
local cloud = folder .. '/.github/workflows/cloud.yml'
local loose = folder .. '/.github/workflows/release.yml'
local seen = {}

local function finish(problem)
  seen.problem = problem
  io.stdout:write(vim.json.encode(seen) .. '\n')
  io.stdout:flush()
  vim.cmd('qall!')
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    finish('nothing came of: ' .. what)
    os.exit(1)
  end
end

-- The set-up of docs/editors/neovim.md.
vim.filetype.add({ extension = { yml = 'yaml' } })
vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'yaml', 'json', 'terraform' },
  callback = function(event)
    vim.lsp.start({
      name = 'trustscope',
      cmd = { 'node', program, 'lsp', '--stdio' },
      root_dir = vim.fs.root(event.buf, { '.git', '.github' }),
    })
  end,
})

local function open(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  vim.bo.filetype = 'yaml'
  wait('the server', function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'trustscope' })[1]
    return client ~= nil and client.initialized
  end)
  return vim.lsp.get_clients({ bufnr = 0, name = 'trustscope' })[1]
end

local function cursor_to(words)
  vim.fn.cursor(1, 1)
  if vim.fn.search('\\V' .. words) == 0 then
    finish('not in the file: ' .. words)
    os.exit(1)
  end
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    if answer.error then seen.error = answer.error.message end
    if answer.result then return answer.result end
  end
end

-- Diagnostics.
open(loose)
wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
seen.diagnostics = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))

-- A code action, applied by the command that a key is mapped to.
local target = vim.diagnostic.get(0)[1]
for _, one in ipairs(vim.diagnostic.get(0)) do
  if one.code == 'broad-token-permissions' then target = one end
end
vim.fn.cursor(target.lnum + 1, target.col + 1)
local before = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
local offered = {}
vim.lsp.buf.code_action({
  -- The first of the list.
  filter = function(action)
    table.insert(offered, action.title)
    seen.offered = offered
    if seen.chosen then return false end
    seen.chosen = action.title
    return true
  end,
  apply = true,
})
wait('an action that changes the text', function()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') ~= before
end)
seen.fixed = target.code
seen.after = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
wait('the finding to go', function()
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if one.code == target.code then return false end
  end
  return true
end)
vim.cmd('write')

-- A job that takes a role which another file defines.
open(cloud)
cursor_to('arn:aws:iam::111122223333:role/shop-artifacts')
-- The first answer may come before the other files are read.
wait('a hover that knows the role', function()
  local hover = ask('textDocument/hover', vim.lsp.util.make_position_params())
  seen.hover = hover and hover.contents.value
  return seen.hover ~= nil and seen.hover:find('s3:PutObject', 1, true) ~= nil
end)
vim.lsp.buf.definition()
wait('the definition', function() return vim.api.nvim_buf_get_name(0):find('infra/roles.yaml', 1, true) ~= nil end)
seen.definition = vim.api.nvim_buf_get_name(0):sub(#folder + 2)
seen.definitionLine = vim.trim(vim.api.nvim_get_current_line())
finish()
