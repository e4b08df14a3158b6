using System.Globalization;

namespace Embedded.Nacos.Registry;

/// <summary>What identifies an instance within its service; an HTTP client of the registry is exactly one endpoint.</summary>
internal readonly record struct Endpoint(string Ip, int Port)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ip}:{Port}");
}
