using System.Net.Http.Headers;
using System.Text.Json;
using Embedded.Nacos.Access;
using Embedded.Nacos.Tests.Fakes;

namespace Embedded.Nacos.Tests.Http;

/// <summary>The naming API with login on, against what a 2.5.1 was seen to answer.</summary>
public sealed class LoginTests
{
    private const string Services = "/ns/service/list?pageNo=1&pageSize=10";

    [Fact]
    public async Task First_administrator_is_made_once_and_logs_in()
    {
        await using var server = await StartAsync();

        (await server.SendAsync("POST", "/auth/login", "username=nacos&password=pw")).ShouldBe((500, "caused: User nacos not found;"));
        (await server.SendAsync("POST", "/auth/users/admin", "password=pw")).ShouldBe((200, """{"username":"nacos","password":"pw"}"""));
        (await server.SendAsync("POST", "/auth/users/admin", "password=other")).ShouldBe((200, """{"code":409,"message":"have admin user cannot use it.","data":null}"""));
        (await server.SendAsync("POST", "/auth/users/login", "username=nacos&password=other")).ShouldBe((403, "user not found!"));
        var (status, body) = await server.SendAsync("POST", "/auth/users/login", "username=nacos&password=pw");
        status.ShouldBe(200);
        using var login = JsonDocument.Parse(body);
        login.RootElement.GetProperty("tokenTtl").GetInt64().ShouldBe(18000);
        login.RootElement.GetProperty("username").GetString().ShouldBe("nacos");
        login.RootElement.GetProperty("globalAdmin").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Naming_asks_for_a_token_wherever_it_is_carried()
    {
        await using var server = await StartAsync();
        var token = await LoginAsync(server);

        var (status, body) = await server.SendAsync("GET", Services);
        status.ShouldBe(403);
        body.ShouldContain("\"message\":\"user not found!\"");
        (await server.SendAsync("GET", $"{Services}&accessToken=x")).Body.ShouldContain("token invalid!");
        (await server.SendAsync("GET", $"{Services}&accessToken={token}")).Status.ShouldBe(200);
        (await server.SendAsync("GET", $"{Services}&username=nacos&password=pw")).Status.ShouldBe(200);
        (await HeaderAsync(server, request => request.Authorization = new AuthenticationHeaderValue("Bearer", token))).ShouldBe(200);
        (await HeaderAsync(server, request => request.Add("accessToken", token))).ShouldBe(200);
    }

    [Fact]
    public async Task Token_ends_with_its_life()
    {
        await using var server = await StartAsync();
        var token = await LoginAsync(server);

        server.Clock.Advance(UserBook.TokenLife);

        (await server.SendAsync("GET", $"{Services}&accessToken={token}")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("/ns/operator/metrics")]
    [InlineData("/ns/operator/switches")]
    [InlineData("/console/server/state")]
    [InlineData("/console/health/readiness")]
    [InlineData("/console/namespaces")]
    public async Task What_tools_watch_a_server_by_stays_open(string path)
    {
        await using var server = await StartAsync();

        (await server.SendAsync("GET", path)).Status.ShouldBe(200);
    }

    private static Task<TestRegistry> StartAsync() => TestRegistry.StartAsync(new() { Auth = true });

    private static async Task<string> LoginAsync(TestRegistry server)
    {
        await server.SendAsync("POST", "/auth/users/admin", "password=pw");
        using var login = JsonDocument.Parse((await server.SendAsync("POST", "/auth/login", "username=nacos&password=pw")).Body);
        return login.RootElement.GetProperty("accessToken").GetString()!;
    }

    private static async Task<int> HeaderAsync(TestRegistry server, Action<HttpRequestHeaders> add)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nacos/v1" + Services);
        add(request.Headers);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
