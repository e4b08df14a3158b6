using System.Globalization;
using Rollcall.Tests;

namespace Rollcall.Experiments.Running;

/// <summary>Starts an agent process with a setting that the application does not offer.</summary>
internal static class OwnAgent
{
    public static ChildProcess Start(ISystem system, string node, TimeSpan pollInterval)
    {
        var address = system.Endpoint(node, Resources.Rest);
        return ChildProcess.StartProject("Agent", [], new Dictionary<string, string>
        {
            ["Agent__Name"] = node,
            ["Agent__Node"] = address.ToString(),
            ["Agent__Advertise"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{address.Port}"),
            ["Agent__PollInterval"] = pollInterval.ToString("c", CultureInfo.InvariantCulture),
            ["ConnectionStrings__nacos"] = system.Endpoint(Resources.Registry, Resources.Http).GetLeftPart(UriPartial.Authority),
        });
    }
}
