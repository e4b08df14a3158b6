using Embedded.Nacos.Http;
using Embedded.Nacos.Tests.Fakes;
using Embedded.Nacos.V1;

namespace Embedded.Nacos.Tests.Http;

/// <summary>What the calls of every second cost in memory, from the query text to the answer's bytes.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("PUT", "/v1/ns/instance/beat", "?serviceName=resnet%40%401&ip=10.0.0.1&port=8501", 1_000)]
    [InlineData("GET", "/v1/ns/instance/list", "?serviceName=1&groupName=resnet&healthyOnly=false", 1_000)]
    public async Task Call_allocates_little(string method, string path, string query, int budget)
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=1&groupName=resnet&ip=10.0.0.1&port=8501");
        var api = server.Service<NamingApi>();
        for (var i = 0; i < 200; i++)
        {
            Call();
        }

        const int Calls = 1_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            Call();
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        TestContext.Current.TestOutputHelper!.WriteLine($"{method} {path}: {each} bytes");
        each.ShouldBeInRange(1, budget);

        void Call()
        {
            var parameters = new RequestParameters();
            parameters.Add(query);
            api.Handle(method, path, path, userAgent: null, parameters).Status.ShouldBe(200);
        }
    }
}
