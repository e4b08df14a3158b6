-- Requests for wrk: register, beat or list (environment variable KIND) over 2,000 endpoints in 200 services.
local kind = os.getenv("KIND") or "list"
local n = 0

function request()
  n = n + 1
  local endpoint = n % 2000
  local service = "serviceName=svc-" .. n % 200 .. "&groupName=load"
  if kind == "list" then
    return wrk.format("GET", "/nacos/v1/ns/instance/list?" .. service)
  end
  local where = service .. "&ip=10.0." .. math.floor(endpoint / 250) .. "." .. endpoint % 250 .. "&port=8501"
  if kind == "beat" then
    return wrk.format("PUT", "/nacos/v1/ns/instance/beat?" .. where)
  end
  return wrk.format("POST", "/nacos/v1/ns/instance?" .. where .. "&metadata=%7B%22model%22%3A%22resnet%22%2C%22version%22%3A%221%22%7D")
end
