-- What an author does in Neovim, without a screen: SERVER and ROOT come from the environment. Any failure is an error.
local server, root = os.getenv("SERVER"), os.getenv("ROOT")

local function fail(text)
  io.stderr:write(text .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, check)
  if not vim.wait(60000, check, 20) then
    fail("waited in vain for " .. what .. ": " .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local function at(pattern, offset)
  local line, column = unpack(vim.fn.searchpos(pattern, "w"))
  if line == 0 then fail("there is no " .. pattern) end
  vim.api.nvim_win_set_cursor(0, { line, column - 1 + (offset or 0) })
end

local function ask(method, more)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(0, "utf-16"), more or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    if answer.err then fail(method .. ": " .. vim.inspect(answer.err)) end
    return answer.result
  end
  fail("no answer to " .. method)
end

local function has(code)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.code == code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code == code) then return true end
  end
  return false
end

local function drive()
  vim.cmd("edit " .. root .. "/src/p7.md")
  local client = vim.lsp.start_client({ cmd = { server, "lsp" }, root_dir = root })
  vim.lsp.buf_attach_client(0, client)
  wait("the server", function() return vim.lsp.buf_get_clients(0)[client] ~= nil and vim.lsp.get_client_by_id(client).initialized end)

  -- Half a key is completed.
  vim.api.nvim_buf_set_lines(0, 1, 1, false, { "categ" })
  vim.api.nvim_win_set_cursor(0, { 2, 4 })
  vim.cmd("startinsert!")
  vim.api.nvim_win_set_cursor(0, { 2, 5 })
  local items = ask("textDocument/completion").items
  local chosen
  for _, item in ipairs(items) do if item.label == "category" then chosen = item end end
  if not chosen then fail("no completion of a key") end
  vim.lsp.util.apply_text_edits({ chosen.textEdit }, 0, "utf-16")
  local line = vim.api.nvim_buf_get_lines(0, 1, 2, false)[1]
  if line ~= "category: " then fail("completed to " .. line) end
  vim.api.nvim_buf_set_lines(0, 1, 2, false, { "category: data" })

  -- A relation breaks, the diagnostic shows, and the action mends it.
  vim.cmd("%s/p8/p8x/")
  wait("a diagnostic", function() return has("P0301") end)
  at("p8x")
  local params = vim.lsp.util.make_range_params(0, "utf-16")
  params.context = { diagnostics = {} }
  local actions
  for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 60000)) do actions = answer.result end
  if not actions or not actions[1] then fail("no action") end
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  wait("no diagnostic", function() return not has("P0301") end)
  vim.cmd("silent wall")

  -- A page is renamed from where it is named.
  at("p9", 1)
  local edit = ask("textDocument/rename", { newName = "nine" })
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
  vim.cmd("silent wall")
  vim.lsp.stop_client(client)
  vim.cmd("qall!")
end

local ok, problem = pcall(drive)
if not ok then fail(tostring(problem)) end
