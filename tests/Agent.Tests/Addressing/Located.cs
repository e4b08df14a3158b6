using Agent.Addressing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Nacos.V2;

namespace Agent.Tests.Addressing;

/// <summary>Locators that need not look.</summary>
internal static class Located
{
    public static NodeLocator At(string advertise, string? name = null)
        => new(new() { Advertise = advertise, Name = name }, Options.Create(new NacosSdkOptions()), new FakeRoutes(), NullLogger<NodeLocator>.Instance);
}
